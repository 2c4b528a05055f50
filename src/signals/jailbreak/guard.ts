import { invalidOutput, type LabelScorer } from '../../models/external/external-model.ts';
import type { Cancellable, Classification, TextModels } from '../../models/text-models.ts';
import { hasContent, type Part } from '../../models/text-parts.ts';
import { partsToCheck } from '../checked-texts.ts';

/** `global.model_catalog.modules.prompt_guard`. */
export interface GuardSettings {
  /** False: nothing is classified; patterns are compared all the same. */
  readonly enabled: boolean;
  /** Of rules without one. */
  readonly threshold: number;
  readonly positive_labels: readonly string[];
  readonly protocol?: 'http_chat' | 'http_classify' | undefined;
}

interface Verdict {
  /** 0..1: the sum of the positive labels. */
  readonly risk: number;
  /** The likeliest positive label. */
  readonly attack: string;
  /** Where in the text. */
  readonly part: Part;
  /** False: some of the text was not read. */
  readonly isComplete: boolean;
}

/** Says how likely a text is an attack, of all its parts the likeliest. */
export type Judge = (text: string, options: Cancellable) => Promise<Verdict>;

/** What the flash heads read at once is a little longer. */
const LOCAL_PART = { tokens: 350, stride: 300 };
const REMOTE_PARTS = {
  http_classify: { tokens: 384, stride: 320 },
  http_chat: { tokens: 2048, stride: 1984 },
};
const REMOTE_CALLS = 4;

const harmless = (text: string): Verdict => ({
  risk: 0,
  attack: '',
  part: { start: 0, end: text.length },
  isComplete: true,
});

/** The built-in guard, or a plugin in its place. */
export function createLocalJudge(
  models: Pick<TextModels, 'classify'>,
  { positive_labels }: GuardSettings,
): Judge {
  const positive = builtInLabels(positive_labels);
  const classify = async (text: string, options: Cancellable) =>
    (await models.classify(text, ['jailbreak'], options)).jailbreak;

  return async (text, options) => {
    if (!hasContent(text)) return harmless(text);
    const whole = await classify(text, options);
    const verdict = { ...riskOf(whole, positive), part: { start: 0, end: text.length } };
    if (!whole.isTruncated) return { ...verdict, isComplete: true };
    // While the encoder is away only head and tail were read, and of a huge text only its beginning.
    const { parts, isComplete } = partsToCheck(text, LOCAL_PART);
    const judged = await Promise.all(
      parts.map(async (part) => {
        const read = text.slice(part.start, part.end);
        if (!hasContent(read)) return { ...harmless(text), part };
        return { ...riskOf(await classify(read, options), positive), part };
      }),
    );
    return { ...worst([verdict, ...judged]), isComplete };
  };
}

/**
 * The built-in labels that a configuration counts. `jailbreak` means every attack on a model, which
 * the built-in guard tells apart; a harmful request attacks none and counts where it is named.
 */
function builtInLabels(names: readonly string[]): ReadonlySet<string> {
  const attacks = ['jailbreak', 'injection'];
  const known = names.flatMap((name) => builtInMeanings.get(name.toLowerCase()) ?? []);
  return new Set(known.length > 0 ? known : attacks);
}

const builtInMeanings: ReadonlyMap<string, readonly string[]> = new Map([
  ['jailbreak', ['jailbreak', 'injection']],
  ['injection', ['injection']],
  ['harmful', ['harmful']],
  ['unsafe', ['jailbreak', 'injection', 'harmful']],
]);

function riskOf(
  { labels, probabilities }: Classification,
  positive: ReadonlySet<string>,
): Pick<Verdict, 'risk' | 'attack'> {
  return sumOf(
    labels.flatMap((label, at) =>
      positive.has(label) ? [[label, probabilities[at] as number] as const] : [],
    ),
  );
}

function sumOf(scores: readonly (readonly [string, number])[]): Pick<Verdict, 'risk' | 'attack'> {
  const risk = scores.reduce((sum, [, score]) => sum + score, 0);
  const [attack = ''] = scores.toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { risk: Math.min(1, risk), attack };
}

function worst<T extends { readonly risk: number }>(verdicts: readonly T[]): T {
  return verdicts.reduce((most, one) => (one.risk > most.risk ? one : most));
}

/** A guard on a server, which is sent long texts part by part. */
export function createRemoteJudge(scorer: LabelScorer, settings: GuardSettings): Judge {
  const { protocol = 'http_classify', positive_labels } = settings;
  // A chat gives verdicts, not labels.
  const names = protocol === 'http_chat' ? ['jailbreak'] : positive_labels;
  const positive = new Set(names.map((name) => name.toLowerCase()));

  return async (text, options) => {
    if (!hasContent(text)) return harmless(text);
    const { parts, isComplete } = partsToCheck(text, REMOTE_PARTS[protocol]);
    const left = [...parts];
    const judged: Omit<Verdict, 'isComplete'>[] = [];
    const askNext = async () => {
      for (let part = left.shift(); part !== undefined; part = left.shift()) {
        const { scores } = await scorer.score(text.slice(part.start, part.end), options);
        judged.push({ ...remoteRisk(scores, positive), part });
      }
    };
    await Promise.all(Array.from({ length: REMOTE_CALLS }, askNext));
    return { ...worst(judged), isComplete };
  };
}

function remoteRisk(
  scores: ReadonlyMap<string, number>,
  positive: ReadonlySet<string>,
): Pick<Verdict, 'risk' | 'attack'> {
  const counted = [...scores].filter(([label]) => positive.has(label.toLowerCase()));
  if (counted.length > 0) return sumOf(counted);
  const [only, other] = scores.values();
  // Some servers give the likeliest label alone.
  if (only !== undefined && other === undefined) return { risk: 1 - only, attack: 'jailbreak' };
  throw invalidOutput('guardrail', 'has none of the `positive_labels` of `prompt_guard`');
}
