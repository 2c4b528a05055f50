import { CommandError } from './command-error.ts';

export interface EvalCase {
  /** 1-based. */
  readonly line: number;
  readonly expectedDecision: string | null;
  /** Short name for messages: the prompt or the last message. */
  readonly title: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const MAX_CASES = 100_000;

/**
 * Reads lines of `{prompt | messages, expected_decision}`; null expects that no decision matches,
 * other members (tools, metadata, model) are sent along.
 */
export function parseCases(text: string, file: string): readonly EvalCase[] {
  const rows = text.split('\n').map((row, at) => ({ row: row.trim(), line: at + 1 }));
  const cases = rows
    .filter(({ row }) => row !== '')
    .map(({ row, line }) => parseCase(row, line, `${file}:${line}`));
  if (cases.length > 0 && cases.length <= MAX_CASES) return cases;
  const problem = cases.length === 0 ? 'holds no case' : `holds more than ${MAX_CASES} cases`;
  throw invalidCase(file, problem);
}

function parseCase(row: string, line: number, place: string): EvalCase {
  const value = parseObject(row, place);
  const { prompt, messages, expected_decision: expectedDecision, ...rest } = value;
  if (expectedDecision !== null && typeof expectedDecision !== 'string') {
    throw invalidCase(place, '`expected_decision` must be a name or null');
  }
  if (typeof prompt === 'string') {
    const asked = [{ role: 'user', content: prompt }];
    return { line, expectedDecision, title: prompt, body: { ...rest, messages: asked } };
  }
  if (!Array.isArray(messages)) throw invalidCase(place, 'needs `prompt` or `messages`');
  const title = JSON.stringify(messages.at(-1)?.content ?? '');
  return { line, expectedDecision, title, body: { ...rest, messages } };
}

function parseObject(row: string, place: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(row);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Reported below, together with values that are no objects.
  }
  throw invalidCase(place, 'is not a JSON object');
}

function invalidCase(place: string, problem: string): CommandError {
  return new CommandError('invalid_cases', `${place} ${problem}`);
}
