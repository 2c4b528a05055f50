import { createWeigher, type LanguageGroup, readLanguageModel } from './model.ts';
import { hashNgrams, maxNgrams } from './ngrams.ts';
import { proseOf } from './prose.ts';
import {
  createScriptTable,
  languageOfScript,
  MARK,
  type Script,
  scriptNumber,
  scripts,
} from './scripts.ts';
import { sampleWords } from './words.ts';

export interface LanguageShare {
  readonly language: string;
  readonly script: Script;
  /** Of the letters in this language's script, times the probability of the language among them. */
  readonly probability: number;
}

export interface Detection {
  /** Likeliest first. */
  readonly shares: readonly LanguageShare[];
  /** How far thresholds move towards certainty, 0..1: n-grams say little about few or odd words. */
  readonly caution: number;
}

interface LanguageDetector {
  detect(text: string): Detection;
}

const maxProseCharacters = 2048;
/** Letters that the n-gram stage reads of a long text; more cost time and hardly help. */
const maxSampledLetters = 192;
const minShare = 0.1;
const minProbability = 0.01;
/** A Japanese text is rarely below a fifth; a Chinese one may quote a Japanese name. */
const minKanaShare = 0.08;

/** One sign of these says as much as several letters. */
const lettersOfSign: Partial<Record<Script, number>> = { Hani: 3, Kana: 2, Hang: 2, Ethi: 2 };

/** Words that English sentences have, and error messages and terms in other sentences have not. */
const asking =
  /(?<![a-z])(?:am|and|are|can|could|describe|did|do|does|explain|give|had|has|have|help|her|his|how|i|is|it's|mean|meaning|means|my|our|please|say|should|tell|that|the|their|this|translate|was|we|were|what|what's|when|where|which|who|why|will|with|word|would|write|you|your)(?![a-z])/;
/** Probability from which Latin letters are taken for another language than English. */
const minOwnLatin = 0.8;
const borrowedWeight = 0.1;

/** Of one and of two words in Latin letters, which may be a name. */
const cautions: readonly number[] = [0.55, 0.3];
/** Letters that hardly any language puts together: keys hit at random, brands, abbreviations. */
const cautionWhenOdd = 0.7;
const minKnownNgrams = 0.62;

const none: Detection = { shares: [], caution: 0 };

/** Tells languages by their script, and by n-grams where several share one. */
export function openLanguageDetector(modelFile: string | URL): LanguageDetector {
  const groups = new Map<Script, Classifier>();
  for (const [script, group] of readLanguageModel(modelFile)) {
    groups.set(script, { group, weigh: createWeigher(group) });
  }
  const table = createScriptTable();
  const letterWeights = [0, ...scripts.map((script) => lettersOfSign[script] ?? 1)];
  const counts = new Uint32Array(256);
  const codes = new Uint16Array(maxSampledLetters);
  const hashes = new Uint32Array(maxNgrams(codes.length));
  const sums = new Int32Array(256);
  const probabilities = new Float64Array(256);

  function detect(text: string): Detection {
    const prose = proseOf(text, maxProseCharacters).toLowerCase();
    counts.fill(0);
    for (let at = 0; at < prose.length; at += 1) {
      const script = table[prose.charCodeAt(at)] as number;
      counts[script] = (counts[script] as number) + 1;
    }
    const weights = weighScripts(counts, letterWeights);
    const latin = weights.find(({ script }) => script === 'Latn');
    if (latin && weights.length > 1 && isLatinBorrowed(prose)) latin.weight *= borrowedWeight;
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) return none;
    const shares: LanguageShare[] = [];
    let caution = 0;
    for (const { script, weight } of weights) {
      const share = weight / total;
      if (share < minShare) continue;
      const classifier = groups.get(script);
      if (classifier === undefined) {
        const language = languageOfScript[script];
        if (language !== undefined) shares.push({ language, script, probability: share });
        continue;
      }
      const source = { text: prose, table, script: scriptNumber(script) };
      const length = sampleWords(source, codes);
      if (script === 'Latn' && !hasWord(codes, length)) continue;
      const known = classify(classifier, length);
      if (script === 'Latn' && share >= 0.5) {
        caution = cautions[countWords(codes, length) - 1] ?? 0;
        if (known < minKnownNgrams) caution = cautionWhenOdd;
      }
      const { languages } = classifier.group;
      for (let index = 0; index < languages.length; index += 1) {
        const probability = share * (probabilities[index] as number);
        if (probability < minProbability) continue;
        shares.push({ language: languages[index] as string, script, probability });
      }
    }
    shares.sort((one, other) => other.probability - one.probability);
    return { shares, caution };
  }

  /** English without any word that asks or tells: terms in a sentence of another script. */
  function isLatinBorrowed(prose: string): boolean {
    const classifier = groups.get('Latn');
    if (classifier === undefined || asking.test(prose)) return false;
    classify(classifier, sampleWords({ text: prose, table, script: scriptNumber('Latn') }, codes));
    return classifier.group.languages.every(
      (language, index) => language === 'en' || (probabilities[index] as number) < minOwnLatin,
    );
  }

  /** Fills `probabilities` and returns the share of n-grams that some language uses. */
  function classify({ group, weigh }: Classifier, length: number): number {
    const count = hashNgrams(codes, length, hashes);
    sums.fill(0);
    const known = weigh(hashes, count, sums);
    const factor = group.scale / Math.sqrt(Math.max(count, 1));
    for (let index = 0; index < group.languages.length; index += 1) {
      probabilities[index] = (sums[index] as number) * factor + (group.biases[index] as number);
    }
    softmax(probabilities, group.languages.length);
    return known / Math.max(count, 1);
  }

  return { detect };
}

interface Classifier {
  readonly group: LanguageGroup;
  readonly weigh: ReturnType<typeof createWeigher>;
}

interface ScriptWeight {
  readonly script: Script;
  weight: number;
}

function weighScripts(counts: Uint32Array, letterWeights: readonly number[]): ScriptWeight[] {
  counts[MARK] = 0;
  const han = scriptNumber('Hani');
  const kana = scriptNumber('Kana');
  const hanCount = counts[han] as number;
  const kanaCount = counts[kana] as number;
  const isJapanese = kanaCount > 0 && kanaCount >= minKanaShare * (hanCount + kanaCount);
  const weights: ScriptWeight[] = [];
  for (const [index, script] of scripts.entries()) {
    const number = index + 1;
    let weight = (counts[number] as number) * (letterWeights[number] as number);
    if (isJapanese && number === han) continue;
    if (isJapanese && number === kana) weight += hanCount * (letterWeights[han] as number);
    if (weight > 0) weights.push({ script, weight });
  }
  return weights;
}

/** Every word has a space before it, and the last one after it. */
function countWords(codes: Uint16Array, length: number): number {
  let spaces = 0;
  for (let at = 0; at < length; at += 1) if (codes[at] === 0x20) spaces += 1;
  return spaces - 1;
}

/** A letter alone is a variable or an option. */
function hasWord(codes: Uint16Array, length: number): boolean {
  for (let at = 1; at + 1 < length; at += 1) {
    if (codes[at] !== 0x20 && codes[at + 1] !== 0x20) return true;
  }
  return false;
}

function softmax(values: Float64Array, length: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index += 1) top = Math.max(top, values[index] as number);
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    const power = Math.exp((values[index] as number) - top);
    values[index] = power;
    sum += power;
  }
  for (let index = 0; index < length; index += 1) values[index] = (values[index] as number) / sum;
}
