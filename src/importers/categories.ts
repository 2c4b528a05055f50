import type { Path } from '../config/problem.ts';
import { moduleThreshold, pluginAt } from './decisions.ts';
import { addGuard, leaf } from './guards.ts';
import type { Migration } from './migration.ts';
import { importSubjects } from './signals.ts';
import { isPlainMap, type Place } from './source.ts';
import { subjectOf } from './subjects.ts';

const domains: Path = ['routing', 'signals', 'domains'];
const decisions: Path = ['routing', 'decisions'];
const categoryPriority = 100;

interface Surroundings {
  readonly root: Place;
  readonly migration: Migration;
}

/** Categories were subject, models and guards in one; they become signals and decisions. */
export function importCategories(
  categories: Place | undefined,
  decided: ReadonlySet<string>,
  { root, migration }: Surroundings,
): void {
  migration.remark(categories, domains);
  for (const category of categories?.items() ?? []) {
    const name = category.get('name')?.text;
    if (name === undefined) continue;
    const domain = importDomain(category, name, migration);
    const scores = category.get('model_scores');
    const isRouted = scores !== undefined && !decided.has(name);
    if (isRouted) importScores(category, { name, scores, migration });
    else keepScores(scores, [...domain, 'model_scores'], migration);
    importGuards(category, { name, root, migration });
  }
}

function importDomain(category: Place, name: string, migration: Migration): Path {
  const to = migration.element(domains, name);
  migration.remark(category, to);
  migration.move(category.get('name'), [...to, 'name']);
  migration.move(category.get('description'), [...to, 'description']);
  const subjects = category.get('mmlu_categories');
  importSubjects(subjects, to, migration);
  if (subjects !== undefined) return to;
  const subject = subjectOf(name);
  if (subject === undefined) {
    migration.add([...to, 'mmlu_categories'], ['other']);
    const why = `\`${name}\` is no subject that is known: list its subjects under \`mmlu_categories\``;
    migration.attention(category.get('name'), why, to);
  } else if (subject !== name) migration.add([...to, 'mmlu_categories'], [subject]);
  return to;
}

/** Scores of a domain that a decision routes. */
function keepScores(scores: Place | undefined, to: Path, migration: Migration): void {
  if (scores === undefined || !isPlainMap(scores.value)) {
    migration.move(scores, to);
    return;
  }
  const list = scoredModels(scores).map(({ model, score }) => ({ model, score }));
  migration.rewrite(scores, to, list, 'scores are a list of models');
}

interface ScoresMove {
  readonly name: string;
  readonly scores: Place;
  readonly migration: Migration;
}

interface Scored {
  readonly place: Place;
  readonly model: string;
  readonly score: number;
}

function importScores(category: Place, { name, scores, migration }: ScoresMove): void {
  const to = migration.element(decisions, name);
  migration.remark(scores, [...to, 'modelRefs']);
  migration.add([...to, 'priority'], categoryPriority);
  migration.add([...to, 'rules'], leaf('domain', name));
  migration.add(to, {}, `routes what belongs to \`domain:${name}\``);
  const ranked = [...scoredModels(scores)].sort((a, b) => b.score - a.score);
  for (const [index, { place, model }] of ranked.entries()) {
    const at = [...to, 'modelRefs', index];
    migration.add([...at, 'model'], model);
    migration.remark(place, at);
    if (place.number === undefined) {
      migration.move(place.get('model'), [...at, 'model']);
      const why = 'the models of a decision stand in the order of their scores';
      migration.absorb(place.get('score'), at, why);
    } else {
      migration.absorb(place, at, 'the models of a decision stand in the order of their scores');
    }
    for (const key of ['lora_name', 'weight']) migration.move(place.get(key), [...at, key]);
    for (const key of ['use_reasoning', 'reasoning_effort', 'reasoning_description']) {
      const own = place.get(key);
      migration.move(own, [...at, key]);
      if (own === undefined) migration.move(category.get(key), [...at, key]);
    }
  }
  for (const key of ['use_reasoning', 'reasoning_effort', 'reasoning_description']) {
    if (ranked.some(({ place }) => place.get(key) === undefined)) continue;
    migration.drop(category.get(key), 'each model says it itself');
  }
  const prompt = category.get('system_prompt');
  const isPrompted = category.get('system_prompt_enabled')?.value !== false;
  if (prompt !== undefined) {
    const configuration = [...pluginAt(to, 'system_prompt', migration), 'configuration'];
    migration.move(category.get('system_prompt_enabled'), [...configuration, 'enabled']);
    migration.add([...configuration, 'enabled'], isPrompted);
    migration.move(prompt, [...configuration, 'system_prompt']);
    migration.move(category.get('system_prompt_mode'), [...configuration, 'mode']);
  }
  importCache(category, to, migration);
}

function scoredModels(scores: Place): readonly Scored[] {
  if (isPlainMap(scores.value)) {
    return scores.entries().map(([model, place]) => ({ place, model, score: place.number ?? 0 }));
  }
  return scores.items().flatMap((place) => {
    const model = place.get('model')?.text;
    return model === undefined ? [] : [{ place, model, score: place.get('score')?.number ?? 0 }];
  });
}

function importCache(category: Place, decision: Path, migration: Migration): void {
  const enabled = category.get('semantic_cache_enabled');
  const threshold = category.get('semantic_cache_similarity_threshold');
  if (enabled === undefined && threshold === undefined) return;
  const plugin = pluginAt(decision, 'response_cache', migration);
  migration.move(enabled, [...plugin, 'configuration', 'enabled']);
  migration.add([...plugin, 'configuration', 'enabled'], true);
  const to = [...plugin, 'configuration', 'semantic', 'similarity_threshold'];
  migration.move(threshold, to);
}

interface GuardsMove {
  readonly name: string;
  readonly root: Place;
  readonly migration: Migration;
}

function importGuards(category: Place, { name, root, migration }: GuardsMove): void {
  const isGuarded = root.get('prompt_guard')?.get('enabled')?.isTrue === true;
  for (const kind of ['jailbreak', 'pii'] as const) {
    const enabled = category.get(`${kind}_enabled`);
    const threshold = category.get(`${kind}_threshold`);
    const isOn = enabled?.isTrue ?? (threshold !== undefined && kind === 'jailbreak' && isGuarded);
    if (!isOn) {
      if (enabled !== undefined && kind === 'jailbreak' && isGuarded) {
        migration.attention(
          enabled,
          'is off here, while `block_jailbreak` guards every request: review',
        );
      } else migration.drop(enabled, 'is off, and nothing guards it');
      migration.drop(threshold, 'belongs to a check that is off');
      continue;
    }
    const guard = addGuard({
      kind,
      name: `${name}_guard`,
      decision: `block_${kind}_${name}`,
      settings: { threshold: threshold?.value ?? moduleThreshold(kind, migration) },
      within: leaf('domain', name),
      migration,
    });
    migration.absorb(enabled, guard.decision, 'is a signal and a decision that refuses');
    migration.move(threshold, [...guard.signal, 'threshold']);
  }
}
