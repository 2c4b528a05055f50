import { describe, expect, it } from 'vitest';
import { signalsInput } from './schema.ts';

describe('signals_input', () => {
  it.each([
    [{ follow_up: { mode: 'always' } }, 'window'],
    [{ follow_up: { max_chars: 0 } }, '1'],
    [{ window: { strategy: 'last' } }, 'head_mid_tail'],
    [{ window: { max_tokens: 3 } }, '16'],
    [{ followup: {} }, 'followup'],
  ])('refuses %j', (value, hint) => {
    expect(signalsInput.safeParse(value).error?.issues[0]?.message).toContain(hint);
  });

  it('keeps what is unset unset', () => {
    expect(signalsInput.parse({ follow_up: {} })).toEqual({ follow_up: {} });
  });
});
