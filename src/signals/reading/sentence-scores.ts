/** How much each of the four readings of a sentence's worth counts. */
export interface ScoreWeights {
  readonly textrank: number;
  readonly position: number;
  readonly tfidf: number;
  readonly novelty: number;
  /** How far the middle of a text is below its ends, 0..1. */
  readonly depth: number;
}

interface Terms {
  /** Term number -> how often, per sentence. */
  readonly counts: readonly ReadonlyMap<number, number>[];
  /** Term number -> in how many sentences. */
  readonly sentencesWith: readonly number[];
}

const damping = 0.85;
const maxRounds = 100;
const epsilon = 1e-5;

/** Worth of each sentence among the others, 0..1. */
export function scoreSentences(
  sentences: readonly string[],
  { textrank, position, tfidf, novelty, depth }: ScoreWeights,
): Float64Array {
  const terms = termsOf(sentences);
  const norms = Float64Array.from(terms.counts, normOf);
  const total = textrank + position + tfidf + novelty || 1;
  const parts: readonly (readonly [number, Float64Array])[] = [
    [textrank, textRanks(terms, norms)],
    [position, positions(sentences.length, depth)],
    [tfidf, tfIdfs(terms)],
    [novelty, novelties(terms, norms)],
  ];
  const scores = new Float64Array(sentences.length);
  for (const [weight, part] of parts) {
    for (let index = 0; index < scores.length; index += 1) {
      scores[index] = at(scores, index) + (weight / total) * at(part, index);
    }
  }
  return scores;
}

const cjk = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}';
const runs = new RegExp(`[${cjk}]+|(?:(?![${cjk}])[\\p{L}\\p{N}\\p{M}_])+`, 'gu');
const cjkStart = new RegExp(`^[${cjk}]`, 'u');

/** Words in lower case; of Chinese, Japanese and Korean each character and each pair. */
function tokensOf(sentence: string): string[] {
  const tokens: string[] = [];
  for (const [run] of sentence.matchAll(runs)) {
    if (!cjkStart.test(run)) {
      tokens.push(run.toLowerCase());
      continue;
    }
    const characters = Array.from(run);
    tokens.push(...characters);
    for (let index = 1; index < characters.length; index += 1) {
      tokens.push(`${characters[index - 1]}${characters[index]}`);
    }
  }
  return tokens;
}

function termsOf(sentences: readonly string[]): Terms {
  const numbers = new Map<string, number>();
  const sentencesWith: number[] = [];
  const counts = sentences.map((sentence) => {
    const inSentence = new Map<number, number>();
    for (const token of tokensOf(sentence)) {
      let term = numbers.get(token);
      if (term === undefined) {
        term = numbers.size;
        numbers.set(token, term);
        sentencesWith.push(0);
      }
      const count = inSentence.get(term) ?? 0;
      if (count === 0) sentencesWith[term] = (sentencesWith[term] ?? 0) + 1;
      inSentence.set(term, count + 1);
    }
    return inSentence;
  });
  return { counts, sentencesWith };
}

function normOf(counts: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return Math.sqrt(sum);
}

/** Random walk over sentences that share words. */
function textRanks(terms: Terms, norms: Float64Array): Float64Array {
  const size = norms.length;
  const edges = similarities(terms, norms);
  const outgoing = new Float64Array(size);
  for (let from = 0; from < size; from += 1) {
    let sum = 0;
    for (let to = 0; to < size; to += 1) sum += at(edges, from * size + to);
    outgoing[from] = sum;
  }
  let ranks = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < maxRounds; round += 1) {
    const next = new Float64Array(size).fill((1 - damping) / size);
    for (let from = 0; from < size; from += 1) {
      if (at(outgoing, from) === 0) continue;
      const share = (damping * at(ranks, from)) / at(outgoing, from);
      for (let to = 0; to < size; to += 1) {
        next[to] = at(next, to) + share * at(edges, from * size + to);
      }
    }
    let change = 0;
    for (let index = 0; index < size; index += 1) {
      change = Math.max(change, Math.abs(at(next, index) - at(ranks, index)));
    }
    ranks = next;
    if (change < epsilon) break;
  }
  return dividedByMaximum(ranks);
}

/** Cosines of term counts, through lists of who has a term: most pairs share few. */
function similarities({ counts, sentencesWith }: Terms, norms: Float64Array): Float64Array {
  const size = counts.length;
  const edges = new Float64Array(size * size);
  const holders = sentencesWith.map((): [sentence: number, count: number][] => []);
  for (const [sentence, inSentence] of counts.entries()) {
    for (const [term, count] of inSentence) {
      for (const [other, otherCount] of holders[term] ?? []) {
        const product = (count * otherCount) / (at(norms, sentence) * at(norms, other));
        edges[sentence * size + other] = at(edges, sentence * size + other) + product;
        edges[other * size + sentence] = at(edges, other * size + sentence) + product;
      }
      holders[term]?.push([sentence, count]);
    }
  }
  return edges;
}

function positions(size: number, depth: number): Float64Array {
  if (size === 1) return new Float64Array([1]);
  return Float64Array.from(
    { length: size },
    (_, index) => 1 - depth * Math.sin((Math.PI * index) / (size - 1)),
  );
}

function tfIdfs({ counts, sentencesWith }: Terms): Float64Array {
  const scores = Float64Array.from(counts, (inSentence) => {
    let sum = 0;
    for (const [term, count] of inSentence) {
      sum += count * Math.log((counts.length + 1) / ((sentencesWith[term] ?? 0) + 1));
    }
    return sum;
  });
  return dividedByMaximum(scores);
}

/** Distance from what the whole text speaks of. */
function novelties({ counts, sentencesWith }: Terms, norms: Float64Array): Float64Array {
  const centroid = new Float64Array(sentencesWith.length);
  for (const inSentence of counts) {
    for (const [term, count] of inSentence) centroid[term] = at(centroid, term) + count;
  }
  let squares = 0;
  for (const value of centroid) squares += value * value;
  const norm = Math.sqrt(squares);
  const scores = Float64Array.from(counts, (inSentence, sentence) => {
    let product = 0;
    for (const [term, count] of inSentence) product += count * at(centroid, term);
    const scale = at(norms, sentence) * norm;
    return scale === 0 ? 0 : Math.max(0, 1 - product / scale);
  });
  return dividedByMaximum(scores);
}

function dividedByMaximum(scores: Float64Array): Float64Array {
  let most = 0;
  for (const score of scores) most = Math.max(most, score);
  return most === 0 ? scores : scores.map((score) => score / most);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
