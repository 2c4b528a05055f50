import { describe, expect, it } from 'vitest';
import { extractProgram } from './answer.ts';

const program = `SIGNAL keyword fence {
  operator: "OR"
  keywords: ["}", "a # b", "\\"{"]
}

# the lane
ROUTE a { PRIORITY 1 MODEL m } # done }
TEST t { "x" -> a }
`;

describe('the program in an answer', () => {
  it.each([
    ['the program alone', program],
    ['a fence around it', `\`\`\`dsl\n${program}\`\`\``],
    ['words around it', `Sure! Here is it:\n\n${program}\nThis sends {everything} to m.`],
    ['words and a fence around it', `Here:\n\`\`\`\n${program}\`\`\`\nHope this helps.`],
    ['an excerpt before it', `Add\n\`\`\`\nROUTE a {}\n\`\`\`\nto get\n~~~text\n${program}~~~\n`],
    ['thoughts before it', `<think>ROUTE x { MODEL y }\n</think>\n${program}`],
    ['lines that end as in Windows', program.replaceAll('\n', '\r\n')],
    ['a fence that is never closed', `\`\`\`\n${program}`],
  ])('is found in %s', (_case, answer) => {
    expect(extractProgram(answer)).toBe(program);
  });

  it('keeps what is broken for the parser to explain', () => {
    expect(extractProgram('Well: \nROUTE a {\n  PRIORITY 1')).toBe('ROUTE a {\n  PRIORITY 1\n');
    expect(extractProgram('ROUTE "a {')).toBe('ROUTE "a {\n');
  });

  it('keeps backticks that are part of a text', () => {
    const text = 'SIGNAL structure s { feature: { source: { pattern: "```|x" } } }\n';
    expect(extractProgram(text)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['a refusal', 'I am sorry, I cannot route that.'],
    ['other code', '```python\nprint(1)\n```'],
  ])('is empty in %s', (_case, answer) => {
    expect(extractProgram(answer)).toBe('');
  });

  it('takes time in proportion to the answer', () => {
    const text = '{ROUTE "\\'.repeat(100_000);
    const start = performance.now();
    extractProgram(text);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
