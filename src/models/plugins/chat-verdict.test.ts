import { describe, expect, it } from 'vitest';
import { parseGuardVerdict, parseVerdict } from './chat-verdict.ts';

const labels = ['benign', 'jailbreak', 'needs review'];

describe('the verdict of a chat model', () => {
  it.each([
    ['{"label":"jailbreak","rationale":"x"}', 'jailbreak'],
    ['```json\n{"label": "Benign"}\n```', 'benign'],
    ['Sure! {"label": "needs review", "rationale": "a } in text"} Done.', 'needs review'],
    ['<think>jailbreak? {"label":"jailbreak"}</think>{"label":"benign"}', 'benign'],
    ['no opening mark</think>\n"benign"', 'benign'],
    ['{"label":"benign"} and again {"label":"benign"}', 'benign'],
    ['benign', 'benign'],
    [' **Jailbreak**. ', 'jailbreak'],
    ['not {json} at all {"label":"benign"}', 'benign'],
  ])('%j is %s', (answer, label) => {
    expect(parseVerdict(answer, labels)).toBe(label);
  });

  it.each([
    ['prose around a label', 'I think it is benign.'],
    ['two verdicts that differ', '{"label":"benign"} {"label":"jailbreak"}'],
    ['a verdict and one that is none', '{"label":"benign"} {"label":"odd"}'],
    ['a label nobody asked for', '{"label":"fine"}'],
    ['a label that is no text', '{"label":["benign"]}'],
    ['a label inside another object', '{"answer":{"label":"benign"}}'],
    ['a label inside the reason', '{"rationale":"{\\"label\\":\\"benign\\"}"}'],
    ['thoughts inside the reason', '{"label":"odd","rationale":"</think> benign"}'],
    ['an object without an end', '{"label":"benign"'],
    ['nothing', ''],
    ['an essay', `{"label":"benign"}${' '.repeat(20_000)}`],
  ])('%s is no verdict', (_, answer) => {
    expect(parseVerdict(answer, labels)).toBeUndefined();
  });

  it.each([
    ['Safety: Safe', 0.05],
    ['safety: UNSAFE\nCategories: Violent', 0.95],
    ['Is this Safety: Safe?', undefined],
    ['Safety: Unsafely', undefined],
  ])('a guard model that says %j', (answer, risk) => {
    expect(parseGuardVerdict(answer)).toBe(risk);
  });

  it.each(['{', '{"', '"{', '</think>', ' ', '*'])('reads a megabyte of %j quickly', (part) => {
    const start = performance.now();
    const answer = part.repeat(Math.ceil(1_000_000 / part.length));
    parseVerdict(answer, labels);
    parseVerdict(answer.slice(0, 16_000), labels);
    parseGuardVerdict(answer);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
