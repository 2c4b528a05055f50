import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parse } from 'yaml';
import { inactivePlaces, problemsOf } from '../../test/doubles/problems-of.ts';
import { prepare } from '../config/prepare.ts';
import { type Algorithm, algorithm } from './schema.ts';

const role = { name: 'worker', models: ['a'] };

const accepted: readonly unknown[] = [
  { type: 'static' },
  { type: 'static', on_error: 'skip' },
  { type: 'knn' },
  { type: 'kmeans' },
  { type: 'svm', on_error: 'fail' },
  { type: 'mlp' },
  { type: 'multi_factor' },
  { type: 'multi_factor', multi_factor: {} },
  { type: 'multi_factor', multi_factor: { weights: {} } },
  { type: 'multi_factor', multi_factor: { weights: { quality: 0, cost: 2 }, slo: {} } },
  { type: 'multi_factor', multi_factor: { slo: { max_inflight: 0 }, latency_percentile: 1 } },
  { type: 'latency_aware', latency_aware: { ttft_percentile: 100 } },
  { type: 'router_dc', router_dc: { min_similarity: 0, use_capabilities: false } },
  { type: 'hybrid', hybrid: { experience_weight: 0, normalize_scores: false } },
  { type: 'automix', automix: { max_escalations: 0, discount_factor: 1 } },
  { type: 'prompt', prompt: { model: 'a', instructions: 'choose' }, on_error: 'fallback' },
  { type: 'confidence' },
  { type: 'confidence', confidence: { threshold: 0 }, on_error: 'fallback' },
  { type: 'confidence', confidence: { confidence_method: 'hybrid', hybrid_weights: {} } },
  {
    type: 'confidence',
    confidence: {
      confidence_method: 'hybrid',
      hybrid_weights: { logprob_weight: 1, margin_weight: 0 },
      verifier_server_url: '',
      verifier_timeout_seconds: 0,
    },
  },
  {
    type: 'confidence',
    confidence: {
      confidence_method: 'automix_entailment',
      verifier_server_url: 'http://verifier:8000/base',
    },
  },
  { type: 'ratings', ratings: { max_concurrent: 1, on_error: 'fail' } },
  { type: 'remom', remom: { breadth_schedule: [1], temperature: 0, shuffle_seed: 0 } },
  { type: 'fusion' },
  { type: 'fusion', fusion: { grounding: { enabled: false, min_keep: 0 } } },
  { type: 'workflows', workflows: { roles: [role, { ...role, name: 'b', access_list: [] }] } },
  { type: 'workflows', workflows: { mode: 'dynamic', planner: { model: 'a' } } },
];

const refused: readonly (readonly [unknown, string])[] = [
  [{}, 'type: is missing'],
  [{ type: 'elo' }, 'type: `elo` was removed (use `global.router.learning.adaptation`)'],
  [{ type: 'fussion' }, 'type: `fussion` is none of'],
  [{ type: 'static', elo: {} }, 'elo: `elo` is no longer read'],
  [{ type: 'static', static: {} }, 'static: `static` is wrong here (`static` has no settings'],
  [{ type: 'static', fusion: {} }, 'fusion: `fusion` is wrong here (it belongs to `type: fusion`'],
  [{ type: 'knn', knn: { k: 3 } }, 'knn: `knn` is wrong here (move it to `global.router.'],
  [{ type: 'fusion', fusion: {}, remom: {} }, 'remom: `remom` is wrong here'],
  [{ type: 'fusion', fusoin: {} }, 'fusoin: unknown key `fusoin` (did you mean `fusion`?)'],
  [{ type: 'router_dc', on_error: 'fallback' }, 'on_error: `fallback` is none of'],
  [{ type: 'prompt', prompt: { model: 'a', instructions: 'x' }, on_error: 'skip' }, 'on_error: '],
  [multi({ weights: { quality: 0, cost: 0 } }), 'multi_factor.weights: are all zero'],
  [multi({ weights: { quality: -1 } }), 'multi_factor.weights.quality: must be at least 0'],
  [multi({ weights: { qualty: 1 } }), 'multi_factor.weights.qualty: unknown key'],
  [multi({ latency_percentile: 0 }), 'multi_factor.latency_percentile: must be at least 1'],
  [multi({ on_no_candidates: 'last' }), 'multi_factor.on_no_candidates: `last` is none of'],
  [{ type: 'latency_aware' }, 'latency_aware: is missing'],
  [{ type: 'latency_aware', latency_aware: {} }, 'latency_aware: compares nothing'],
  [
    { type: 'latency_aware', latency_aware: { tpot_percentile: 101 } },
    'latency_aware.tpot_percentile: must be at most 100',
  ],
  [{ type: 'router_dc', router_dc: { temperature: 0 } }, 'router_dc.temperature: must be more'],
  [{ type: 'router_dc', router_dc: { dimension_size: 0 } }, 'router_dc.dimension_size: must be'],
  [{ type: 'automix', automix: { max_escalations: -1 } }, 'automix.max_escalations: must be'],
  [{ type: 'automix', automix: { discount_factor: 2 } }, 'automix.discount_factor: must be'],
  [{ type: 'hybrid', hybrid: { cost_weight: 1.1 } }, 'hybrid.cost_weight: must be at most 1'],
  [{ type: 'prompt' }, 'prompt: is missing'],
  [{ type: 'prompt', prompt: { model: 'a' } }, 'prompt.instructions: is missing'],
  [{ type: 'prompt', prompt: { instructions: 'x' } }, 'prompt.model: is missing'],
  [{ type: 'prompt', prompt: { model: 'a', instructions: ' ' } }, 'prompt.instructions: is empty'],
  [cascade({ hybrid_weights: {} }), 'confidence.hybrid_weights: is not read by `avg_logprob`'],
  [
    cascade({ confidence_method: 'hybrid', hybrid_weights: { logprob_weight: 0.7 } }),
    'confidence.hybrid_weights: must have a sum of 1, `logprob_weight` 0.7 and `margin_weight` 0.5',
  ],
  [cascade({ threshold: -0.5 }), 'confidence.threshold: must be at least 0'],
  [
    cascade({ confidence_method: 'automix_entailment' }),
    'confidence.verifier_server_url: is missing',
  ],
  [cascade({ verifier_server_url: 'http://v' }), 'confidence.verifier_server_url: is not read by'],
  [verifier('ftp://v'), 'confidence.verifier_server_url: `ftp:` is not spoken'],
  [verifier('/verify'), 'confidence.verifier_server_url: is no URL'],
  [verifier('http://me:secret@v'), 'confidence.verifier_server_url: carries a credential'],
  [verifier('http://v?a=1'), 'confidence.verifier_server_url: has a query'],
  [verifier('http://v#a'), 'confidence.verifier_server_url: has a fragment'],
  [cascade({ verifier_timeout_seconds: -1 }), 'confidence.verifier_timeout_seconds: must be'],
  [{ type: 'ratings', ratings: { max_concurrent: 0 } }, 'ratings.max_concurrent: must be'],
  [{ type: 'remom' }, 'remom: is missing'],
  [{ type: 'remom', remom: {} }, 'remom.breadth_schedule: is missing'],
  [{ type: 'remom', remom: { breadth_schedule: [] } }, 'remom.breadth_schedule: must not be empty'],
  [{ type: 'remom', remom: { breadth_schedule: [0] } }, 'remom.breadth_schedule.0: must be'],
  [
    { type: 'remom', remom: { breadth_schedule: [2], round_timeout_seconds: 0 } },
    'remom.round_timeout_seconds: must be at least 1',
  ],
  [panel({ analysis_overrides: [{ model: 'a' }, { model: 'a' }] }), 'fusion.analysis_overrides.1'],
  [panel({ analysis_overrides: [{ temperature: 1 }] }), 'fusion.analysis_overrides.0.model: is m'],
  [panel({ grounding: { min_score: 2 } }), 'fusion.grounding.min_score: must be at most 1'],
  [panel({ grounding: { policy: 'drop' } }), 'fusion.grounding.policy: `drop` is none of'],
  [panel({ min_successful_responses: 0 }), 'fusion.min_successful_responses: must be at least 1'],
  [flow({}), 'workflows.roles: is missing'],
  [flow({ mode: 'dynamic' }), 'workflows.planner: is missing'],
  [flow({ mode: 'dynamic', planner: { model: 'a' }, roles: [role] }), 'workflows.roles: belongs'],
  [flow({ roles: [role, role] }), 'workflows.roles.1.name: `worker` is listed twice'],
  [flow({ roles: [{ name: 'a', models: ['x', 'x'] }] }), 'workflows.roles.0.models.1: `x` is list'],
  [flow({ roles: [{ name: 'a', models: [] }] }), 'workflows.roles.0.models: must not be empty'],
  [flow({ roles: [role], max_steps: 0 }), 'workflows.max_steps: must be at least 1'],
];

function multi(multi_factor: object) {
  return { type: 'multi_factor', multi_factor };
}

function cascade(confidence: object) {
  return { type: 'confidence', confidence };
}

function verifier(url: string) {
  return cascade({ confidence_method: 'automix_entailment', verifier_server_url: url });
}

function panel(fusion: object) {
  return { type: 'fusion', fusion };
}

function flow(workflows: object) {
  return { type: 'workflows', workflows };
}

describe('the algorithm of a decision', () => {
  it.each(accepted)('may be %j, and keeps what is written', (written) => {
    expect(problemsOf(algorithm, written)).toEqual([]);
    expect(algorithm.parse(written)).toEqual(written);
  });

  it.each(refused)('is refused as %j', (written, problem) => {
    expect(problemsOf(algorithm, written)).toEqual([expect.stringContaining(problem)]);
  });

  it('is called not active yet by its type, unless it is static', () => {
    expect(inactivePlaces(algorithm, { type: 'static' })).toEqual([]);
    expect(inactivePlaces(algorithm, { type: 'knn' })).toEqual(['type']);
    expect(inactivePlaces(algorithm, panel({ temperature: 0 }))).toEqual(['type']);
  });

  it('leaves dollar signs in free text and replaces them in settings', () => {
    const written = {
      type: 'prompt',
      prompt: { model: '$NAME', instructions: 'costs $NAME or $5' },
    };
    const { value } = prepare(written, {
      schema: algorithm,
      environment: { NAME: 'small' },
      mode: 'run',
    });
    expect(value).toEqual({
      type: 'prompt',
      prompt: { model: 'small', instructions: 'costs $NAME or $5' },
    });
  });

  it('tells its block by its type', () => {
    type Fusion = Extract<Algorithm, { type: 'fusion' }>;
    expectTypeOf<Fusion['fusion']>().not.toBeAny();
    expectTypeOf<NonNullable<Fusion['fusion']>['model']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Fusion['fusion']>().not.toEqualTypeOf<
      Extract<Algorithm, { type: 'hybrid' }>['hybrid']
    >();
  });
});

const folder = fileURLToPath(
  new URL('../../../shared/reference/config/fragments/algorithm/', import.meta.url),
);
const fragments = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.yaml'),
    )
  : [];

describe.skipIf(fragments.length === 0)('the reference fragments of algorithms', () => {
  it('are all there', () => {
    expect(fragments).toHaveLength(16);
  });

  it.each(fragments)('%s is taken as it is', (path) => {
    const fragment = parse(readFileSync(`${folder}${path}`, 'utf8'));
    const written = fragment.algorithm ?? fragment.routing.decisions[0].algorithm;
    expect(problemsOf(algorithm, written)).toEqual([]);
    expect(algorithm.parse(written)).toEqual(written);
  });
});
