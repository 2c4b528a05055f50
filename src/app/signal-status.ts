import type { ConfigDocument } from '../config/document.ts';
import type { SignalStatus } from '../management/signals.ts';
import type { ModelKey } from '../models/plugins/schema.ts';
import { pluginName } from '../models/plugins/text-plugins.ts';
import type { ModelStatus } from '../models/text-models.ts';
import type { SignalType } from '../signals/collections.ts';
import { emittedNames } from '../signals/emitted-names.ts';
import type { RuleFailure, SignalHealth } from '../signals/engine.ts';
import type { RuleOf } from '../signals/schemas.ts';
import type { CompiledRecipe } from './compile-router.ts';

interface StatusOptions {
  readonly config: ConfigDocument;
  readonly recipes: readonly CompiledRecipe[];
  readonly models: readonly ModelStatus[];
}

/** Without them a request is unguarded, so that a router that lacks them takes none. */
const guards: ReadonlySet<string> = new Set<SignalType>(['jailbreak', 'pii']);

/** Who answers a type; a guard or classifier may be asked elsewhere. */
const modelOfType: { readonly [T in SignalType]?: ModelKey } = {
  embedding: 'embedder',
  complexity: 'embedder',
  kb: 'embedder',
  reask: 'embedder',
  preference: 'embedder',
  classifier: 'embedder',
  domain: 'domain',
  fact_check: 'fact_check',
  user_feedback: 'feedback',
  modality: 'modality',
  jailbreak: 'jailbreak',
  pii: 'pii',
};

const builtInNames: { readonly [K in ModelKey]?: string } = {
  embedder: 'mom-similarity-flash',
  domain: 'mom-brain-flash',
  fact_check: 'mom-factcheck-flash',
  feedback: 'mom-feedback-flash',
  modality: 'mom-modality-flash',
  jailbreak: 'mom-jailbreak-flash',
  pii: 'mom-pii-flash',
};

/** Every declared rule by recipe, in declared order. */
export function describeSignals(
  options: StatusOptions,
): ReadonlyMap<string, readonly SignalStatus[]> {
  return new Map(options.recipes.map((recipe) => [recipe.name, describeRecipe(recipe, options)]));
}

function describeRecipe(
  recipe: CompiledRecipe,
  { config, models }: StatusOptions,
): readonly SignalStatus[] {
  const running = byType(recipe.signals.health());
  // What nobody asks for is built to be described, and loads nothing.
  const declared = byType(recipe.allSignals().health());
  const types = Object.keys(recipe.rules) as SignalType[];
  return types.flatMap((type) =>
    recipe.rules[type].map((rule): SignalStatus => {
      const health = running.get(type);
      const names = emittedNames(type, rule);
      const needed = health !== undefined && names.some((name) => health.names.includes(name));
      const of = (needed ? health : declared.get(type)) as SignalHealth;
      const who = answererOf({ type, rule, of, config, models });
      const failure = needed ? lastFailure(of, names) : undefined;
      const { code, atMs } = failure ?? {};
      return {
        ...{ recipe: recipe.name, type, name: rule.name, needed, cost: of.cost },
        readiness: needed ? readinessOfRule({ of, who, failure }) : 'unused',
        model: who.model,
        backend: who.backend,
        on_unavailable: onUnavailable(type, config),
        error: (needed ? (of.error ?? who.error) : undefined) ?? null,
        last_error:
          code === undefined || atMs === undefined
            ? null
            : { code, at: new Date(atMs).toISOString() },
      };
    }),
  );
}

/** Why requests must not come: types that are needed, cannot be evaluated, and are not to be missed. */
export function missingSignals({
  config,
  recipes,
}: Pick<StatusOptions, 'config' | 'recipes'>): readonly string[] {
  return recipes.flatMap(({ signals }) =>
    signals.health().flatMap(({ type, names, state, error }) => {
      if (state !== 'failed' || onUnavailable(type, config) === 'degrade') return [];
      const rules = names.map((name) => `\`${type}:${name}\``).join(', ');
      return [`${rules} cannot be evaluated: ${error}`];
    }),
  );
}

function onUnavailable(type: SignalType, { global }: ConfigDocument): 'fail' | 'degrade' {
  return global.services.signals.on_unavailable ?? (guards.has(type) ? 'fail' : 'degrade');
}

function byType(health: readonly SignalHealth[]): ReadonlyMap<SignalType, SignalHealth> {
  return new Map(health.map((one) => [one.type, one]));
}

interface Answerer {
  readonly model: string | null;
  readonly backend: SignalStatus['backend'];
  readonly state: ModelStatus['state'];
  readonly error: string | undefined;
}

interface AnswererOptions<T extends SignalType> {
  readonly type: T;
  readonly rule: RuleOf<T>;
  readonly of: SignalHealth;
  readonly config: ConfigDocument;
  readonly models: readonly ModelStatus[];
}

function answererOf<T extends SignalType>(options: AnswererOptions<T>): Answerer {
  const { type, rule, of, config, models } = options;
  const fine = { state: 'ready', error: undefined } as const;
  if (of.cost === 'cheap') return { model: null, backend: 'heuristic', ...fine };
  const asked = type === 'classifier' ? classifierOf(rule as RuleOf<'classifier'>) : undefined;
  const server = asked ?? (of.cost === 'remote' ? serverOf(type, config) : undefined);
  if (server !== undefined) return { model: server, backend: 'server', ...fine };
  const key = keyOf(type, rule);
  const source = config.models[key];
  const model = source.kind === 'builtin' ? builtInNames[key] : pluginName(key, source);
  // The taggers of the encoder are not listed by themselves.
  const status = models.find(({ name }) => name === model) ?? models[0];
  return {
    model: model ?? null,
    backend: source.kind === 'builtin' ? (status?.tier ?? 'flash') : 'plugin',
    state: status?.state ?? 'idle',
    error: status?.error,
  };
}

/** Undefined: its own examples, which are compared. */
function classifierOf(rule: RuleOf<'classifier'>): string | undefined {
  switch (rule.type) {
    case 'exemplar':
      return undefined;
    case 'local':
      return rule.model_path;
    case 'mcp':
      return 'mcp';
    default:
      return rule.model;
  }
}

function serverOf(type: SignalType, { global }: ConfigDocument): string | undefined {
  const role = type === 'jailbreak' ? 'guardrail' : 'preference';
  return global.model_catalog.external?.find(({ model_role }) => model_role === role)?.name;
}

function keyOf<T extends SignalType>(type: T, rule: RuleOf<T>): ModelKey {
  const isCompared = 'method' in rule && rule.method === 'contrastive';
  return isCompared ? 'embedder' : (modelOfType[type] ?? 'embedder');
}

function lastFailure(
  { failures }: SignalHealth,
  names: readonly string[],
): RuleFailure | undefined {
  return names
    .flatMap((name) => failures.get(name) ?? [])
    .reduce<RuleFailure | undefined>((last, one) => {
      return last === undefined || one.atMs > last.atMs ? one : last;
    }, undefined);
}

interface ReadinessOptions {
  readonly of: SignalHealth;
  readonly who: Answerer;
  readonly failure: RuleFailure | undefined;
}

function readinessOfRule({ of, who, failure }: ReadinessOptions): SignalStatus['readiness'] {
  if (of.state === 'failed') return 'unavailable';
  if (of.state === 'preparing') return 'preparing';
  if (failure?.isLatest) return 'failing';
  return who.state === 'degraded' || who.state === 'failed' ? 'degraded' : 'ready';
}
