import type { Path } from '../config/problem.ts';
import { replaceByLearning } from './flat-globals.ts';
import { addGuard } from './guards.ts';
import type { Migration } from './migration.ts';
import { isPlainMap, type Place } from './source.ts';

const oldKeys = [
  'modelSelectionAlgorithm',
  'reasoning_effort',
  'tool_scope',
  'allow_tools',
  'block_tools',
] as const;

const removedAlgorithms: readonly string[] = [
  ...['session_aware', 'elo', 'rl_driven', 'gmtrouter', 'bandit', 'personalization'],
];

const cacheTypes: readonly string[] = ['semantic-cache', 'semantic_cache', 'response-cache'];
const operators: readonly string[] = ['AND', 'OR', 'NOT'];

/** Takes the decisions of a policy over; those that need no change stay as they are written. */
export function importDecisions(
  decisions: Place | undefined,
  routing: Path,
  migration: Migration,
): void {
  if (decisions === undefined) return;
  const list = [...routing, 'decisions'];
  if (!decisions.items().some(isOld)) {
    migration.move(decisions, list);
    return;
  }
  migration.remark(decisions, list);
  for (const decision of decisions.items()) {
    const name = decision.get('name')?.text;
    if (name !== undefined) importDecision(decision, { routing, name, migration });
  }
}

function isOld(decision: Place): boolean {
  if (oldKeys.some((key) => decision.get(key) !== undefined)) return true;
  const algorithm = decision.get('algorithm')?.get('type')?.text ?? '';
  if (removedAlgorithms.includes(algorithm.toLowerCase())) return true;
  if (decision.get('plugins')?.items().some(isOldPlugin)) return true;
  const rules = decision.get('rules');
  return rules !== undefined && !isSoundRule(rules);
}

function isOldPlugin(plugin: Place): boolean {
  const type = plugin.get('type')?.text ?? '';
  const configuration = plugin.get('configuration');
  if (cacheTypes.includes(type) || type === 'jailbreak' || type === 'pii') return true;
  if (configuration === undefined) return true;
  if (type === 'system_prompt') return configuration.get('prompt') !== undefined;
  return type === 'header_mutation' && configuration.get('headers') !== undefined;
}

interface DecisionMove {
  readonly routing: Path;
  readonly name: string;
  readonly migration: Migration;
}

function importDecision(decision: Place, { routing, name, migration }: DecisionMove): void {
  const to = migration.element([...routing, 'decisions'], name);
  const special = [...oldKeys, 'algorithm', 'plugins', 'rules', 'modelRefs'];
  migration.move(decision, to, { except: special });
  importRules(decision.get('rules'), [...to, 'rules'], migration);
  importModelRefs(decision, to, migration);
  importAlgorithm(decision.get('algorithm'), to, migration);
  importAlgorithm(decision.get('modelSelectionAlgorithm'), to, migration);
  importToolScope(decision, to, migration);
  const plugins = decision.get('plugins');
  migration.remark(plugins, [...to, 'plugins']);
  for (const plugin of plugins?.items() ?? []) {
    importPlugin(plugin, { decision: to, routing, migration });
  }
}

/** A rule whose operators are all known; leaves are fine as they are. */
function isSoundRule(rule: Place): boolean {
  const conditions = rule.get('conditions');
  if (conditions === undefined) return true;
  const operator = rule.get('operator')?.text?.trim().toUpperCase() ?? '';
  return operators.includes(operator) && conditions.items().every(isSoundRule);
}

function importRules(rules: Place | undefined, to: Path, migration: Migration): void {
  if (rules === undefined) return;
  const conditions = rules.get('conditions');
  if (conditions === undefined || isSoundRule(rules)) {
    migration.move(rules, to);
    return;
  }
  migration.remark(rules, to);
  migration.move(rules, to, { except: ['operator', 'conditions'] });
  const operator = rules.get('operator');
  const word = operator?.text?.trim().toUpperCase() ?? '';
  if (operators.includes(word)) migration.move(operator, [...to, 'operator']);
  else if (operator === undefined) {
    migration.add([...to, 'operator'], 'OR', 'no operator was given, which meant `OR`');
  } else {
    migration.add([...to, 'operator'], 'OR');
    migration.attention(
      operator,
      `\`${operator.value}\` is no operator, \`OR\` stands for it: review`,
    );
  }
  for (const [index, condition] of conditions.items().entries()) {
    importRules(condition, [...to, 'conditions', index], migration);
  }
}

function importModelRefs(decision: Place, to: Path, migration: Migration): void {
  const references = decision.get('modelRefs');
  migration.move(references, [...to, 'modelRefs']);
  const effort = decision.get('reasoning_effort');
  if (effort === undefined) return;
  for (const [index, reference] of references?.items().entries() ?? []) {
    if (reference.get('reasoning_effort') !== undefined) continue;
    const at = [...to, 'modelRefs', index, 'reasoning_effort'];
    migration.rewrite(effort, at, effort.value, 'belongs to each model that thinks');
  }
}

function importAlgorithm(algorithm: Place | undefined, to: Path, migration: Migration): void {
  const type = algorithm?.get('type');
  if (type?.text !== undefined && removedAlgorithms.includes(type.text.toLowerCase())) {
    replaceByLearning(type, migration);
    migration.drop(algorithm, `settings of \`${type.text}\`, which does not exist any more`);
    return;
  }
  if (algorithm !== undefined && algorithm.text !== undefined) {
    migration.rewrite(
      algorithm,
      [...to, 'algorithm'],
      { type: algorithm.text },
      'is a map with a `type`',
    );
  } else migration.move(algorithm, [...to, 'algorithm']);
}

function importToolScope(decision: Place, to: Path, migration: Migration): void {
  const allowed = decision.get('allow_tools');
  const blocked = decision.get('block_tools');
  const scope = decision.get('tool_scope');
  if (allowed === undefined && blocked === undefined && scope === undefined) return;
  const isNone = scope?.text === 'none';
  const isFiltered = allowed !== undefined || blocked !== undefined;
  const at = pluginAt(to, 'tools', migration);
  migration.add([...at, 'configuration', 'enabled'], true);
  const mode = [...at, 'configuration', 'mode'];
  const word = isFiltered ? 'filtered' : isNone ? 'none' : 'passthrough';
  if (scope === undefined) migration.add(mode, word);
  else if (isNone || scope.text === 'passthrough' || scope.text === 'filtered') {
    migration.rewrite(scope, mode, word, 'is `mode` of the `tools` plugin');
  } else {
    migration.add(mode, word);
    migration.attention(
      scope,
      `\`${scope.value}\` is no mode of the \`tools\` plugin: review`,
      mode,
    );
  }
  migration.move(allowed, [...at, 'configuration', 'allow_tools']);
  migration.move(blocked, [...at, 'configuration', 'block_tools']);
}

/** The place of a plugin of a decision; a new one when it has none of that type. */
export function pluginAt(decision: Path, type: string, migration: Migration): Path {
  const list = migration.read([...decision, 'plugins']);
  const plugins = Array.isArray(list) ? list : [];
  const index = plugins.findIndex((plugin) => isPlainMap(plugin) && plugin.type === type);
  const at = [...decision, 'plugins', index < 0 ? plugins.length : index];
  migration.add([...at, 'type'], type);
  return at;
}

interface PluginMove {
  readonly decision: Path;
  readonly routing: Path;
  readonly migration: Migration;
}

function importPlugin(plugin: Place, { decision, routing, migration }: PluginMove): void {
  const type = plugin.get('type')?.text;
  if (type === undefined) return;
  if (type === 'jailbreak' || type === 'pii') {
    importGuardPlugin(plugin, type, { decision, routing, migration });
    return;
  }
  const isCache = cacheTypes.includes(type);
  const at = pluginAt(decision, isCache ? 'response_cache' : type, migration);
  const configuration = plugin.get('configuration');
  const to = [...at, 'configuration'];
  migration.move(plugin, at, { except: ['configuration', 'type'] });
  const typePlace = plugin.get('type');
  if (isCache)
    migration.rewrite(typePlace, [...at, 'type'], 'response_cache', 'is called `response_cache`');
  else migration.move(typePlace, [...at, 'type']);
  if (configuration === undefined) {
    migration.add(to, {}, 'a plugin needs its `configuration`, if only an empty one');
    return;
  }
  migration.move(configuration, to, { except: ['prompt', 'headers'] });
  const prompt = configuration.get('prompt');
  migration.move(prompt, [...to, type === 'system_prompt' ? 'system_prompt' : 'prompt']);
  const headers = configuration.get('headers');
  if (type !== 'header_mutation') migration.move(headers, [...to, 'headers']);
  else if (headers !== undefined) {
    const pairs = headers.entries().map(([name, { value }]) => ({ name, value: String(value) }));
    migration.rewrite(headers, [...to, 'add'], pairs, 'headers are a list of names and values');
  }
}

/** Checks were plugins once; now a signal finds and a decision refuses. */
function importGuardPlugin(
  plugin: Place,
  kind: 'jailbreak' | 'pii',
  { decision, routing, migration }: PluginMove,
): void {
  const configuration = plugin.get('configuration') ?? plugin;
  if (configuration.get('enabled')?.value === false) {
    migration.drop(plugin, 'is off');
    return;
  }
  const rules = migration.read([...decision, 'rules']);
  const isEverywhere =
    rules === undefined || (isPlainMap(rules) && Object.keys(rules).length === 0);
  const name = migration.read([...decision, 'name']);
  const guard = addGuard({
    kind,
    name: isEverywhere ? `${kind}_guard` : `${name}_guard`,
    decision: isEverywhere ? `block_${kind}` : `block_${kind}_${name}`,
    settings: {
      threshold: configuration.get('threshold')?.value ?? moduleThreshold(kind, migration),
    },
    routing,
    ...(isEverywhere ? {} : { within: structuredClone(rules) }),
    migration,
  });
  const types = configuration.get('pii_types_allowed');
  if (kind === 'pii') migration.move(types, [...guard.signal, 'pii_types_allowed']);
  migration.move(configuration.get('threshold'), [...guard.signal, 'threshold']);
  migration.remark(plugin, guard.decision);
  const why = `is a signal now, and the decision \`${migration.read([...guard.decision, 'name'])}\` that refuses`;
  migration.absorb(plugin.get('type'), [...guard.decision], why);
  migration.drop(configuration.get('enabled'), 'is on: the decision is there');
  if (kind === 'pii') {
    const type = plugin.get('type');
    migration.attention(type, 'masked personal data once; now the request is refused: review');
  }
}

/** The threshold of the module that such a signal falls back to. */
export function moduleThreshold(kind: 'jailbreak' | 'pii', migration: Migration): unknown {
  const modules = ['global', 'model_catalog', 'modules'];
  const module = kind === 'pii' ? ['classifier', 'pii'] : ['prompt_guard'];
  return migration.read([...modules, ...module, 'threshold']);
}
