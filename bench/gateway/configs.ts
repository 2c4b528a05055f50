import { fleetRules } from '../routing/rules.ts';

interface ConfigOptions {
  /** URL of the only backend; every model is behind it. */
  readonly backend: string;
  readonly isReplayOn: boolean;
}

/** One decision that takes everything. */
export function defaultOnly(options: ConfigOptions): string {
  return configText(options, {
    modelCards: cards(['general']),
    decisions: [{ name: 'default', modelRefs: [{ model: 'general' }] }],
  });
}

/** 8 keyword rules, context bands and structure rules, and 10 decisions over them. */
export function smallFleet(options: ConfigOptions): string {
  return configText(options, {
    modelCards: cards(models),
    signals: {
      keywords: fleetRules.keyword,
      context: fleetRules.context,
      structure: fleetRules.structure,
    },
    decisions: fleetDecisions(),
  });
}

const models = ['small', 'general', 'coder', 'thinker'];

function fleetDecisions(): readonly object[] {
  const keyword = (name: string) => ({ type: 'keyword', name });
  const context = (name: string) => ({ type: 'context', name });
  const structure = (name: string) => ({ type: 'structure', name });
  const and = (...conditions: object[]) => ({ operator: 'AND', conditions });
  const or = (...conditions: object[]) => ({ operator: 'OR', conditions });
  const not = (condition: object) => ({ operator: 'NOT', conditions: [condition] });
  const lanes: readonly (readonly [name: string, model: string, rules: object])[] = [
    ['guard', 'small', keyword('jailbreak')],
    ['long-code', 'thinker', and(keyword('code'), context('long'))],
    ['maths', 'thinker', and(keyword('maths'), not(keyword('creative')))],
    ['physics', 'thinker', and(keyword('physics'), not(keyword('legal')))],
    ['plan', 'general', and(structure('steps'), context('short'), not(keyword('code')))],
    ['code', 'coder', and(or(keyword('code'), structure('steps')), not(keyword('creative')))],
    ['creative', 'general', and(keyword('creative'), context('short'))],
    ['urgent', 'small', and(keyword('urgent'), not(structure('many-questions')))],
    ['large', 'general', or(structure('large'), context('long'))],
    ['talk', 'small', and(context('short'), keyword('no-thanks'))],
  ];
  return lanes.map(([name, model, rules], index) => ({
    name,
    priority: 100 - index,
    rules,
    modelRefs: [{ model }],
  }));
}

function cards(names: readonly string[]): readonly object[] {
  return names.map((name) => ({ name }));
}

interface Routing {
  readonly modelCards: readonly object[];
  readonly signals?: object;
  readonly decisions: readonly object[];
}

/** JSON is YAML, too. */
function configText({ backend, isReplayOn }: ConfigOptions, routing: Routing): string {
  return JSON.stringify(
    {
      version: 'v0.3',
      listeners: [{ name: 'http', address: '127.0.0.1', port: 8899 }],
      providers: {
        models: routing.modelCards.map((card) => ({
          ...card,
          provider_model_id: 'bench-model',
          backend_refs: [{ base_url: `${backend}/v1` }],
          pricing: { prompt_per_1m: 0.5, completion_per_1m: 1.5 },
        })),
      },
      routing,
      global: { services: { router_replay: { enabled: isReplayOn } } },
    },
    null,
    2,
  );
}
