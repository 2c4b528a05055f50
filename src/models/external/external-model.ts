/**
 * Models on servers that signals ask. How they are called:
 *
 * - `endpointOf(entry, environment)` turns one entry of `global.model_catalog.external[]` into a
 *   `ModelEndpoint`, once per entry and configuration: who shares it shares its circuit breaker.
 * - An `open...` function takes the endpoint, once per rule; it throws at once when its options
 *   cannot work and connects when first asked. `close()` ends its calls, connections and processes.
 * - `openMcpClassifier` takes a process or an address instead and connects at once, because only the
 *   server knows the labels; `ready()` waits for them, and nobody has to.
 * - Three outcomes of a call: scores; `SwitchyardError` `model_unavailable` (the server cannot be
 *   reached, is slow, answers with an error or rests); `InvalidModelOutput` (it answered nonsense,
 *   which another try rarely betters). A call that is aborted rejects at once with the reason.
 *   Neither messages nor causes hold an address, a key or what the server said.
 */
import { SwitchyardError } from '../../errors.ts';

/** How likely each label is; labels without a score were not mentioned. */
export interface LabelScores {
  /** Each is finite and within 0..1. */
  readonly scores: ReadonlyMap<string, number>;
  /** Why, in the words of the model: for traces only, since it may repeat the text. */
  readonly rationale?: string;
}

export interface ScoreOptions {
  readonly signal?: AbortSignal;
}

/** Puts scores on the labels of a text. */
export interface LabelScorer {
  /** Rejects with `model_unavailable`, `InvalidModelOutput` or the reason of the abort. */
  score(text: string, options?: ScoreOptions): Promise<LabelScores>;
  close(): Promise<void>;
}

/** A model answered, and not what it was asked for. */
export class InvalidModelOutput extends Error {
  readonly code = 'invalid_model_output';

  constructor(message: string) {
    super(message);
    this.name = 'InvalidModelOutput';
  }
}

export function invalidOutput(name: string, how: string): InvalidModelOutput {
  return new InvalidModelOutput(`the answer of the model \`${name}\` ${how}`);
}

/** Turns what endpoints reject with into the outcomes of this folder. */
export async function withOutcome<T>(call: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw outcomeOf(error);
  }
}

function outcomeOf(error: unknown): unknown {
  if (!(error instanceof SwitchyardError) || error.code === 'model_unavailable') return error;
  if (error.code !== 'upstream_invalid') {
    return new SwitchyardError('model_unavailable', error.message);
  }
  return new InvalidModelOutput(error.message);
}

/** Insists on scores within 0..1, one for each label. */
export function checkedScores(
  name: string,
  scores: readonly (readonly [string, unknown])[],
): ReadonlyMap<string, number> {
  const checked = new Map<string, number>();
  for (const [label, score] of scores) {
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) {
      throw invalidOutput(name, 'has a score outside 0..1');
    }
    if (label === '') throw invalidOutput(name, 'has a score without a label');
    if (checked.has(label)) throw invalidOutput(name, 'has two scores of one label');
    checked.set(label, score);
  }
  return checked;
}

/** The chosen label scores 1, the others 0. */
export function chosenScores(
  labels: readonly string[],
  chosen: string,
): ReadonlyMap<string, number> {
  return new Map(labels.map((label) => [label, label === chosen ? 1 : 0]));
}

/** Throws unless there are labels, each its own and none empty. */
export function checkNames(name: string, what: string, names: readonly string[]): void {
  const isUsable = names.every((label) => label.trim() === label && label !== '');
  if (names.length > 0 && isUsable && new Set(names).size === names.length) return;
  throw new SwitchyardError(
    'model_unavailable',
    `the model \`${name}\` needs ${what}, each its own and without spaces around it`,
  );
}
