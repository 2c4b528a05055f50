import { describe, expect, it } from 'vitest';
import { decodeChatRequest } from './decode.ts';
import { editMessages } from './edit-messages.ts';

const limits = { maxDepth: 64, maxMessages: 100 };
const added = 'Required output contract:\nShort.';

/** The messages of a body that is written as it stands. */
function edit(messages: string, edits: Parameters<typeof editMessages>[1]): string {
  const bytes = Buffer.from(`{"model":"m", "messages": ${messages} ,"n":1}`);
  return editMessages(decodeChatRequest(bytes, limits), edits).toString();
}

describe('messages with an instruction', () => {
  it.each([
    [
      'are put behind one of the system',
      '[{"role":"user","content":"größe 1.0"}]',
      [
        { role: 'system', content: added },
        { role: 'user', content: 'größe 1.0' },
      ],
    ],
    [
      'have it in the text of the system',
      '[ {"content":"Be \\"kind\\".","role":"system","name":"a"},{"role":"user","content":"x"}]',
      [
        { role: 'system', content: `Be "kind".\n\n${added}`, name: 'a' },
        { role: 'user', content: 'x' },
      ],
    ],
    [
      'have it as a part among the parts of the developer',
      '[{"role":"developer","content":[{"type":"text","text":"a"}]}]',
      [
        {
          role: 'developer',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: added },
          ],
        },
      ],
    ],
    [
      'have it before a system message without content',
      '[{"role":"system","content":null},{"role":"user","content":"x"}]',
      [
        { role: 'system', content: added },
        { role: 'system', content: null },
        { role: 'user', content: 'x' },
      ],
    ],
  ])('%s', (_, messages, edited) => {
    expect(JSON.parse(edit(messages, { instruction: added }))).toEqual(edited);
  });

  it('keep every other byte', () => {
    const rest = '{"role":"user", "x": 1.00, "content":"\\u00e9"}';
    expect(edit(`[ {"role":"system","content":"a"} , ${rest} ]`, { instruction: 'b' })).toBe(
      `[ {"role":"system","content":"a\\n\\nb"} , ${rest} ]`,
    );
  });
});

it('adds messages behind the last one', () => {
  expect(
    edit('[{"role":"user","content":"x"} ]', { appended: [{ role: 'user', content: 'y' }] }),
  ).toBe('[{"role":"user","content":"x"} ,{"role":"user","content":"y"}]');
});
