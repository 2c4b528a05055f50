import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseSource } from '../../config/parse-source.ts';
import { redact } from '../../config/redact.ts';
import type { ConfigHistory, ConfigVersion } from '../../stores/config-history/config-history.ts';
import { parseQuery } from '../query.ts';
import { parseBody } from '../request-body.ts';
import { ConfigApiError } from './config-api-error.ts';
import type { ConfigControl } from './config-control.ts';
import { readCurrent } from './current-config.ts';
import { diffDocuments } from './document-diff.ts';
import { printYaml } from './edit-yaml.ts';
import { writeConfig } from './write-config.ts';

/** Stands for the file as it is now. */
const CURRENT = 'current';

const diffQuery = z.strictObject({
  from: z.string().max(100).optional(),
  to: z.string().max(100).default(CURRENT),
});

const rollbackBody = z.strictObject({ version: z.string().min(1).max(100) });

export function registerVersions(app: FastifyInstance, control: ConfigControl): void {
  app.get('/config/router/versions', async () => {
    const history = historyOf(control);
    const [versions, { activeHash }] = await Promise.all([history.list(), control.status()]);
    const active = versions.find(({ hash }) => hash === activeHash)?.version;
    return {
      versions: versions.map((version) => ({
        ...describeVersion(history, version),
        is_active: version.version === active,
      })),
    };
  });

  app.get<{ Params: { version: string } }>(
    '/config/router/versions/:version',
    async (request, reply) => {
      const history = historyOf(control);
      const version = await requireVersion(history, request.params.version);
      const config = redact(readDocument(version.text));
      return reply.header('cache-control', 'no-store').send({
        ...describeVersion(history, version),
        findings: version.findings,
        has_dsl: version.dsl !== undefined,
        config,
        yaml: printYaml(config),
      });
    },
  );

  app.get('/config/router/diff', async (request, reply) => {
    const { from, to } = parseQuery(diffQuery, request.query);
    const history = historyOf(control);
    const before = from ?? (await versionBefore(control, history));
    const [a, b] = await Promise.all([
      documentOf(control, history, before),
      documentOf(control, history, to),
    ]);
    const { changes, unified } = diffDocuments({
      from: { title: before, document: a },
      to: { title: to, document: b },
    });
    return reply
      .header('cache-control', 'no-store')
      .send({ from: before, to, changes, diff: unified });
  });

  app.post('/config/router/rollback', async (request, reply) => {
    const { version: name } = parseBody(rollbackBody, request.body);
    const history = historyOf(control);
    const { text, dsl } = await requireVersion(history, name);
    const { config, findings } = control.check(text);
    if (config === undefined) {
      throw new ConfigApiError('BACKUP_INVALID', `version \`${name}\` is no valid configuration`, {
        details: { findings },
      });
    }
    return writeConfig({
      control,
      request,
      reply,
      source: 'rollback',
      message: `rollback to ${name}`,
      edit: () => ({ text, dsl }),
    });
  });
}

function historyOf({ history }: ConfigControl): ConfigHistory {
  if (history !== undefined) return history;
  throw new ConfigApiError(
    'HISTORY_UNAVAILABLE',
    'versions are not kept: there is no configuration file, or the data folder cannot be written',
  );
}

/** Without the text, which may hold credentials. */
function describeVersion(history: ConfigHistory, version: ConfigVersion) {
  const { version: name, timestamp, source, hash, author, message, diff, activation } = version;
  return {
    version: name,
    timestamp,
    source,
    filename: history.fileName(name),
    hash,
    author,
    message,
    diff,
    activation,
  };
}

async function requireVersion(history: ConfigHistory, name: string): Promise<ConfigVersion> {
  const version = await history.get(name);
  if (version !== undefined) return version;
  const shown = name.slice(0, 100);
  if (history.has(name)) {
    throw new ConfigApiError('BACKUP_INVALID', `the file of version \`${shown}\` is damaged`);
  }
  throw new ConfigApiError('VERSION_NOT_FOUND', `there is no version \`${shown}\``);
}

/** The newest version that is not what the file says. */
async function versionBefore(control: ConfigControl, history: ConfigHistory): Promise<string> {
  const [versions, current] = await Promise.all([history.list(), readCurrent(control)]);
  return versions.find(({ hash }) => hash !== current.hash)?.version ?? CURRENT;
}

async function documentOf(
  control: ConfigControl,
  history: ConfigHistory,
  name: string,
): Promise<unknown> {
  if (name !== CURRENT) return readDocument((await requireVersion(history, name)).text);
  return (await readCurrent(control)).document ?? null;
}

function readDocument(text: string): unknown {
  return parseSource(text).content?.value ?? null;
}
