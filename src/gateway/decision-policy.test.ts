import { describe, expect, it } from 'vitest';
import { decision } from '../decisions/schema.ts';
import { describeDecision, policyOf } from './decision-policy.ts';

const read = (parts: object) => decision.parse({ name: 'd', ...parts });
const policy = (parts: object) => policyOf(read(parts));
const fixed = { type: 'fast_response', configuration: { message: 'closed' } };
const spec = { type: 'choice', choice_set: { values: ['a'] } };
const remom = { type: 'remom', remom: { breadth_schedule: [2] } };

describe('the policy of a decision', () => {
  it('is empty for one that says nothing', () => {
    expect(policy({ modelRefs: [{ model: 'a' }] })).toEqual({
      fixedAnswer: undefined,
      contract: undefined,
      instruction: undefined,
      keepsModel: false,
      retentionHeaders: [],
    });
  });

  it('is made once', () => {
    const one = read({ output_contract_spec: spec });
    expect(policyOf(one)).toBe(policyOf(one));
  });

  it('refuses rather than answers', () => {
    expect(policy({ action: 'block', plugins: [fixed] }).fixedAnswer).toMatchObject({
      path: 'blocked',
      status: 403,
    });
  });

  it('holds one model to its contracts, and leaves those of several models to them', () => {
    const contracts = { output_contract: ' Short. ', output_contract_spec: spec };
    expect(policy(contracts).instruction).toBe('Required output contract:\nShort.');
    expect(policy(contracts).contract).toBeDefined();
    const several = policy({ ...contracts, algorithm: remom });
    expect([several.instruction, several.contract]).toEqual([undefined, undefined]);
  });

  it('throws for a schema that is none', () => {
    const broken = { type: 'structured_json', schema: { $ref: '#nowhere' } };
    expect(() => policy({ output_contract_spec: broken })).toThrow(/nowhere/);
  });
});

describe('the description of a decision', () => {
  it.each([
    [
      'names the plugins that are on',
      { plugins: [{ type: 'tools', configuration: { enabled: false } }, fixed] },
      {
        action: { type: 'route' },
        plugins: ['fast_response'],
        fixed_answer: { path: 'fast_response', status: 200, message: 'closed' },
      },
    ],
    [
      'shows a refusal',
      { action: { type: 'block', status: 429 } },
      {
        action: { type: 'block', status: 429 },
        plugins: [],
        fixed_answer: { path: 'blocked', status: 429, message: 'this request is not allowed' },
      },
    ],
    [
      'shows what passes on',
      { action: 'fallthrough' },
      { action: { type: 'fallthrough' }, plugins: [], fixed_answer: null },
    ],
  ])('%s', (_, parts, description) => {
    expect(describeDecision(read(parts))).toMatchObject(description);
  });
});
