/** How much each feature counts; fitted by `training/calibrate_reask.js`. */
export interface ReaskWeights {
  /** In the order of `reaskFeatures`. */
  readonly weights: readonly number[];
  readonly bias: number;
}

/** How many numbers `reaskFeatures` gives. */
export const REASK_FEATURES = 10;
/** Of longer messages the rest is not compared. */
const MAX_UNITS = 4096;
const WORD = /[\p{L}\p{N}]+/gu;
const NUMBER = /\p{N}+/gu;

/**
 * What tells a question asked again from another one that looks like it: nearness of the vectors, words
 * and letters in common, the one being the start of the other, other numbers.
 */
export function reaskFeatures(text: string, earlier: string, cosine: number): readonly number[] {
  const [own, other] = [plain(text), plain(earlier)];
  const [ownWords, otherWords] = [wordsOf(own), wordsOf(other)];
  const shared = countShared(ownWords, otherWords);
  const fewest = Math.min(ownWords.size, otherWords.size);
  const most = Math.max(ownWords.size, otherWords.size);
  const [ownLetters, otherLetters] = [trigramsOf(own), trigramsOf(other)];
  const letters = countShared(ownLetters, otherLetters);
  const [ownNumbers, otherNumbers] = [numbersOf(own), numbersOf(other)];
  const haveNumbers = ownNumbers.size > 0 && otherNumbers.size > 0;
  const isStart = own !== '' && other !== '' && (own.startsWith(other) || other.startsWith(own));
  return [
    cosine,
    Math.max(0, cosine) ** 4,
    share(shared, fewest),
    share(shared, ownWords.size + otherWords.size - shared),
    share(letters, ownLetters.size + otherLetters.size - letters),
    share(letters, Math.min(ownLetters.size, otherLetters.size)),
    share(fewest, most),
    isStart ? 1 : 0,
    own === other ? 1 : 0,
    haveNumbers && countShared(ownNumbers, otherNumbers) < ownNumbers.size ? 1 : 0,
  ];
}

/** Probability that `text` asks again what `earlier` asked. */
export function reaskProbability(
  features: readonly number[],
  { weights, bias }: ReaskWeights,
): number {
  const sum = weights.reduce((total, weight, at) => total + weight * (features[at] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}

function plain(text: string): string {
  const found = text.slice(0, MAX_UNITS).normalize('NFKC').toLowerCase().match(WORD);
  return found?.join(' ') ?? '';
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text === '' ? [] : text.split(' '));
}

function numbersOf(text: string): ReadonlySet<string> {
  return new Set(text.match(NUMBER) ?? []);
}

function trigramsOf(text: string): ReadonlySet<string> {
  const marked = ` ${text} `;
  return new Set(
    Array.from({ length: Math.max(0, marked.length - 2) }, (_, at) => marked.slice(at, at + 3)),
  );
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const item of a) if (b.has(item)) count += 1;
  return count;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
