import { z } from 'zod';
import { nearestName } from '../../lib/nearest-name.ts';
import { createMask } from '../../models/pii/mask.ts';
import { PII_TYPES, type PiiEntity, type PiiType } from '../../models/pii/pii-types.ts';
import type { PiiFinding } from '../../models/text-models.ts';
import { fraction, inputText, listOf } from '../request-body.ts';

const HIDDEN = '[DETECTED]';
const types: ReadonlySet<string> = new Set(PII_TYPES);

/** An entity type in any case; a misspelt one is refused, since it would find nothing. */
const piiType = z
  .string()
  .transform((name) => name.toUpperCase())
  .refine((name): name is PiiType => types.has(name), {
    error: ({ input }) => {
      const nearest = nearestName(String(input), PII_TYPES);
      return `unknown entity type${nearest === undefined ? '' : `, did you mean \`${nearest}\`?`}`;
    },
  });

export const piiOptions = z.strictObject({
  entity_types: listOf(piiType, 100).default([]),
  confidence_threshold: fraction.optional(),
  return_positions: z.boolean().default(false),
  mask_entities: z.boolean().default(false),
  reveal_entity_text: z.boolean().default(false),
});

export const piiBody = z.strictObject({ text: inputText, options: piiOptions.prefault({}) });

interface PiiOptions extends z.output<typeof piiOptions> {
  readonly text: string;
  /** 0..1, when the request names none. */
  readonly threshold: number;
}

/** Offsets are UTF-16 code units of the text as it came, end exclusive. */
export function piiAnswer({ entities, isComplete }: PiiFinding, options: PiiOptions) {
  const { text, entity_types, mask_entities } = options;
  const threshold = options.confidence_threshold ?? options.threshold;
  const found = entities.filter(
    ({ type, confidence }) =>
      confidence >= threshold && (entity_types.length === 0 || entity_types.includes(type)),
  );
  const masked = mask_entities ? createMask(text, found).text : undefined;
  const placeholders = masked === undefined ? [] : placeholdersIn(masked, found);
  return {
    has_pii: found.length > 0,
    entities: found.map(({ type, start, end, confidence }, index) => ({
      type,
      value: options.reveal_entity_text ? text.slice(start, end) : HIDDEN,
      confidence,
      ...(options.return_positions && { start_position: start, end_position: end }),
      ...(masked !== undefined && { masked_value: placeholders[index] }),
    })),
    ...(masked !== undefined && { masked_text: masked }),
    security_recommendation: found.length > 0 ? 'block' : 'allow',
    ...(!isComplete && { truncated: true }),
  } as const;
}

/** The text between two entities has the same length on both sides, and no placeholder holds a `]`. */
function placeholdersIn(masked: string, entities: readonly PiiEntity[]): readonly string[] {
  let copied = 0;
  let at = 0;
  return entities.map(({ start, end }) => {
    const from = at + start - copied;
    at = masked.indexOf(']', from) + 1;
    copied = end;
    return masked.slice(from, at);
  });
}
