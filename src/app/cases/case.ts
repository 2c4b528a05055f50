import type { JsonObject } from '../../lib/json-value.ts';

/** A request whose route is known beforehand. */
export interface RouteCase {
  readonly id: string;
  /** Where it is written: `cases.jsonl:12`, `probes.yaml: stays-private/word`. */
  readonly place: string;
  /** The prompt or the last message, for messages; shortened. */
  readonly title: string;
  /** A chat body; without `model` the default name is asked for. */
  readonly body: JsonObject;
  readonly expected: Expectation;
  readonly tags: readonly string[];
}

/** What is left out may be anything. */
export interface Expectation {
  /** Null: no decision matches. */
  readonly decision?: string | null;
  readonly recipe?: string;
  readonly model?: string;
  readonly algorithm?: string;
  /** `type:name` of rules that match. */
  readonly signals?: readonly string[];
  /** No others may match. */
  readonly isSignalsExact?: boolean;
  /** `type:name` of rules that do not match. */
  readonly forbiddenSignals?: readonly string[];
  /** Types of plugins that the decision has switched on. */
  readonly plugins?: readonly string[];
  /** No others may be on. */
  readonly isPluginsExact?: boolean;
  readonly forbiddenPlugins?: readonly string[];
}

/** Cases that cannot be used as they are written. */
export class CaseError extends Error {
  constructor(place: string, problem: string) {
    super(`${place} ${problem}`);
    this.name = 'CaseError';
  }
}

const MAX_TITLE_CHARACTERS = 80;

/** The text of a message as one short line. */
export function titleOf(content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  const line = text
    .slice(0, 4 * MAX_TITLE_CHARACTERS)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= MAX_TITLE_CHARACTERS) return line;
  return `${characters.slice(0, MAX_TITLE_CHARACTERS).join('')}...`;
}
