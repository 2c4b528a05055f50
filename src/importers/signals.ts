import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import { moveNamedList } from './names.ts';
import { isPlainMap, type Place } from './source.ts';
import { subjectOf } from './subjects.ts';

/** Old key of a collection -> the one of now. */
const collections: Readonly<Record<string, string>> = {
  keyword_rules: 'keywords',
  embedding_rules: 'embeddings',
  fact_check_rules: 'fact_check',
  user_feedback_rules: 'user_feedbacks',
  reask_rules: 'reasks',
  preference_rules: 'preferences',
  language_rules: 'language',
  context_rules: 'context',
  structure_rules: 'structure',
  complexity_rules: 'complexity',
  modality_rules: 'modality',
};

/** Keys of the flat layout that hold signals. */
export const flatSignalKeys: readonly string[] = Object.keys(collections);

const removed: Readonly<Record<string, string>> = {
  category_kb:
    'became the signal `kb` with a knowledge base under `global.model_catalog.kbs`; write both',
  taxonomy:
    'became the signal `kb` with a knowledge base under `global.model_catalog.kbs`; write both',
};

/** Takes the collections of a map to `<routing>.signals`, rule by rule where a rule is old. */
export function importSignals(holder: Place, routing: Path, migration: Migration): void {
  for (const [key, collection] of holder.entries()) {
    const why = removed[key];
    if (why !== undefined) migration.attention(collection, why);
    else importCollection(collection, { key, to: [...routing, 'signals'], migration });
  }
}

interface CollectionMove {
  readonly key: string;
  readonly to: Path;
  readonly migration: Migration;
}

export function importCollection(collection: Place, { key, to, migration }: CollectionMove): void {
  const name = collections[key] ?? key;
  const list = [...to, name];
  if (!Array.isArray(collection.value) || !collection.items().some((rule) => isOld(rule, name))) {
    moveNamedList(collection, list, migration);
    return;
  }
  migration.remark(collection, list);
  for (const rule of collection.items()) importRule(rule, { name, list, migration });
}

function isOld(rule: Place, collection: string): boolean {
  const has = (key: string) => rule.get(key) !== undefined;
  if (!has('name') && has('category')) return true;
  switch (collection) {
    case 'embeddings':
      return ['avg', 'min'].includes(rule.get('aggregation_method')?.text ?? '');
    case 'structure':
      return rule.get('feature')?.get('normalize_by') !== undefined;
    case 'preferences':
      return has('llm_endpoint');
    case 'domains':
      return rule.get('mmlu_categories')?.items().some(isDetailed) ?? false;
    default:
      return false;
  }
}

function isDetailed({ text }: Place): boolean {
  return text !== undefined && subjectOf(text) !== text;
}

interface RuleMove {
  readonly name: string;
  readonly list: Path;
  readonly migration: Migration;
}

function importRule(rule: Place, { name: collection, list, migration }: RuleMove): void {
  const named = rule.get('name') ?? rule.get('category');
  const name = named?.text;
  if (named === undefined || name === undefined) return;
  const to = migration.element(list, name);
  const special = ['category', 'aggregation_method', 'feature', 'llm_endpoint', 'mmlu_categories'];
  migration.move(rule, to, { except: special });
  if (rule.get('name') === undefined) migration.move(named, [...to, 'name']);
  else migration.drop(rule.get('category'), 'stands beside `name`, which counts');
  importAggregation(rule.get('aggregation_method'), to, migration);
  importFeature(rule.get('feature'), to, migration);
  importSubjects(rule.get('mmlu_categories'), to, migration);
  const endpoint = rule.get('llm_endpoint');
  if (collection === 'preferences' && endpoint !== undefined) {
    const external = migration.element(['global', 'model_catalog', 'external'], 'preference');
    migration.add([...external, 'model_role'], 'preference');
    if (isPlainMap(endpoint.value)) migration.move(endpoint, [...external, 'llm_endpoint']);
    else {
      const why = 'is the external model of role `preference` now: write its address and model';
      migration.attention(endpoint, why, external);
    }
  }
}

function importAggregation(method: Place | undefined, rule: Path, migration: Migration): void {
  const to = [...rule, 'aggregation_method'];
  if (method?.text === 'avg') migration.rewrite(method, to, 'mean', '`avg` is called `mean`');
  else if (method?.text === 'min') {
    migration.add(to, 'mean');
    migration.attention(method, '`min` does not exist any more, `mean` comes nearest: review', to);
  } else migration.move(method, to);
}

function importFeature(feature: Place | undefined, rule: Path, migration: Migration): void {
  const to = [...rule, 'feature'];
  const unit = feature?.get('normalize_by');
  if (unit === undefined) {
    migration.move(feature, to);
    return;
  }
  migration.move(feature, to, { except: ['normalize_by', 'type'] });
  migration.drop(feature?.get('type'), '`density` takes its place');
  migration.rewrite(unit, [...to, 'type'], 'density', 'a count by length is `type: density`');
}

/** Detailed subjects become the ones that the classifier tells apart. */
export function importSubjects(
  subjects: Place | undefined,
  rule: Path,
  migration: Migration,
): void {
  if (subjects === undefined) return;
  const to = [...rule, 'mmlu_categories'];
  const named = subjects.items().map((one) => ({ one, subject: subjectOf(one.text ?? '') }));
  if (named.every(({ one, subject }) => one.text === subject)) {
    migration.move(subjects, to);
    return;
  }
  const all = [...new Set(named.map(({ subject }) => subject ?? 'other'))];
  migration.rewrite(subjects, to, all, 'subjects are the 14 that the classifier tells apart');
  for (const { one, subject } of named) {
    if (subject !== undefined) continue;
    migration.attention(
      one,
      `\`${one.text}\` is no subject that is known, \`other\` stands for it`,
    );
  }
}
