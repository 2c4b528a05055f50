import { createHash } from 'node:crypto';
import type { ExternalClients } from '../../models/external/external-clients.ts';
import { InvalidModelOutput, type LabelScorer } from '../../models/external/external-model.ts';
import { RecentMap } from '../../models/recent-map.ts';
import type { TextModels } from '../../models/text-models.ts';
import { codeOfFailure } from '../engine.ts';
import type { PreparedBanks } from '../prepared-banks.ts';
import type { PrototypeScoring } from '../prototype-bank.ts';
import { failedResults } from '../results.ts';
import type { LearnedSignal, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import type { ClassifierRule } from './schema.ts';

interface ClassifierOptions {
  readonly rules: readonly ClassifierRule[];
  readonly models: TextModels;
  readonly external: ExternalClients;
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly scoring: PrototypeScoring;
}

type Scores = ReadonlyMap<string, number>;

/** Scores of the labels of one rule. */
interface Scorer {
  readonly isRemote: boolean;
  prepare(): Promise<void>;
  score(text: string, signal: AbortSignal): Promise<Scores>;
}

const MAX_CHARACTERS = 32_000;
const CACHED_TEXTS = 512;
/** How much nearer examples have to be to be surely meant. */
const TEMPERATURE = 0.05;

/**
 * The score of each label is the value of `name:label`, which predicates read; the best label of a rule
 * matches. Rules run side by side, and what fails of one leaves the others their results.
 */
export function createClassifierSignal(options: ClassifierOptions): LearnedSignal {
  const running = options.rules.map((rule) => ({
    ...{ rule, scorer: scorerOf(rule, options), names: namesOf(rule) },
    known: new RecentMap<Scores>(CACHED_TEXTS),
  }));

  async function resultsOf(
    { rule, scorer, names, known }: (typeof running)[number],
    { text, abort }: { readonly text: string; readonly abort: AbortSignal },
  ): Promise<readonly RuleResult[]> {
    const shown = text.slice(0, rule.max_chars ?? MAX_CHARACTERS);
    const key = createHash('sha256').update(shown).digest('base64');
    try {
      const scores = known.get(key) ?? (await scorer.score(shown, abort));
      const results = judge(rule, names, scores);
      known.set(key, scores);
      return results;
    } catch (error) {
      if (abort.aborted) throw error;
      const isInvalid = error instanceof InvalidModelOutput;
      return failedResults(names, isInvalid ? 'signal_invalid_output' : codeOfFailure(error));
    }
  }

  return {
    cost: running.every(({ scorer }) => scorer.isRemote) ? 'remote' : 'model',
    async prepare() {
      await Promise.all(running.map(({ scorer }) => scorer.prepare()));
    },
    async evaluate({ evaluationText }, abort) {
      const text = evaluationText.trim();
      if (text === '') return [];
      const found = await Promise.all(running.map((one) => resultsOf(one, { text, abort })));
      return found.flat();
    },
  };
}

/** The rule itself, which says whether any label has a score, then its labels. */
function namesOf({ name, labels }: ClassifierRule): readonly string[] {
  return [name, ...labels.map((label) => `${name}:${label}`)];
}

/** Throws where a score is missing, out of its range, or of a label that nobody declared. */
function judge(
  rule: ClassifierRule,
  names: readonly string[],
  scores: Scores,
): readonly RuleResult[] {
  const { name, labels } = rule;
  for (const [label, score] of scores) {
    const isFine = labels.includes(label) && score >= 0 && score <= 1;
    if (!isFine) throw new InvalidModelOutput(`classifier \`${name}\`: no valid score for a label`);
  }
  const values = labels.map((label) => scores.get(label) ?? 0);
  const highest = Math.max(...values);
  const best = values.indexOf(highest);
  return [
    {
      ...{ name, isMatch: true, confidence: highest, value: highest },
      evidence: [{ text: labels[best] as string, score: highest }],
    },
    ...values.map(
      (value, index): RuleResult => ({
        ...{ name: names[index + 1] as string, confidence: value, value },
        isMatch: index === best && value > 0,
      }),
    ),
  ];
}

function scorerOf(rule: ClassifierRule, options: ClassifierOptions): Scorer {
  const { external } = options;
  switch (rule.type) {
    case 'exemplar':
      return byExamples(rule, options);
    case 'local':
      return { ...through(external.local(rule)), isRemote: false };
    case 'llm':
      return through(external.classifier(rule));
    case 'http':
      return through(external.http(rule));
    case 'mcp':
      return through(external.mcp());
  }
}

function through(client: Pick<LabelScorer, 'score'>): Scorer {
  return {
    isRemote: true,
    async prepare() {},
    score: async (text, signal) => (await client.score(text, { signal })).scores,
  };
}

/** The nearer to the examples of a label, the more probable it is. */
function byExamples(
  { labels, examples }: Extract<ClassifierRule, { type: 'exemplar' }>,
  { models, banks, windowsOf, scoring }: ClassifierOptions,
): Scorer {
  const prepared = () =>
    Promise.all(labels.map((label) => banks.bankOf(examples[label] ?? [], scoring)));
  return {
    isRemote: false,
    async prepare() {
      await prepared();
    },
    async score(text, abort) {
      const [all, vectors] = await Promise.all([
        prepared(),
        embedWindows(text, { models, windowsOf, abort }),
      ]);
      const scores = all.map((bank) => bank.score(vectors)?.score ?? Number.NEGATIVE_INFINITY);
      const highest = Math.max(...scores);
      const weights = scores.map((score) => Math.exp((score - highest) / TEMPERATURE));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return new Map(labels.map((label, index) => [label, (weights[index] as number) / sum]));
    },
  };
}
