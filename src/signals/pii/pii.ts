import type { PiiEntity, PiiType } from '../../models/pii/pii-types.ts';
import type { TextModels } from '../../models/text-models.ts';
import { type CheckedText, checkedTexts } from '../checked-texts.ts';
import { codeOfFailure } from '../engine.ts';
import type { RuleOf } from '../schemas.ts';
import type { LearnedSignal, RuleResult, TextSource } from '../signal.ts';

type PiiRule = RuleOf<'pii'>;

/** `global.model_catalog.modules.classifier.pii`. */
export interface PiiSettings {
  /** False: no rule matches. */
  readonly enabled: boolean;
}

interface PiiSignalOptions {
  readonly rules: readonly PiiRule[];
  readonly models: Pick<TextModels, 'findPii' | 'ready'>;
  readonly settings: PiiSettings;
}

const THRESHOLD = 0.7;
const MAX_EVIDENCE = 32;

/** A place or a date is in half of all questions and identifies nobody by itself. */
const contextTypes: ReadonlySet<string> = new Set<PiiType>([
  'AGE',
  'DATE_TIME',
  'DOMAIN_NAME',
  'GPE',
  'NRP',
  'ORGANIZATION',
  'TITLE',
  'URL',
  'ZIP_CODE',
]);

const current: ReadonlySet<TextSource> = new Set(['user']);
const withHistory: ReadonlySet<TextSource> = new Set(['user', 'history']);

/** Finds personal data that a rule does not allow; its results never hold the data itself. */
export function createPiiSignal({ rules, models, settings }: PiiSignalOptions): LearnedSignal {
  const compiled = rules.map(compileRule);

  return {
    cost: 'model',
    async prepare() {
      if (!settings.enabled) return;
      await models.ready();
      await models.findPii('is anybody there?');
    },
    async evaluate(view, abort) {
      if (!settings.enabled) return [];
      const findings = new Map<string, ReturnType<TextModels['findPii']>>();
      const findOnce = (text: string) => {
        const finding = findings.get(text) ?? models.findPii(text, { signal: abort });
        findings.set(text, finding);
        return finding;
      };
      return Promise.all(
        compiled.map(async (rule) => {
          const checks = await Promise.allSettled(
            checkedTexts(view, rule.sources).map(async (text): Promise<Searched> => {
              const { entities, isComplete } = await findOnce(text.text);
              return { entities: entities.map((entity) => ({ ...entity, text })), isComplete };
            }),
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
  readonly sources: ReadonlySet<TextSource>;
  readonly thresholdOf: (type: PiiType) => number;
  readonly isForbidden: (type: PiiType) => boolean;
  /** Counts although it identifies nobody by itself. */
  readonly isNamed: (type: PiiType) => boolean;
  /** What was not read to its end has no result, since the rule says what then happens. */
  readonly needsAll: boolean;
}

function compileRule(rule: PiiRule): CompiledRule {
  const { name, threshold = THRESHOLD, on_error = 'no_match' } = rule;
  const thresholds = new Map<string, number>(Object.entries(rule.type_thresholds ?? {}));
  const allowed = new Set<string>(rule.pii_types_allowed);
  const denied = new Set<string>(rule.pii_types_denied);
  return {
    name,
    sources: rule.include_history === true ? withHistory : current,
    thresholdOf: (type) => knownUnder(type, thresholds) ?? threshold,
    isForbidden: (type) => isIn(type, denied) || !isIn(type, allowed),
    isNamed: (type) => isIn(type, denied) || knownUnder(type, thresholds) !== undefined,
    needsAll: on_error !== 'no_match',
  };
}

/** Models with fewer types call an address on the web by its host. */
const broaderTypes: Readonly<Partial<Record<PiiType, PiiType>>> = { URL: 'DOMAIN_NAME' };

function isIn(type: PiiType, types: ReadonlySet<string>): boolean {
  return types.has(type) || types.has(broaderTypes[type] ?? '');
}

function knownUnder(type: PiiType, values: ReadonlyMap<string, number>): number | undefined {
  return values.get(type) ?? values.get(broaderTypes[type] ?? '');
}

interface FoundEntity extends PiiEntity {
  readonly text: CheckedText;
}

interface Searched {
  readonly entities: readonly FoundEntity[];
  readonly isComplete: boolean;
}

function resultOf(
  rule: CompiledRule,
  settled: readonly PromiseSettledResult<Searched>[],
): RuleResult {
  const { name, needsAll } = rule;
  const searched = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const violations = violationsOf(
    rule,
    searched.flatMap(({ entities }) => entities),
  );
  const failure = settled.find((one) => one.status === 'rejected');
  const isUnread = needsAll && searched.some(({ isComplete }) => !isComplete);
  const error = failure ? codeOfFailure(failure.reason) : isUnread ? 'signal_failed' : undefined;
  const isMatch = violations.length > 0;
  return {
    name,
    isMatch,
    confidence: violations.reduce((most, { confidence }) => Math.max(most, confidence), 0),
    value: violations.length,
    values: countsOf(name, violations),
    evidence: violations.slice(0, MAX_EVIDENCE).map(({ type, start, end, confidence, text }) => ({
      text: type,
      start,
      end,
      score: confidence,
      source: text.source,
      ...(text.messageIndex !== undefined && { messageIndex: text.messageIndex }),
    })),
    // What was found stands, whatever else could not be searched.
    ...(error !== undefined && !isMatch && { error }),
  };
}

function violationsOf(
  { thresholdOf, isForbidden, isNamed }: CompiledRule,
  entities: readonly FoundEntity[],
): readonly FoundEntity[] {
  const forbidden = entities.filter(
    ({ type, confidence }) => isForbidden(type) && confidence >= thresholdOf(type),
  );
  const isTelling = ({ type }: FoundEntity) => !contextTypes.has(type) || isNamed(type);
  return forbidden.some(isTelling) ? forbidden : [];
}

/** How many of each type, under `pii:<rule>:<TYPE>`. */
function countsOf(
  name: string,
  entities: readonly FoundEntity[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of entities) {
    const key = `pii:${name}:${type}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
