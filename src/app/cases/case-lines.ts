import { z } from 'zod';
import { messageOfIssue } from '../../config/describe-issue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/json-value.ts';
import { CaseError, type Expectation, type RouteCase, titleOf } from './case.ts';

const name = z.string().min(1);
const signalKeys = z.array(z.string().regex(/^[a-z_]+:./, 'is no `type:name`'));

/** What a line says besides the request. */
const caseFields = z.looseObject({
  id: name.optional(),
  prompt: z.string().optional(),
  messages: z.array(z.unknown()).min(1).optional(),
  expected_decision: name.nullable().optional(),
  expected_recipe: name.optional(),
  expected_model: name.optional(),
  expected_signals: signalKeys.optional(),
  forbidden_signals: signalKeys.optional(),
  tags: z.array(name).default([]),
  pad: z
    .strictObject({ text: z.string().min(1), repeat: z.int().min(1).max(1_000_000).default(1) })
    .optional(),
});

const MAX_PADDING_CHARACTERS = 10 * 2 ** 20;

/**
 * Reads a line of `{"prompt" | "messages", "expected_decision", ...}`; undefined where it is blank.
 * Members that are no part of a case (model, tools, metadata) are sent along.
 */
export function parseCaseLine(row: string, place: string): RouteCase | undefined {
  if (row.trim() === '') return undefined;
  const parsed = caseFields.safeParse(objectOf(row, place), { error: messageOfIssue });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CaseError(place, `\`${issue?.path.join('.')}\` ${issue?.message}`);
  }
  const {
    id = place,
    prompt,
    messages,
    tags,
    pad,
    expected_decision: decision,
    expected_recipe: recipe,
    expected_model: model,
    expected_signals: signals,
    forbidden_signals: forbiddenSignals,
    ...rest
  } = parsed.data;
  if ((prompt === undefined) === (messages === undefined)) {
    throw new CaseError(place, 'needs `prompt` or `messages`');
  }
  const expected: Expectation = {
    ...(decision === undefined ? {} : { decision }),
    ...(recipe === undefined ? {} : { recipe }),
    ...(model === undefined ? {} : { model }),
    ...(signals === undefined ? {} : { signals }),
    ...(forbiddenSignals === undefined ? {} : { forbiddenSignals }),
  };
  if (Object.keys(expected).length === 0) {
    throw new CaseError(place, 'expects nothing, add `expected_decision`: a name or null');
  }
  const asked = (messages ?? [{ role: 'user', content: prompt }]) as readonly JsonValue[];
  const last = asked.at(-1);
  return {
    id,
    place,
    title: titleOf(prompt ?? (isJsonObject(last) ? last.content : last)),
    body: { ...(rest as JsonObject), messages: padded(asked, pad, place) as JsonValue },
    expected,
    tags,
  };
}

interface Pad {
  readonly text: string;
  readonly repeat: number;
}

/** The filler goes behind the text of the last message. */
function padded(
  messages: readonly JsonValue[],
  pad: Pad | undefined,
  place: string,
): readonly JsonValue[] {
  if (pad === undefined) return messages;
  if (pad.text.length * pad.repeat > MAX_PADDING_CHARACTERS) {
    throw new CaseError(place, '`pad` is longer than 10 MiB');
  }
  const filler = pad.text.repeat(pad.repeat);
  const last = messages.at(-1);
  const content = isJsonObject(last) ? last.content : undefined;
  if (typeof content === 'string') {
    return [...messages.slice(0, -1), { ...(last as JsonObject), content: content + filler }];
  }
  if (Array.isArray(content)) {
    const parts = [...content, { type: 'text', text: filler }];
    return [...messages.slice(0, -1), { ...(last as JsonObject), content: parts }];
  }
  throw new CaseError(place, '`pad` needs a text in the last message');
}

function objectOf(row: string, place: string): unknown {
  try {
    const value: unknown = JSON.parse(row);
    if (isJsonObject(value)) return value;
  } catch {
    // Reported below, together with values that are no objects.
  }
  throw new CaseError(place, 'is not a JSON object');
}
