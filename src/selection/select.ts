import type { ReasoningMode } from '../backends/reasoning.ts';
import type { DecisionMatch } from '../decisions/decision.ts';
import type { Decision } from '../decisions/schema.ts';
import { fastResponseOf } from '../plugins/fast-response/fast-response.ts';

/** Why no decision chose the model. */
type FallbackReason = 'no_decision_matched';

/** The model that a request goes to. */
export interface Selection {
  /** Empty where the decision answers by itself. */
  readonly model: string;
  readonly method: 'static' | 'default' | 'keep_current_model' | 'none';
  /** Absent when no decision says anything about reasoning. */
  readonly reasoning: ReasoningMode | undefined;
  readonly fallbackReason: FallbackReason | undefined;
}

interface SelectorOptions {
  readonly decisions: readonly Decision[];
  readonly defaultModel: string | undefined;
  readonly defaultEffort: string;
}

/** In the place of a model where none is asked. */
const noModel: Selection = {
  model: '',
  method: 'none',
  reasoning: undefined,
  fallbackReason: undefined,
};

/**
 * Prepares the choice of every decision. The result maps a match, or none, to a model; undefined
 * when neither the decision nor the configuration names one. The model that a session has now is
 * taken where the decision knows it.
 */
export function createSelector({
  decisions,
  defaultModel,
  defaultEffort,
}: SelectorOptions): (
  match: DecisionMatch | undefined,
  currentModel?: string,
) => Selection | undefined {
  const unmatched: Selection | undefined =
    defaultModel === undefined
      ? undefined
      : {
          model: defaultModel,
          method: 'default',
          reasoning: undefined,
          fallbackReason: 'no_decision_matched',
        };
  // A decision without models that asks one does not pass validation.
  const chosen = new Map(decisions.map((decision) => [decision, choices(decision, defaultEffort)]));
  return (match, currentModel) => {
    if (match === undefined) return unmatched;
    const candidates = chosen.get(match.decision);
    const current =
      currentModel === undefined
        ? undefined
        : candidates?.find(({ model }) => model === currentModel);
    if (current !== undefined) return { ...current, method: 'keep_current_model' };
    return candidates?.[0];
  };
}

/** The candidates as selections; `static` takes the first. */
function choices(decision: Decision, defaultEffort: string): readonly Selection[] {
  if (decision.action.type === 'block' || fastResponseOf(decision.plugins) !== undefined) {
    return [noModel];
  }
  return decision.modelRefs.map((ref) => ({
    model: ref.lora_name ?? ref.model,
    method: 'static',
    reasoning: { isOn: ref.use_reasoning, effort: ref.reasoning_effort ?? defaultEffort },
    fallbackReason: undefined,
  }));
}
