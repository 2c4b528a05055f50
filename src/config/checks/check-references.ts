import { commonMetrics, defaultKnowledgeBases } from '../../knowledge/settings.ts';
import { nearestName } from '../../lib/nearest-name.ts';
import { didYouMean, type Path } from '../problem.ts';
import type { DeclaredRules } from './declared-rules.ts';
import type { Draft, DraftDocument } from './draft.ts';
import type { DraftPolicy } from './draft-policies.ts';
import { entriesOf, type Report } from './report.ts';
import { leavesOf } from './rule-leaves.ts';

interface CheckOptions {
  readonly document: DraftDocument;
  readonly declared: DeclaredRules;
  readonly report: Report;
}

interface KnowledgeBase {
  readonly groups: readonly string[];
  readonly metrics: readonly string[];
}

/** Checks what signals say about other parts of the document. */
export function checkReferences(
  policy: DraftPolicy,
  { document, declared, report }: CheckOptions,
): void {
  const { signals = {}, projections = {} } = policy.routing;
  const base = [...policy.path, 'signals'];
  const { kbs, external: servers } = document.global?.model_catalog ?? {};
  const bases = knowledgeBasesOf(kbs);
  const external = new Map(
    (servers ?? []).flatMap((model) => (model?.name === undefined ? [] : [[model.name, model]])),
  );
  const check = (name: string | undefined, path: Path, known: Known) => {
    if (name === undefined || known.names.includes(name)) return;
    report({
      code: known.code,
      path,
      message: `no ${known.what} is called \`${name}\``,
      suggestion:
        didYouMean(nearestName(name, known.names)) ?? `declare it under \`${known.where}\``,
    });
  };
  const knowledgeBase = { ...knowledgeBases, names: [...bases.keys()] };
  for (const { value, path } of entriesOf(signals.kb, [...base, 'kb'])) {
    check(value.kb, [...path, 'kb'], knowledgeBase);
    const groups = value.target?.kind === 'group' ? bases.get(value.kb ?? '')?.groups : undefined;
    if (groups === undefined) continue; // labels stand in the files of the knowledge base
    check(value.target?.value, [...path, 'target', 'value'], { ...groupsOfBase, names: groups });
  }
  for (const score of entriesOf(projections.scores, [...policy.path, 'projections', 'scores'])) {
    for (const { value, path } of entriesOf(score.value.inputs, [...score.path, 'inputs'])) {
      check(value.kb, [...path, 'kb'], knowledgeBase);
      const metrics = bases.get(value.kb ?? '')?.metrics;
      if (metrics === undefined) continue;
      const names = [...commonMetrics, ...metrics];
      check(value.metric, [...path, 'metric'], { ...metricsOfBase, names });
    }
  }
  for (const { value, path } of entriesOf(signals.classifiers, [...base, 'classifiers'])) {
    const { model } = value as Draft<{ model: string }>;
    check(model, [...path, 'model'], { ...externalModels, names: [...external.keys()] });
    const server = external.get(model ?? '');
    if (server !== undefined) checkServer(server, { path: [...path, 'model'], report });
  }
  const cards = (document.routing?.modelCards ?? []).flatMap((card) => card?.name ?? []);
  for (const domain of entriesOf(signals.domains, [...base, 'domains'])) {
    const scores = domain.value.model_scores;
    for (const { value, path } of entriesOf(scores, [...domain.path, 'model_scores'])) {
      check(value.model, [...path, 'model'], { ...modelCards, names: cards });
    }
  }
  checkComposers(policy, declared);
}

type Catalog = NonNullable<NonNullable<DraftDocument['global']>['model_catalog']>;

function knowledgeBasesOf(kbs: Catalog['kbs']): ReadonlyMap<string, KnowledgeBase> {
  return new Map(
    (kbs ?? defaultKnowledgeBases).flatMap((kb) => {
      if (kb?.name === undefined) return [];
      const metrics = (kb.metrics ?? []).flatMap((metric) => metric?.name ?? []);
      return [[kb.name, { groups: Object.keys(kb.groups ?? {}), metrics }]];
    }),
  );
}

/** What a classifier needs of the external model that it asks. */
function checkServer(
  {
    name,
    model_role,
    llm_model_name,
    llm_endpoint,
    base_url,
  }: NonNullable<NonNullable<Catalog['external']>[number]>,
  { path, report }: { readonly path: Path; readonly report: Report },
): void {
  const hasAddress = (base_url ?? llm_endpoint?.address) !== undefined;
  if (model_role === 'classification' && llm_model_name !== undefined && hasAddress) return;
  report({
    code: 'missing_backend',
    path,
    message: `asks \`${name}\`, which lacks the role \`classification\`, an address or a name of a model`,
    suggestion: 'add `model_role`, `llm_endpoint` and `llm_model_name` there',
  });
}

interface Known {
  readonly code: string;
  readonly what: string;
  readonly where: string;
  readonly names: readonly string[];
}

const knowledgeBases = {
  code: 'unknown_knowledge_base',
  what: 'knowledge base',
  where: 'global.model_catalog.kbs',
};

const externalModels = {
  code: 'unknown_model',
  what: 'external model',
  where: 'global.model_catalog.external',
};

const groupsOfBase = {
  code: 'unknown_group',
  what: 'group of the knowledge base',
  where: 'groups',
};

const metricsOfBase = {
  code: 'unknown_metric',
  what: 'metric of the knowledge base',
  where: 'metrics',
};

const modelCards = { code: 'unknown_model', what: 'model card', where: 'routing.modelCards' };

/** The conditions inside complexity rules. */
function checkComposers(policy: DraftPolicy, declared: DeclaredRules): void {
  const rules = entriesOf(policy.routing.signals?.complexity, [
    ...policy.path,
    'signals',
    'complexity',
  ]);
  for (const { value, path } of rules) {
    for (const leaf of leavesOf(value.composer, [...path, 'composer'])) {
      declared.checkLeaf(leaf);
    }
  }
}
