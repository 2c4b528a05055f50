import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamTap } from './stream-tap.ts';

const chunk = (fields: object) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'real', choices: [{ index: 0, delta: { content: 'ä' }, finish_reason: null }], ...fields })}\n\n`;
const finish = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const usage = chunk({
  choices: [],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
});
const done = 'data: [DONE]\n\n';

function pass(tap: StreamTap, text: string, cuts: readonly number[] = []): string {
  const bytes = Buffer.from(text);
  const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const parts = at.slice(1).map((end, index) => tap.push(bytes.subarray(at[index], end)));
  return Buffer.concat([...parts, tap.end()].filter((part) => part !== undefined)).toString();
}

const createTap = (options: Partial<ConstructorParameters<typeof StreamTap>[0]> = {}) =>
  new StreamTap({ visibleModel: undefined, dropsUsageChunk: false, ...options });

describe('stream tap', () => {
  it('passes a chunk on as the same object when nothing in it changes', () => {
    const bytes = Buffer.from(chunk({}) + chunk({}));
    expect(createTap({ visibleModel: Buffer.from('"real"') }).push(bytes)).toBe(bytes);
  });

  it('gives the same bytes wherever the network cuts them', () => {
    const text = `: ping\n\n${chunk({})}${chunk({})}${finish}${usage}${done}`;
    const expected = pass(
      createTap({ visibleModel: Buffer.from('"shown"'), dropsUsageChunk: true }),
      text,
    );
    fc.assert(
      fc.property(fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 10 }), (cuts) => {
        const tap = createTap({ visibleModel: Buffer.from('"shown"'), dropsUsageChunk: true });
        expect(pass(tap, text, cuts)).toBe(expected);
        expect(tap.usage?.totalTokens).toBe(5);
        expect(tap.isDone).toBe(true);
      }),
    );
    expect(expected).not.toContain('"real"');
    expect(expected).not.toContain('total_tokens');
  });

  it('drops the usage chunk only for clients that did not ask for it', () => {
    expect(pass(createTap(), usage + done)).toContain('total_tokens');
    expect(pass(createTap({ dropsUsageChunk: true }), usage + done)).toBe(done);
  });

  it('reads usage that comes with the last content', () => {
    const tap = createTap({ dropsUsageChunk: true });
    const text = chunk({ usage: { prompt_tokens: 1, completion_tokens: 2 } });
    expect(pass(tap, text)).toBe(text);
    expect(tap.usage).toEqual({
      promptTokens: 1,
      cachedPromptTokens: 0,
      completionTokens: 2,
      totalTokens: 3,
    });
  });

  it.each([
    ['[DONE]', chunk({}) + done, true],
    ['a finished last chunk', chunk({}) + finish, true],
    ['the usage chunk', finish + usage, true],
    ['an unfinished chunk', chunk({}), false],
    ['nothing', '', false],
  ])('a stream that ends with %s is complete: %s', (_, text, isComplete) => {
    const tap = createTap();
    pass(tap, text);
    expect(tap.isComplete).toBe(isComplete);
  });

  it('copies blindly from an event on that is too large to hold', () => {
    const tap = createTap({ visibleModel: Buffer.from('"shown"') });
    const huge = `data: {"model":"real","x":"${'y'.repeat(1_200_000)}`;
    expect(pass(tap, `${huge}"}\n\n`, [600_000, 1_100_000])).toBe(`${huge}"}\n\n`);
  });
});
