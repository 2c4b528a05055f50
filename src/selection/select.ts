import type { ReasoningMode } from '../backends/reasoning.ts';
import type { DecisionMatch } from '../decisions/decision.ts';
import type { Decision } from '../decisions/schema.ts';

/** Why no decision chose the model. */
type FallbackReason = 'no_decision_matched';

/** The model that a request goes to. */
export interface Selection {
  readonly model: string;
  readonly method: 'static' | 'default';
  /** Absent when no decision says anything about reasoning. */
  readonly reasoning: ReasoningMode | undefined;
  readonly fallbackReason: FallbackReason | undefined;
}

interface SelectorOptions {
  readonly decisions: readonly Decision[];
  readonly defaultModel: string | undefined;
  readonly defaultEffort: string;
}

/**
 * Prepares the choice of every decision. The result maps a match, or none, to a model; undefined
 * when neither the decision nor the configuration names one.
 */
export function createSelector({
  decisions,
  defaultModel,
  defaultEffort,
}: SelectorOptions): (match: DecisionMatch | undefined) => Selection | undefined {
  const unmatched: Selection | undefined =
    defaultModel === undefined
      ? undefined
      : {
          model: defaultModel,
          method: 'default',
          reasoning: undefined,
          fallbackReason: 'no_decision_matched',
        };
  // A decision without models does not pass validation.
  const chosen = new Map(
    decisions.map((decision) => [decision, firstModel(decision, defaultEffort)]),
  );
  return (match) => (match === undefined ? unmatched : chosen.get(match.decision));
}

/** The `static` algorithm: the first candidate. */
function firstModel({ modelRefs }: Decision, defaultEffort: string): Selection | undefined {
  const [first] = modelRefs;
  if (first === undefined) return undefined;
  return {
    model: first.lora_name ?? first.model,
    method: 'static',
    reasoning: { isOn: first.use_reasoning, effort: first.reasoning_effort ?? defaultEffort },
    fallbackReason: undefined,
  };
}
