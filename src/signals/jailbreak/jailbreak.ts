import type { ExternalClients } from '../../models/external/external-clients.ts';
import { InvalidModelOutput } from '../../models/external/external-model.ts';
import type { TextModels } from '../../models/text-models.ts';
import { type CheckedText, checkedTexts } from '../checked-texts.ts';
import { codeOfFailure } from '../engine.ts';
import type { RuleOf } from '../schemas.ts';
import type { Evidence, LearnedSignal, RuleResult, SignalErrorCode } from '../signal.ts';
import { createContrast, type PatternContrast } from './contrast.ts';
import { createLocalJudge, createRemoteJudge, type GuardSettings, type Judge } from './guard.ts';

type JailbreakRule = RuleOf<'jailbreak'>;

interface JailbreakSignalOptions {
  readonly rules: readonly JailbreakRule[];
  readonly models: TextModels;
  readonly external: Pick<ExternalClients, 'guard'>;
  readonly settings: GuardSettings;
}

const CONTRAST_THRESHOLD = 0.1;
/** Nothing is subtracted, so that the similarity itself decides. */
const SIMILARITY_THRESHOLD = 0.75;
/** A hybrid rule trusts patterns a little less than the classifier... */
const PATTERN_WEIGHT = 0.95;
/** ...and from nothing to all within about four of these around their threshold. */
const PATTERN_SCALE = 0.05;

/**
 * Finds attacks on the model: by a classifier (`risk` = the sum of its positive labels), by
 * similarity to patterns, or by whichever of both is surer. Long texts are read to their end.
 */
export function createJailbreakSignal(options: JailbreakSignalOptions): LearnedSignal {
  const { rules, external, models, settings } = options;
  const isClassifying = settings.enabled && rules.some(({ method }) => method !== 'contrastive');
  const remote = isClassifying ? external.guard() : undefined;
  const judge = remote ? createRemoteJudge(remote, settings) : createLocalJudge(models, settings);
  const compiled = rules.map((rule) => compileRule(rule, options));

  return {
    cost: remote === undefined ? 'model' : 'remote',
    async prepare() {
      const needsBuiltIn = isClassifying && remote === undefined;
      await Promise.all([
        needsBuiltIn ? models.ready().then(() => judge('is anybody there?', {})) : undefined,
        ...compiled.map(({ contrast }) => contrast?.prepare()),
      ]);
    },
    async evaluate(view, abort) {
      const verdicts = new Map<string, ReturnType<Judge>>();
      const judgeOnce: Judge = (text, cancellable) => {
        const verdict = verdicts.get(text) ?? judge(text, cancellable);
        verdicts.set(text, verdict);
        return verdict;
      };
      return Promise.all(
        compiled.map(async (rule) => {
          const texts = checkedTexts(view, rule.sources);
          const checks = await Promise.allSettled(
            texts.flatMap((text) => checksOf(rule, text, { judge: judgeOnce, abort })),
          );
          abort.throwIfAborted();
          return resultOf(rule, checks);
        }),
      );
    },
  };
}

interface CompiledRule {
  readonly name: string;
  readonly isClassified: boolean;
  readonly contrast: PatternContrast | undefined;
  /** Margin -> 0..1, for rules that compare both ways. */
  readonly patternRisk: (margin: number) => number;
  readonly sources: ReadonlySet<CheckedText['source']>;
  readonly threshold: number;
  /** What was not read to its end has no result, since the rule says what then happens. */
  readonly needsAll: boolean;
}

function compileRule(
  rule: JailbreakRule,
  { models, settings }: JailbreakSignalOptions,
): CompiledRule {
  const { name, method = 'classifier', jailbreak_patterns = [], benign_patterns = [] } = rule;
  const { scope = ['user'], include_history, on_error = 'no_match' } = rule;
  const patternThreshold = benign_patterns.length > 0 ? CONTRAST_THRESHOLD : SIMILARITY_THRESHOLD;
  const isContrastive = method === 'contrastive';
  return {
    name,
    isClassified: settings.enabled && !isContrastive,
    contrast:
      method === 'classifier'
        ? undefined
        : createContrast({ attacks: jailbreak_patterns, benign: benign_patterns, models }),
    patternRisk: isContrastive
      ? (margin) => margin
      : (margin) => PATTERN_WEIGHT / (1 + Math.exp((patternThreshold - margin) / PATTERN_SCALE)),
    sources: new Set(include_history === true ? [...scope, 'history'] : scope),
    threshold: rule.threshold ?? (isContrastive ? patternThreshold : settings.threshold),
    needsAll: on_error !== 'no_match',
  };
}

interface Check {
  readonly by: 'classifier' | 'contrastive';
  /** What counts against the threshold. */
  readonly risk: number;
  /** The risk of the classifier, the margin of patterns. */
  readonly raw: number;
  readonly isComplete: boolean;
  readonly evidence: Evidence;
}

function checksOf(
  { isClassified, contrast, patternRisk }: CompiledRule,
  { text, messageIndex, source }: CheckedText,
  { judge, abort }: { readonly judge: Judge; readonly abort: AbortSignal },
): readonly Promise<Check | undefined>[] {
  const place = { source, ...(messageIndex !== undefined && { messageIndex }) };
  const classified = async (): Promise<Check> => {
    const { risk, attack, part, isComplete } = await judge(text, { signal: abort });
    const evidence = { text: attack, ...part, ...place, score: risk };
    return { by: 'classifier', risk, raw: risk, isComplete, evidence };
  };
  const compared = async (patterns: PatternContrast): Promise<Check | undefined> => {
    const found = await patterns.compare(text, { signal: abort });
    if (found === undefined) return undefined;
    const { margin, nearest, part, isComplete } = found;
    const evidence = { text: nearest, ...part, ...place, score: margin };
    return { by: 'contrastive', risk: patternRisk(margin), raw: margin, isComplete, evidence };
  };
  return [
    ...(isClassified ? [classified()] : []),
    ...(contrast === undefined ? [] : [compared(contrast)]),
  ];
}

function resultOf(
  { name, threshold, needsAll }: CompiledRule,
  settled: readonly PromiseSettledResult<Check | undefined>[],
): RuleResult {
  const checks = settled
    .flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []))
    .sort((a, b) => b.risk - a.risk);
  const [worst] = checks;
  const value = worst?.risk ?? 0;
  const isMatch = worst !== undefined && value >= threshold;
  const failure = settled.find((one) => one.status === 'rejected');
  const isUnread = needsAll && checks.some(({ isComplete }) => !isComplete);
  const error = failure ? codeOf(failure.reason) : isUnread ? 'signal_failed' : undefined;
  const result = {
    name,
    confidence: Math.min(1, Math.max(0, value)),
    value,
    threshold,
    values: rawValues(name, checks),
  };
  // What was found stands, whatever else could not be checked.
  if (error === undefined || isMatch) {
    return { ...result, isMatch, ...(worst && { evidence: evidenceOf(checks, isMatch) }) };
  }
  return { ...result, isMatch, error, evidence: [{ text: 'classification_error' }] };
}

function codeOf(error: unknown): SignalErrorCode {
  return error instanceof InvalidModelOutput ? 'signal_invalid_output' : codeOfFailure(error);
}

/** The highest of each way of looking, under `jailbreak:<rule>:classifier` and `:contrastive`. */
function rawValues(name: string, checks: readonly Check[]): Readonly<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const { by, raw } of checks) {
    const key = `jailbreak:${name}:${by}`;
    values[key] = Math.max(values[key] ?? raw, raw);
  }
  return values;
}

const MAX_EVIDENCE = 4;

function evidenceOf(checks: readonly Check[], isMatch: boolean): readonly Evidence[] {
  return checks.slice(0, isMatch ? MAX_EVIDENCE : 1).map(({ evidence }) => evidence);
}
