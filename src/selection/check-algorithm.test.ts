import { describe, expect, it } from 'vitest';
import { checkAlgorithm } from './check-algorithm.ts';

const known = ['small', 'large', 'judge', 'lora', 'painter', 'unserved'];

/** What the check says about a decision with the candidates `small` and `large`. */
function problemsOf(
  algorithm: NonNullable<Parameters<typeof checkAlgorithm>[0]['algorithm']>,
  modelRefs: Parameters<typeof checkAlgorithm>[0]['modelRefs'] = [
    { model: 'small' },
    { model: 'large' },
  ],
): readonly string[] {
  const problems: string[] = [];
  checkAlgorithm(
    { algorithm, modelRefs },
    {
      path: [0],
      report: ({ severity = 'error', path, code }) =>
        problems.push(`${severity} ${path.join('.')} ${code}`),
      models: {
        checkName(name, path) {
          if (known.includes(name)) return true;
          problems.push(`error ${path.join('.')} unknown_model`);
          return false;
        },
        hasBackend: (name) => name !== 'unserved',
        cards: new Map(
          known.map((name) => [
            name,
            { value: name === 'painter' ? { modality: 'diffusion' } : {} },
          ]),
        ),
      },
    },
  );
  return problems;
}

type Draft = Parameters<typeof problemsOf>[0];

const clean: readonly Draft[] = [
  {},
  { type: 'static' },
  { type: 'latency_aware', latency_aware: { tpot_percentile: 90, ttft_percentile: 90 } },
  { type: 'prompt', prompt: { model: 'judge' }, on_error: 'fallback' },
  { type: 'confidence', confidence: { on_error: 'fail' }, on_error: 'fail' },
  { type: 'remom', remom: { synthesis_model: 'large' } },
  { type: 'fusion', fusion: { min_successful_responses: 2 } },
  {
    type: 'fusion',
    fusion: {
      model: 'judge',
      analysis_models: ['judge', 'small'],
      analysis_overrides: [{ model: 'judge' }],
    },
  },
  { type: 'workflows', workflows: { mode: 'dynamic', planner: { model: 'judge' } } },
  { type: 'workflows', workflows: { roles: [{ models: ['small'] }], final: { model: 'large' } } },
  { type: 'fusion', fusion: { analysis_models: [undefined] } },
];

const faulty: readonly (readonly [Draft, string])[] = [
  [{ type: 'prompt', prompt: { model: 'auto' } }, 'error 0.algorithm.prompt.model unknown_model'],
  [{ type: 'prompt', prompt: { model: 'unserved' } }, 'error 0.algorithm.prompt.model no_backend'],
  [{ type: 'prompt', prompt: { model: 'painter' } }, 'error 0.algorithm.prompt.model wrong_mod'],
  [{ type: 'remom', remom: { synthesis_model: 'judge' } }, 'error 0.algorithm.remom.synthesis_m'],
  [{ type: 'remom', remom: { synthesis_model: 'lrge' } }, 'error 0.algorithm.remom.synthesis_mo'],
  [{ type: 'fusion', fusion: { model: 'nobody' } }, 'error 0.algorithm.fusion.model unknown_model'],
  [
    { type: 'fusion', fusion: { analysis_models: ['small', 'nobody'] } },
    'error 0.algorithm.fusion.analysis_models.1 unknown_model',
  ],
  [
    { type: 'fusion', fusion: { analysis_overrides: [{ model: 'judge' }] } },
    'warning 0.algorithm.fusion.analysis_overrides.0.model no_effect',
  ],
  [
    { type: 'fusion', fusion: { min_successful_responses: 3 } },
    'warning 0.algorithm.fusion.min_successful_responses out_of_reach',
  ],
  [{ type: 'fusion', fusion: {}, on_error: 'skip' }, 'warning 0.algorithm.on_error no_effect'],
  [
    { type: 'workflows', workflows: { roles: [{ models: ['small', 'judge'] }] } },
    'error 0.algorithm.workflows.roles.0.models.1 no_candidate',
  ],
  [
    { type: 'workflows', workflows: { final: { model: 'judge' } } },
    'error 0.algorithm.workflows.final.model no_candidate',
  ],
  [
    { type: 'workflows', workflows: { mode: 'dynamic', planner: { model: 'flow' } } },
    'error 0.algorithm.workflows.planner.model unknown_model',
  ],
  [
    { type: 'workflows', workflows: { planner: { model: 'judge' } } },
    'warning 0.algorithm.workflows.planner no_effect',
  ],
  [
    { type: 'latency_aware', latency_aware: { tpot_percentile: 90 } },
    'warning 0.algorithm.latency_aware half_compared',
  ],
];

describe('an algorithm among the models of its document', () => {
  it.each(clean)('is fine as %j', (algorithm) => {
    expect(problemsOf(algorithm)).toEqual([]);
  });

  it.each(faulty)('is reported as %j', (algorithm, problem) => {
    expect(problemsOf(algorithm)).toEqual([expect.stringContaining(problem)]);
  });

  it('that asks several models has several', () => {
    const one = [{ model: 'small' }];
    expect(problemsOf({ type: 'confidence' }, one)).toEqual(['warning 0.modelRefs too_few_models']);
    expect(problemsOf({ type: 'prompt', prompt: { model: 'judge' } }, one)).toEqual([
      'error 0.modelRefs too_few_models',
    ]);
  });

  it('that chooses by name has candidates with names of their own', () => {
    const prompt = { type: 'prompt', prompt: { model: 'judge' } };
    const adapters = [{ model: 'small' }, { model: 'small', lora_name: 'lora' }];
    expect(problemsOf(prompt, adapters)).toEqual(['error 0.modelRefs.1 duplicate_model']);
    const twins = [
      { model: 'small', lora_name: 'lora' },
      { model: 'large', lora_name: 'lora' },
    ];
    expect(problemsOf(prompt, twins)).toEqual(['error 0.modelRefs.1 duplicate_model']);
  });

  it('takes an adapter of a candidate for a candidate', () => {
    const refs = [{ model: 'small', lora_name: 'lora' }];
    expect(problemsOf({ type: 'remom', remom: { synthesis_model: 'lora' } }, refs)).toEqual([]);
  });
});
