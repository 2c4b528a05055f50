import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';

/** More is no verdict but an essay. */
const MAX_VERDICT_CHARACTERS = 16_384;
const MAX_OBJECTS = 16;
const THOUGHTS_END = '</think>';

/** What the first choice of a chat completion says. */
export function chatContent(answer: unknown): string {
  const [choice] = arrayOf(memberOf(answer, 'choices'));
  return stringOf(memberOf(memberOf(choice, 'message'), 'content')) ?? '';
}

/**
 * The label that a chat model chose, or undefined. Only a JSON object with a `label` counts, or an
 * answer that is nothing but a label: a label that is mentioned in a sentence may be quoted from the
 * text under judgement.
 */
export function parseVerdict(answer: string, labels: readonly string[]): string | undefined {
  const content = withoutThoughts(answer);
  if (content.length > MAX_VERDICT_CHARACTERS) return undefined;
  const bare = labelOf(content.replace(/^[\s"'`*]{1,8}|[\s"'`*.]{1,8}$/g, ''), labels);
  if (bare !== undefined) return bare;
  const verdicts = objectsIn(content).map((object) => memberOf(object, 'label'));
  const found = new Set(verdicts.map((verdict) => labelOf(stringOf(verdict) ?? '', labels)));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** How likely the positive label is, by the answer of a Qwen3Guard model; undefined: no such answer. */
export function parseGuardVerdict(answer: string): number | undefined {
  const content = withoutThoughts(answer).slice(0, MAX_VERDICT_CHARACTERS);
  const verdict = /^\s{0,8}safety:\s{0,8}(safe|unsafe|controversial)\b/i.exec(content)?.[1];
  if (verdict === undefined) return undefined;
  return { safe: 0.05, controversial: 0.6, unsafe: 0.95 }[verdict.toLowerCase()];
}

/** Reasoning models think aloud first; an answer that begins as JSON has no thoughts to leave out. */
export function withoutThoughts(answer: string): string {
  const end = answer.indexOf(THOUGHTS_END);
  if (end < 0 || /^\s{0,64}\{/.test(answer)) return answer;
  return answer.slice(end + THOUGHTS_END.length);
}

export function labelOf(text: string, labels: readonly string[]): string | undefined {
  const wanted = text.trim().toLowerCase();
  return labels.find((label) => label.toLowerCase() === wanted);
}

/** Every outermost JSON object of a text. */
function objectsIn(text: string): readonly unknown[] {
  const objects: unknown[] = [];
  for (let start = text.indexOf('{'); start >= 0 && objects.length < MAX_OBJECTS; ) {
    const end = objectEnd(text, start);
    if (end === undefined) return objects;
    try {
      objects.push(JSON.parse(text.slice(start, end)));
    } catch {
      // Braces in prose are no verdict.
    }
    start = text.indexOf('{', end);
  }
  return objects;
}

function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
