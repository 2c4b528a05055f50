import { dirname, resolve } from 'node:path';
import type { ConfigDocument } from '../../config/document.ts';
import { SwitchyardError } from '../../errors.ts';
import { openChatScorer } from '../../models/external/chat-scorer.ts';
import { endpointOf, type ModelEndpoint } from '../../models/external/endpoint-of.ts';
import type { ExternalClients, PreferenceChooser } from '../../models/external/external-clients.ts';
import type { LabelScorer } from '../../models/external/external-model.ts';
import { openGuardScorer } from '../../models/external/guard-scorer.ts';
import { openHttpClassifier } from '../../models/external/http-classifier.ts';
import { openMcpClassifier } from '../../models/external/mcp-classifier.ts';
import type { McpServer } from '../../models/external/mcp-connection.ts';
import { openPreferenceChooser } from '../../models/external/preference-chooser.ts';
import { openSequenceFolder } from '../../models/plugins/open-onnx-folder.ts';

interface OpenExternalOptions {
  readonly config: Pick<ConfigDocument, 'global'>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Relative folders start beside it. */
  readonly configPath: string;
}

type Entry = NonNullable<ConfigDocument['global']['model_catalog']['external']>[number];

interface Closable {
  close(): Promise<void>;
}

/** The one place where entries of `global.model_catalog.external` become clients. */
export function openExternalClients({
  config,
  environment,
  configPath,
}: OpenExternalOptions): ExternalClients {
  const { external: entries = [], modules } = config.global.model_catalog;
  const endpoints = new Map<string, ModelEndpoint>();
  const clients = new Map<string, Closable>();

  function endpoint(entry: Entry): ModelEndpoint {
    const known = endpoints.get(entry.name);
    if (known !== undefined) return known;
    const opened = endpointOf(entry, environment);
    endpoints.set(entry.name, opened);
    return opened;
  }

  function shared<T extends Closable>(key: readonly unknown[], open: () => T): T {
    const id = JSON.stringify(key);
    const client = (clients.get(id) as T | undefined) ?? open();
    clients.set(id, client);
    return client;
  }

  const withRole = (role: Entry['model_role']) =>
    entries.find(({ model_role }) => model_role === role);

  return {
    guard() {
      const protocol = modules.prompt_guard.protocol;
      if (protocol === undefined) return undefined;
      return shared(['guard'], () =>
        orUnavailable(() => openGuard(protocol, withRole('guardrail'), endpoint), unusableScorer),
      );
    },
    classifier({ model, labels, instructions }) {
      return shared(['classifier', model, labels, instructions], () =>
        orUnavailable(() => {
          const entry = found(
            entries.find(({ name }) => name === model),
            model,
          );
          return openChatScorer({ endpoint: endpoint(entry), labels, instructions });
        }, unusableScorer),
      );
    },
    http({ model, labels }) {
      return shared(['http', model, labels], () =>
        orUnavailable(() => {
          const entry = found(
            entries.find(({ name }) => name === model),
            model,
          );
          return openHttpClassifier({ endpoint: endpoint(entry), labels });
        }, unusableScorer),
      );
    },
    mcp() {
      return shared(['mcp'], () =>
        orUnavailable(() => openMcp(modules.classifier.mcp), unusableScorer),
      );
    },
    local({ model_path, labels }) {
      const folder = resolve(dirname(configPath), model_path);
      return shared(['local', folder, labels], () =>
        orUnavailable(() => openLocal(folder, labels), unusableScorer),
      );
    },
    preference(routes) {
      const entry = withRole('preference');
      if (entry === undefined) return undefined;
      return shared(['preference', routes], () =>
        orUnavailable(
          () => openPreferenceChooser({ endpoint: endpoint(entry), routes }),
          unusableChooser,
        ),
      );
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

function openGuard(
  protocol: 'http_chat' | 'http_classify',
  entry: Entry | undefined,
  endpointFor: (entry: Entry) => ModelEndpoint,
): LabelScorer {
  const { parser_type: parser, ...guard } = found(entry, 'guardrail');
  const endpoint = endpointFor(guard);
  if (protocol === 'http_classify') return openHttpClassifier({ endpoint });
  return openGuardScorer({ endpoint, ...(parser !== undefined && { parser }) });
}

function openMcp(
  settings: ConfigDocument['global']['model_catalog']['modules']['classifier']['mcp'],
) {
  const { enabled, command, args, env, url, tool_name: toolName, timeout_seconds } = settings ?? {};
  if (enabled !== true) {
    throw new SwitchyardError(
      'model_unavailable',
      'no MCP server classifies, switch `global.model_catalog.modules.classifier.mcp` on',
    );
  }
  const isProcess =
    (settings?.transport_type ?? (command === undefined ? 'http' : 'stdio')) === 'stdio';
  const server: McpServer = isProcess
    ? {
        transport: 'stdio',
        command: command ?? '',
        ...(args !== undefined && { args }),
        ...(env !== undefined && { env }),
      }
    : { transport: 'http', url: url ?? '' };
  return openMcpClassifier({
    ...{ name: 'mcp', server },
    ...(toolName !== undefined && { toolName }),
    ...(timeout_seconds ? { timeoutMs: timeout_seconds * 1000 } : {}),
  });
}

function openLocal(directory: string, labels: readonly string[]): LabelScorer {
  const model = openSequenceFolder({ directory, expectLabels: labels });
  return {
    async score(text, { signal } = {}) {
      const found = await model.classify(text, signal === undefined ? {} : { signal });
      return {
        scores: new Map(found.labels.map((label, at) => [label, found.probabilities[at] ?? 0])),
      };
    },
    close: () => model.close(),
  };
}

function found(entry: Entry | undefined, what: string): Entry {
  if (entry !== undefined) return entry;
  throw new SwitchyardError(
    'model_unavailable',
    `no external model is declared for \`${what}\`, add it under \`global.model_catalog.external\``,
  );
}

/** A configuration stands although one of its servers cannot be asked: its rules have no result. */
function orUnavailable<T>(open: () => T, unusable: (why: SwitchyardError) => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof SwitchyardError) return unusable(error);
    throw error;
  }
}

function unusableScorer(why: SwitchyardError): LabelScorer {
  return { score: () => Promise.reject(why), close: async () => {} };
}

function unusableChooser(why: SwitchyardError): PreferenceChooser {
  return { choose: () => Promise.reject(why), close: async () => {} };
}
