import { nearestName } from '../lib/nearest-name.ts';
import { entriesOf, type Report } from './check.ts';
import type { DeclaredRules } from './declared-rules.ts';
import type { Draft, DraftDocument } from './draft.ts';
import type { DraftPolicy } from './draft-policies.ts';
import { didYouMean, type Path } from './problem.ts';
import { leavesOf } from './rule-leaves.ts';

interface CheckOptions {
  readonly document: DraftDocument;
  readonly declared: DeclaredRules;
  readonly report: Report;
}

/** Knowledge bases that come with the product. */
const builtInBases = ['privacy_kb', 'mmlu_kb'];

/** Checks what signals say about other parts of the document. */
export function checkReferences(
  policy: DraftPolicy,
  { document, declared, report }: CheckOptions,
): void {
  const { signals = {}, projections = {} } = policy.routing;
  const base = [...policy.path, 'signals'];
  const catalog = (document.global?.model_catalog ?? {}) as Draft<{
    kbs: { name: string }[];
    external: { name: string }[];
  }>;
  const bases =
    catalog.kbs === undefined ? builtInBases : catalog.kbs.flatMap((kb) => kb?.name ?? []);
  const external = (catalog.external ?? []).flatMap((model) => model?.name ?? []);
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
  const knowledgeBase = { ...knowledgeBases, names: bases };
  for (const { value, path } of entriesOf(signals.kb, [...base, 'kb'])) {
    check(value.kb, [...path, 'kb'], knowledgeBase);
  }
  for (const score of entriesOf(projections.scores, [...policy.path, 'projections', 'scores'])) {
    for (const { value, path } of entriesOf(score.value.inputs, [...score.path, 'inputs'])) {
      check(value.kb, [...path, 'kb'], knowledgeBase);
    }
  }
  for (const { value, path } of entriesOf(signals.classifiers, [...base, 'classifiers'])) {
    const { model } = value as Draft<{ model: string }>;
    check(model, [...path, 'model'], { ...externalModels, names: external });
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
