import type { JsonObject } from '../protocols/canonical.ts';
import type { ReasoningDialect } from './providers.ts';

/** How a model family is told to think: which field, and of what type. */
export interface ReasoningFamily {
  readonly name: string;
  readonly type: 'chat_template_kwargs' | 'reasoning_effort' | 'top_level_reasoning_effort';
  readonly parameter: string;
}

/** What a decision says about reasoning. */
export interface ReasoningMode {
  readonly isOn: boolean;
  readonly effort: string;
}

interface ReasoningRequest {
  readonly family: ReasoningFamily;
  readonly dialect: ReasoningDialect;
  readonly mode: ReasoningMode;
  readonly body: JsonObject;
}

/** Top-level fields to set, or to remove (`undefined`), in the upstream request. */
export type FieldEdits = Readonly<Record<string, unknown>>;

/**
 * The fields that switch reasoning on or off for one model family at one provider. The client's own
 * `reasoning_effort` gives way to the decision when reasoning is on and is restored where the
 * provider reads it when reasoning is off; none is invented.
 */
export function reasoningEdits({ family, dialect, mode, body }: ReasoningRequest): FieldEdits {
  const clientEffort = body.reasoning_effort ?? undefined;
  const kwargs = { ...(body.chat_template_kwargs as JsonObject | null | undefined) };
  if (dialect === 'deepseek') {
    return {
      chat_template_kwargs: undefined,
      thinking: { type: mode.isOn ? 'enabled' : 'disabled' },
      reasoning_effort: mode.isOn ? mode.effort : undefined,
    };
  }
  const effort = mode.isOn ? mode.effort : clientEffort;
  switch (family.type) {
    case 'chat_template_kwargs':
      return withKwargs(
        { ...kwargs, [family.parameter]: mode.isOn },
        {
          reasoning_effort: undefined,
        },
      );
    case 'top_level_reasoning_effort':
      return withKwargs(without(kwargs, family.parameter), { reasoning_effort: effort });
    case 'reasoning_effort':
      return effortEdits({ parameter: family.parameter, dialect, kwargs, effort });
  }
}

interface EffortRequest {
  readonly parameter: string;
  readonly dialect: Exclude<ReasoningDialect, 'deepseek'>;
  readonly kwargs: JsonObject;
  readonly effort: unknown;
}

function effortEdits({ parameter, dialect, kwargs, effort }: EffortRequest): FieldEdits {
  switch (dialect) {
    case 'openai':
      return { reasoning_effort: undefined, [parameter]: effort };
    case 'openrouter':
      return {
        reasoning_effort: undefined,
        reasoning: effort === undefined ? undefined : { effort },
      };
    case 'chat-template': {
      const others = without(kwargs, parameter);
      return withKwargs(effort === undefined ? others : { ...others, [parameter]: effort }, {
        reasoning_effort: undefined,
      });
    }
  }
}

function withKwargs(kwargs: JsonObject, edits: FieldEdits): FieldEdits {
  const isEmpty = Object.keys(kwargs).length === 0;
  return { ...edits, chat_template_kwargs: isEmpty ? undefined : kwargs };
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}
