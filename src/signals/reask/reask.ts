import type { TextModels } from '../../models/text-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import type { LearnedSignal, RuleResult } from '../signal.ts';
import { likenessOfCharacters } from './characters.ts';
import type { ReaskRule } from './schema.ts';

interface ReaskOptions {
  readonly rules: readonly ReaskRule[];
  readonly models: TextModels;
}

/** Turns beyond the largest lookback whose streak is still counted. */
const TURNS_BEYOND = 2;
const QUOTED_LINE = /^[ \t]*>.*$/gm;
const GREETING =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hallo|hola|bonjour|salut|ciao|olá|привет|здравствуйте|你好|您好|こんにちは|안녕하세요)(?: there| again)?[\s,.!?，。！？]+/iu;
const NOT_WORDS = /[^\p{L}\p{N}]+/gu;

/**
 * How many user turns right before this one asked the same: the value of a rule, which matches from its
 * lookback. Of rules that match, those with the largest lookback stand.
 */
export function createReaskSignal({ rules, models }: ReaskOptions): LearnedSignal {
  const complete = rules.map(({ name, threshold = 0.8, lookback_turns: lookback = 1 }) => ({
    name,
    threshold,
    lookback,
    similarityKey: `reask:${name}:similarity`,
    exactKey: `reask:${name}:exact`,
  }));
  const maxTurns = Math.max(...complete.map(({ lookback }) => lookback)) + TURNS_BEYOND;
  return {
    cost: 'model',
    async prepare() {
      await models.ready();
    },
    async evaluate(view, abort) {
      const turns = turnsOf(view, maxTurns);
      if (turns === undefined) return [];
      const { similarities, exact } = await compare(turns, models, abort);
      const results = complete.map(
        ({ name, threshold, lookback, similarityKey, exactKey }): RuleResult => {
          const streak = streakOf(similarities, (similarity) => similarity >= threshold);
          const nearest =
            similarities.length < lookback ? 0 : Math.min(...similarities.slice(0, lookback));
          return {
            name,
            isMatch: streak >= lookback,
            confidence: nearest,
            value: streak,
            threshold: lookback,
            values: { [similarityKey]: nearest, [exactKey]: exact },
          };
        },
      );
      return withLargest(results);
    },
  };
}

interface Turns {
  readonly current: string;
  /** Newest first. */
  readonly earlier: readonly string[];
}

/** What is compared, without quotes and greetings; undefined where nothing can be. */
function turnsOf(
  { currentUserText, priorUserTexts }: RequestView,
  maxTurns: number,
): Turns | undefined {
  const current = essence(currentUserText);
  const earlier = priorUserTexts.slice(-maxTurns).reverse().map(essence);
  return current === '' || earlier.length === 0 ? undefined : { current, earlier };
}

function essence(text: string): string {
  const own = text.replace(QUOTED_LINE, '').trim();
  return own.replace(GREETING, '').trim() || own || text.trim();
}

async function compare({ current, earlier }: Turns, models: TextModels, signal: AbortSignal) {
  const own = wordsOf(current);
  const isSame = earlier.map((turn) => wordsOf(turn) === own);
  // What is the same word by word needs no model.
  const others = [...new Set(earlier.filter((turn, at) => turn !== '' && !isSame[at]))];
  const scores = others.length === 0 ? [] : await models.scoreReasks(current, others, { signal });
  const scoreOf = new Map(
    others.map((turn, at) => [
      turn,
      Math.max(scores[at] ?? 0, likenessOfCharacters(own, wordsOf(turn))),
    ]),
  );
  return {
    similarities: earlier.map((turn, at) => (isSame[at] ? 1 : (scoreOf.get(turn) ?? 0))),
    exact: streakOf(isSame, Boolean),
  };
}

/** Words in their order and nothing else; texts without words as they are. */
function wordsOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(NOT_WORDS, ' ').trim() || text;
}

function streakOf<T>(turns: readonly T[], isAlike: (turn: T) => boolean): number {
  const other = turns.findIndex((turn) => !isAlike(turn));
  return other < 0 ? turns.length : other;
}

/** A longer repetition says all that a shorter one does. */
function withLargest(results: readonly RuleResult[]): readonly RuleResult[] {
  let winner: RuleResult | undefined;
  for (const result of results) {
    if (result.isMatch && (result.threshold ?? 0) > (winner?.threshold ?? 0)) winner = result;
  }
  if (winner === undefined) return results;
  const { name, threshold } = winner;
  return results.map((result) =>
    result.isMatch && result.threshold !== threshold
      ? { ...result, isMatch: false, lostTo: name }
      : result,
  );
}
