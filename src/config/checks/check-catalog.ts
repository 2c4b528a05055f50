import { commonMetrics } from '../../knowledge/settings.ts';
import { nearestName } from '../../lib/nearest-name.ts';
import { didYouMean } from '../problem.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf, type Report, uniqueNames } from './report.ts';

type Catalog = NonNullable<NonNullable<DraftDocument['global']>['model_catalog']>;

const base = ['global', 'model_catalog'];

/** Checks what models, knowledge bases and modules of the catalog need of each other. */
export function checkCatalog({ global }: DraftDocument, report: Report): void {
  const catalog = global?.model_catalog ?? {};
  checkEmbeddings(catalog, report);
  checkKnowledgeBases(catalog, report);
  checkGuard(catalog, report);
  checkMcp(catalog, report);
}

function checkEmbeddings({ embeddings }: Catalog, report: Report): void {
  const { embedding_config: config, endpoint } = embeddings?.semantic ?? {};
  const path = [...base, 'embeddings', 'semantic'];
  const isRemote = config?.backend === 'openai_compatible' || config?.model_type === 'remote';
  if (!isRemote) return;
  if (endpoint === undefined) {
    const message = 'is missing, the embeddings come from a server';
    report({ code: 'missing_field', path: [...path, 'endpoint'], message });
  }
  if (config.model_type !== undefined && config.model_type !== 'remote') {
    report({
      code: 'invalid_value',
      path: [...path, 'embedding_config', 'model_type'],
      message: `\`${config.model_type}\` is no model of a server`,
      suggestion: 'write `remote`, or leave it out',
    });
  }
  const { dimensions } = endpoint ?? {};
  const { target_dimension: target } = config;
  if (!dimensions || !target || dimensions === target) return;
  report({
    code: 'dimension_mismatch',
    path: [...path, 'endpoint', 'dimensions'],
    message: `is ${dimensions}, but \`target_dimension\` is ${target}`,
  });
}

function checkKnowledgeBases({ kbs }: Catalog, report: Report): void {
  const entries = entriesOf(kbs, [...base, 'kbs']);
  uniqueNames(entries, { what: 'knowledge base', report });
  for (const { value, path } of entries) {
    const groups = Object.keys(value.groups ?? {});
    for (const [group, labels = []] of Object.entries(value.groups ?? {})) {
      for (const [index, label] of labels.entries()) {
        if (label === undefined || labels.indexOf(label) === index) continue;
        const message = `\`${label}\` is in the group already`;
        report({ code: 'duplicate_name', path: [...path, 'groups', group, index], message });
      }
    }
    const metrics = entriesOf(value.metrics, [...path, 'metrics']);
    uniqueNames(metrics, { what: 'metric of this knowledge base', report });
    for (const metric of metrics) {
      if ((commonMetrics as readonly (string | undefined)[]).includes(metric.value.name)) {
        report({
          code: 'duplicate_name',
          path: [...metric.path, 'name'],
          message: `every knowledge base measures \`${metric.value.name}\` already`,
          suggestion: 'choose another name',
        });
      }
      for (const key of ['positive_group', 'negative_group'] as const) {
        const group = metric.value[key];
        if (group === undefined || group === '' || groups.includes(group)) continue;
        report({
          code: 'unknown_group',
          path: [...metric.path, key],
          message: `no group is called \`${group}\``,
          suggestion: didYouMean(nearestName(group, groups)) ?? 'declare it under `groups`',
        });
      }
    }
  }
}

function checkGuard({ external, modules }: Catalog, report: Report): void {
  const entries = entriesOf(external, [...base, 'external']);
  uniqueNames(entries, { what: 'external model', report });
  const guard = modules?.prompt_guard;
  if (guard?.protocol === undefined || guard.enabled === false) return;
  const isReachable = entries.some(
    ({ value: { model_role, llm_endpoint, base_url, llm_model_name } }) =>
      model_role === 'guardrail' &&
      (base_url ?? llm_endpoint?.address) !== undefined &&
      llm_model_name !== undefined,
  );
  if (isReachable) return;
  report({
    code: 'missing_backend',
    path: [...base, 'modules', 'prompt_guard', 'protocol'],
    message: 'asks an external model, and none has the role `guardrail`, an address and a name',
    suggestion: 'declare one under `global.model_catalog.external`',
  });
}

function checkMcp({ modules }: Catalog, report: Report): void {
  const mcp = modules?.classifier?.mcp;
  if (mcp?.enabled !== true) return;
  const { command, url } = mcp;
  const isRemoteByDefault = url !== undefined && command === undefined;
  const transport = mcp.transport_type ?? (isRemoteByDefault ? 'http' : 'stdio');
  const needed = transport === 'stdio' ? 'command' : 'url';
  if (mcp[needed] !== undefined) return;
  report({
    code: 'missing_field',
    path: [...base, 'modules', 'classifier', 'mcp', needed],
    message: `is missing, the classifier is reached through \`${transport}\``,
  });
}
