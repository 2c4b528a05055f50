import type { TextModels } from '../../models/text-models.ts';
import { onceItWorks, type PreparedBank, type PreparedBanks } from '../prepared-banks.ts';
import type { ComplexitySettings, LearnedSignal, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import type { ComplexityRule } from './schema.ts';

interface ComplexitySignalOptions {
  readonly rules: readonly ComplexityRule[];
  readonly models: TextModels;
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly settings: ComplexitySettings;
}

/**
 * Which examples the prompt is more like, hard or easy ones: the difference of the calibrated scores
 * decides the level, and is a difficulty of 0..1 under the name of the rule. What the trained head thinks
 * of the prompt can add to it.
 */
export function createComplexitySignal({
  rules,
  models,
  banks,
  windowsOf,
  settings: { prototype_scoring: scoring, head_weight: headWeight },
}: ComplexitySignalOptions): LearnedSignal {
  // Without texts on both sides there is nothing to compare: images are not embedded.
  const compared = rules.flatMap((rule) => {
    const [hard = [], easy = []] = [rule.hard.candidates, rule.easy.candidates];
    return hard.length > 0 && easy.length > 0 ? [{ rule, hard, easy, names: namesOf(rule) }] : [];
  });
  const anchors = onceItWorks(() =>
    Promise.all(
      compared.map(({ hard, easy }) =>
        Promise.all([banks.bankOf(hard, scoring), banks.bankOf(easy, scoring)]),
      ),
    ),
  );
  return {
    cost: 'model',
    async prepare() {
      await anchors();
    },
    async evaluate(view, abort) {
      const [sides, vectors, trained] = await Promise.all([
        anchors(),
        embedWindows(view.evaluationText, { models, windowsOf, abort }),
        headWeight === 0 ? 0 : trainedMargin(view.evaluationText, models, abort),
      ]);
      if (vectors.length === 0) return [];
      return compared.flatMap(({ rule, names }, index) => {
        const [hard, easy] = sides[index] as readonly [PreparedBank, PreparedBank];
        return resultsOf(rule.threshold, names, {
          hard: hard.score(vectors),
          easy: easy.score(vectors),
          added: headWeight * trained,
        });
      });
    },
  };
}

/** Probability of hard less that of easy, whatever the examples are. */
async function trainedMargin(
  text: string,
  models: TextModels,
  abort: AbortSignal,
): Promise<number> {
  const { complexity } = await models.classify(text.trim(), ['complexity'], { signal: abort });
  const probabilityOf = (label: string) =>
    complexity.probabilities[complexity.labels.indexOf(label)] ?? 0;
  return probabilityOf('hard') - probabilityOf('easy');
}

interface Compared {
  readonly hard: ReturnType<PreparedBank['score']>;
  readonly easy: ReturnType<PreparedBank['score']>;
  readonly added: number;
}

function resultsOf(
  threshold: number,
  names: Names,
  { hard, easy, added }: Compared,
): readonly RuleResult[] {
  if (hard === undefined || easy === undefined) return [];
  const textMargin = hard.score - easy.score;
  const margin = textMargin + added;
  const isHard = margin > threshold;
  const isEasy = margin < -threshold;
  const beyond = sureness(Math.abs(margin), threshold);
  const evidence = [margin >= 0 ? hard.nearest : easy.nearest];
  return [
    // A number for projections and predicates; leaves name a level.
    {
      name: names.rule,
      isMatch: false,
      confidence: 0,
      value: Math.min(1, Math.max(0, (1 + margin) / 2)),
      values: {
        [names.hardScore]: hard.score,
        [names.easyScore]: easy.score,
        [names.hardRaw]: hard.nearest.score as number,
        [names.easyRaw]: easy.nearest.score as number,
        [names.textMargin]: textMargin,
        [names.margin]: margin,
      },
      evidence,
    },
    {
      name: names.easy,
      isMatch: isEasy,
      confidence: isEasy ? beyond : 0,
      value: -margin,
      threshold,
      evidence,
    },
    {
      name: names.medium,
      isMatch: !isHard && !isEasy,
      confidence: isHard || isEasy ? 0 : threshold === 0 ? 1 : 1 - Math.abs(margin) / threshold,
      evidence,
    },
    {
      name: names.hard,
      isMatch: isHard,
      confidence: isHard ? beyond : 0,
      value: margin,
      threshold,
      evidence,
    },
  ];
}

/** Half sure on the border, sure at twice its distance. */
function sureness(distance: number, threshold: number): number {
  return threshold === 0 ? 1 : Math.min(1, Math.max(0.5, distance / (2 * threshold)));
}

function namesOf({ name }: ComplexityRule) {
  const key = `complexity:${name}`;
  return {
    rule: name,
    easy: `${name}:easy`,
    medium: `${name}:medium`,
    hard: `${name}:hard`,
    hardScore: `${key}:text_hard_score`,
    easyScore: `${key}:text_easy_score`,
    hardRaw: `${key}:text_hard_raw`,
    easyRaw: `${key}:text_easy_raw`,
    textMargin: `${key}:text_margin`,
    margin: `${key}:margin`,
  };
}

type Names = ReturnType<typeof namesOf>;
