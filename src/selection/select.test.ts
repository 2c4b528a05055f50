import { describe, expect, it } from 'vitest';
import { decision } from '../decisions/schema.ts';
import { createSelector } from './select.ts';

const options = { defaultModel: 'fallback', defaultEffort: 'medium' };

function select(parts: object, currentModel?: string) {
  const chosen = decision.parse({ name: 'd', ...parts });
  const selector = createSelector({ ...options, decisions: [chosen] });
  const match = { decision: chosen, confidence: 1, matchedRules: [], passed: [] };
  return selector(match, currentModel);
}

const modelRefs = [
  { model: 'a' },
  { model: 'b', use_reasoning: true, reasoning_effort: 'high' },
  { model: 'c', lora_name: 'c-law' },
];

describe('the model of a decision', () => {
  it.each([
    ['is its first one', undefined, { model: 'a', method: 'static' }],
    [
      'is the one that the session has, with its own reasoning',
      'b',
      { model: 'b', method: 'keep_current_model', reasoning: { isOn: true, effort: 'high' } },
    ],
    ['may be an adapter', 'c-law', { model: 'c-law', method: 'keep_current_model' }],
    ['is not one that it does not have', 'c', { model: 'a', method: 'static' }],
  ])('%s', (_, current, selection) => {
    expect(select({ modelRefs }, current)).toMatchObject(selection);
  });

  it.each([
    ['refuses', { action: 'block' }],
    ['answers', { plugins: [{ type: 'fast_response', configuration: { message: 'x' } }] }],
  ])('is none where it %s', (_, parts) => {
    expect(select({ ...parts, modelRefs })).toMatchObject({ model: '', method: 'none' });
  });

  it('is the default one where nothing matched, whatever the session has', () => {
    const selector = createSelector({ ...options, decisions: [] });
    expect(selector(undefined, 'b')).toMatchObject({ model: 'fallback', method: 'default' });
  });
});
