import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';

/** `routing.signals_input`: what signals read of a request. */
export const signalsInput = section({
  follow_up: section({
    mode: choice(['off', 'window'])
      .optional()
      .describe('`window`: a short question is read together with the one before; omitted: off'),
    max_chars: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe('Most characters of both together; omitted: 600'),
    min_units: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'Words, or characters of Chinese, Japanese and Korean, that stand alone; omitted: 8',
      ),
  }).optional(),
  window: section({
    strategy: choice(['head_mid_tail', 'max_pool', 'first'])
      .optional()
      .describe('Which parts of a long prompt are embedded; omitted: head_mid_tail'),
    max_tokens: z
      .int()
      .min(16)
      .max(100_000)
      .optional()
      .describe('Tokens of all parts together, with `max_pool` of each; omitted: 512'),
  }).optional(),
});

export type SignalsInput = z.output<typeof signalsInput>;
