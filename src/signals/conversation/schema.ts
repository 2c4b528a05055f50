import { z } from 'zod';
import { numericPredicate } from '../../lib/numeric-predicate.ts';

const roles = ['user', 'assistant', 'system', 'developer', 'tool', 'non_user', ''] as const;

const sources = [
  'message',
  'turn',
  'tool_definition',
  'assistant_tool_call',
  'assistant_tool_cycle',
  'active_tool_loop',
  'distinct_tool',
  'tool_error',
  'image_content',
  'file_content',
  'audio_content',
  'response_format',
  'reasoning_effort',
  'stream',
] as const;

/** A number read off the shape of the conversation, and the bounds that make it match. */
export const conversationRule = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    feature: z.strictObject({
      type: z.enum(['count', 'exists']),
      source: z.strictObject({
        type: z.enum(sources),
        role: z.enum(roles).optional().describe('For `message` only; omitted: every role'),
      }),
    }),
    predicate: numericPredicate.optional().describe('Omitted: matches when the value is above 0'),
  })
  .superRefine(({ feature, predicate }, context) => {
    if (feature.source.role && feature.source.type !== 'message') {
      context.addIssue({
        code: 'custom',
        path: ['feature', 'source', 'role'],
        message: `\`${feature.source.type}\` takes no \`role\`, use \`message\` or remove it`,
      });
    }
    if (feature.type === 'exists' && predicate !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['predicate'],
        message: '`exists` takes no predicate, use `count` or remove it',
      });
    }
  });

export type ConversationRule = z.output<typeof conversationRule>;
