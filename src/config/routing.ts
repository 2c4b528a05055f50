import { z } from 'zod';
import { decision } from '../decisions/schema.ts';
import { section, text } from '../lib/schema-marks.ts';
import {
  laterCollections,
  type SignalType,
  signalCollections,
  signalSchemas,
} from '../signals/schemas.ts';

const maxCards = 10_000;
const maxRules = 10_000;
const maxDecisions = 10_000;

const fraction = z.number().min(0).max(1);

const modelCard = section({
  name: z.string().min(1),
  description: text(z.string()).optional(),
  capabilities: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  param_size: z.string().optional().describe('E.g. `8b`'),
  context_window_size: z.int().min(1).optional().describe('Tokens'),
  quality_score: fraction.optional(),
  modality: z
    .enum(['text', 'ar', 'diffusion', 'omni', 'both', 'multimodal'])
    .optional()
    .describe('Omitted: text'),
  loras: z
    .array(section({ name: z.string().min(1), description: text(z.string()).optional() }))
    .default([])
    .describe('Adapters that can be asked for by name'),
});

export type ModelCard = z.output<typeof modelCard>;

type RuleLists = {
  [T in SignalType as (typeof signalCollections)[T]]: z.ZodDefault<
    z.ZodArray<(typeof signalSchemas)[T]>
  >;
};

const ruleLists = Object.fromEntries(
  (Object.keys(signalSchemas) as SignalType[]).map((type) => [
    signalCollections[type],
    // Patterns and examples are full of `$`, so nothing in a rule is expanded but numbers and words.
    text(z.array<z.ZodType>(signalSchemas[type]).max(maxRules)).default([]),
  ]),
) as unknown as RuleLists;

const signals = section(ruleLists, {
  later: Object.values(laterCollections),
  replaced: {
    category_kb: 'a rule under `kb` and `global.model_catalog.kbs`',
    taxonomy: 'a rule under `kb` and `global.model_catalog.kbs`',
  },
});

/** How decisions that match are ranked. */
export const strategy = z.enum(['priority', 'confidence']);

/** Models, signals and decisions of a policy. */
export const routing = section(
  {
    strategy: strategy.optional().describe('Omitted: `global.router.strategy`'),
    modelCards: z.array(modelCard).max(maxCards).default([]),
    signals: signals.prefault({}),
    decisions: z.array(decision).max(maxDecisions).default([]),
  },
  { later: ['projections'], replaced: { models: 'modelCards' } },
);
