import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findUnsupportedBy } from './find-unsupported.ts';

describe('unsupported parts of an answer by a model of one’s own', () => {
  it('of a long answer and context ask it for few texts at once, so that its queue holds them', async () => {
    let [open, most, asked] = [0, 0, 0];
    const found = await findUnsupportedBy(
      {
        async findSpans(text) {
          open += 1;
          asked += 1;
          most = Math.max(most, open);
          await setImmediate();
          open -= 1;
          const start = text.lastIndexOf('wrong');
          const spans =
            start < 0 ? [] : [{ label: 'unsupported', start, end: start + 5, score: 0.9 }];
          return { spans, tokens: text.length, isTruncated: false };
        },
      },
      {
        context: 'a fact about the sea. '.repeat(2000),
        question: 'What is said?',
        answer: `${'It is deep. '.repeat(1200)}This is wrong`,
      },
      {},
    );
    expect(asked).toBeGreaterThan(256);
    expect(most).toBeLessThanOrEqual(24);
    expect(found).toMatchObject([{ start: 14_408, end: 14_413, score: expect.closeTo(0.9, 5) }]);
  });
});
