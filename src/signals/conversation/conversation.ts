import { testPredicate } from '../../lib/numeric-predicate.ts';
import type { RequestFacts, RequestView } from '../../protocols/canonical.ts';
import type { CheapSignal } from '../signal.ts';
import type { ConversationRule } from './schema.ts';

type Source = ConversationRule['feature']['source'];
type Count = (view: RequestView) => number;

const aboveZero = { gt: 0 };

/** Matches by what the conversation is made of: turns, tools, media, wanted answer. */
export function createConversationSignal(rules: readonly ConversationRule[]): CheapSignal {
  const compiled = rules.map(({ name, feature, predicate = aboveZero }) => ({
    name,
    count: feature.type === 'count' ? countOf(feature.source) : existsOf(feature.source),
    predicate,
  }));
  return {
    cost: 'cheap',
    evaluate(view) {
      return compiled.map(({ name, count, predicate }) => {
        const value = count(view);
        const isMatch = testPredicate(predicate, value);
        return { name, isMatch, confidence: isMatch ? 1 : 0, value };
      });
    },
  };
}

function existsOf(source: Source): Count {
  const count = countOf(source);
  return (view) => (count(view) > 0 ? 1 : 0);
}

function countOf(source: Source): Count {
  return source.type === 'message' ? messageCounts[source.role ?? ''] : counts[source.type];
}

const messageCounts: Record<NonNullable<Source['role']>, Count> = {
  '': ({ messages }) => messages.length,
  user: ({ facts }) => facts.messageCounts.user,
  assistant: ({ facts }) => facts.messageCounts.assistant,
  system: ({ facts }) => facts.messageCounts.system,
  developer: ({ facts }) => facts.messageCounts.developer,
  tool: ({ facts }) => facts.messageCounts.tool + facts.messageCounts.function,
  non_user: ({ messages, facts }) => messages.length - facts.messageCounts.user,
};

const structuredFormats = new Set<string | undefined>(['json_object', 'json_schema']);

const counts: Record<Exclude<Source['type'], 'message'>, Count> = {
  turn: countTurns,
  tool_definition: ({ facts }) => facts.toolDefinitions,
  assistant_tool_call: ({ facts }) => facts.assistantToolCalls,
  assistant_tool_cycle: ({ facts }) => facts.toolResults,
  active_tool_loop: ({ facts }) => Number(isInToolLoop(facts)),
  distinct_tool: ({ facts }) => facts.distinctTools,
  tool_error: ({ facts }) => facts.toolErrors,
  image_content: ({ facts }) => facts.images,
  file_content: ({ facts }) => facts.files,
  audio_content: ({ facts }) => facts.audioParts,
  response_format: ({ facts }) => Number(structuredFormats.has(facts.responseFormat)),
  reasoning_effort: ({ facts }) => Number(facts.reasoningEffort !== undefined),
  stream: ({ facts }) => Number(facts.isStreaming),
};

function isInToolLoop(facts: RequestFacts): boolean {
  return (
    facts.isLastMessageToolResult ||
    facts.isLastUserAfterToolResult ||
    facts.assistantToolCalls > facts.toolResults
  );
}

/** User messages in a row are one turn. */
function countTurns({ messages }: RequestView): number {
  let turns = 0;
  for (let index = 0; index < messages.length; index += 1) {
    const isUser = messages[index]?.role === 'user';
    if (isUser && messages[index - 1]?.role !== 'user') turns += 1;
  }
  return turns;
}
