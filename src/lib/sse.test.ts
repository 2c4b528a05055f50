import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SseFramer, sseData } from './sse.ts';

function dataOf(chunks: readonly Buffer[]): readonly (string | undefined)[] {
  const framer = new SseFramer();
  return chunks.flatMap((chunk) => framer.push(chunk)).map((event) => sseData(event)?.toString());
}

const events = [
  'data: {"a":"ü"}',
  'data:no blank',
  ': a comment',
  'event: x\ndata: one\ndata: two\nid: 3',
  'data: [DONE]',
];
const expected = ['{"a":"ü"}', 'no blank', undefined, 'one\ntwo', '[DONE]'];

describe('server-sent events', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('are read the same wherever the network cuts them, with %s', (_, lineEnd) => {
    // The trailing comment shows a lone CR that it was no half of a CRLF.
    const text = `${events.map((event) => `${event}\n\n`).join('')}:\n`.replaceAll('\n', lineEnd);
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(dataOf(chunks)).toEqual(expected);
      }),
    );
  });

  it('keep their bytes', () => {
    const bytes = Buffer.from('data: 1\n\ndata: 2\r\n\r\ndata: 3\n\n');
    expect(Buffer.concat([...new SseFramer().push(bytes)])).toEqual(bytes);
  });

  it('hold back an unfinished event', () => {
    const framer = new SseFramer();
    expect(framer.push(Buffer.from('data: 1\n\ndata: 2\n'))).toHaveLength(1);
    expect(framer.heldBytes).toBe(8);
    expect(framer.takeRest()?.toString()).toBe('data: 2\n');
    expect(framer.heldBytes).toBe(0);
  });
});
