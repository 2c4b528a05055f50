import { arrayOf } from '../../lib/loose-json.ts';
import { cut, labelScores, serverSpans, withoutOverlaps } from '../plugins/classify-protocol.ts';
import { openJsonEndpoint } from '../plugins/json-endpoint.ts';
import type { LabelledSpan } from '../plugins/plugin-model.ts';
import { type ModelEndpoint, pathOptions } from './endpoint-of.ts';
import {
  checkedScores,
  checkNames,
  invalidOutput,
  type LabelScorer,
  type ScoreOptions,
  withOutcome,
} from './external-model.ts';

interface HttpModelOptions {
  /** Its address is everything before `/classify` or `/token_classify`. */
  readonly endpoint: ModelEndpoint;
  /** Longer texts are cut. */
  readonly maxCharacters?: number;
}

interface HttpClassifierOptions extends HttpModelOptions {
  /** All that the server gives; their scores must sum to 1. Omitted: whatever it gives. */
  readonly labels?: readonly string[];
}

const TIMEOUT_MS = 5000;
const MAX_CHARACTERS = 32_000;
const SUM_TOLERANCE = 0.02;

/**
 * `POST {base_url}/classify` with `{inputs}` -> `[{label, score}]`, that in one more list, or
 * `{labels, scores}`.
 * @public
 */
export function openHttpClassifier(options: HttpClassifierOptions): LabelScorer {
  const { endpoint, labels, maxCharacters = MAX_CHARACTERS } = options;
  const { name, timeoutMs = TIMEOUT_MS } = endpoint;
  if (labels !== undefined) checkNames(name, 'labels', labels);
  const server = openJsonEndpoint(pathOptions(endpoint, timeoutMs), '/classify');

  return {
    async score(text, { signal } = {}) {
      const body = { inputs: cut(text, maxCharacters) };
      const call = server.post(body, { signal, withinMs: timeoutMs });
      const scores = checkedScores(name, labelScores(await withOutcome(call, signal)));
      if (scores.size === 0) throw invalidOutput(name, 'has no labels with scores');
      if (labels !== undefined) checkCoverage(name, labels, scores);
      return { scores };
    },
    close: () => server.close(),
  };
}

function checkCoverage(
  name: string,
  labels: readonly string[],
  scores: ReadonlyMap<string, number>,
): void {
  if (labels.some((label) => !scores.has(label)) || scores.size !== labels.length) {
    throw invalidOutput(name, 'has other labels than those that were declared');
  }
  const sum = [...scores.values()].reduce((total, score) => total + score, 0);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw invalidOutput(name, `has scores that sum to ${sum.toFixed(3)} instead of 1`);
  }
}

interface EntityFinding {
  /** Sorted by start, without overlaps; UTF-16 offsets into the text, `end` exclusive. */
  readonly entities: readonly LabelledSpan[];
  /** False: the text was too long to be sent to its end. */
  readonly isComplete: boolean;
}

/** Finds entities, such as personal data, in a text. */
interface TokenClassifier {
  /** Rejects like `LabelScorer.score`. */
  findEntities(text: string, options?: ScoreOptions): Promise<EntityFinding>;
  close(): Promise<void>;
}

/**
 * `POST {base_url}/token_classify` with `{inputs}` -> `[{entity_group, score, start, end, word}]`.
 * @public
 */
export function openTokenClassifier({
  endpoint,
  maxCharacters = MAX_CHARACTERS,
}: HttpModelOptions): TokenClassifier {
  const { name, timeoutMs = TIMEOUT_MS } = endpoint;
  const server = openJsonEndpoint(pathOptions(endpoint, timeoutMs), '/token_classify');

  async function find(inputs: string, signal: AbortSignal | undefined) {
    const answer = await server.post({ inputs }, { signal, withinMs: timeoutMs });
    // Some servers answer a list of texts, even when there is one.
    const first = arrayOf(answer)[0];
    return withoutOverlaps(serverSpans(name, Array.isArray(first) ? first : answer, inputs));
  }

  return {
    async findEntities(text, { signal } = {}) {
      const entities = await withOutcome(find(cut(text, maxCharacters), signal), signal);
      return { entities, isComplete: text.length <= maxCharacters };
    },
    close: () => server.close(),
  };
}
