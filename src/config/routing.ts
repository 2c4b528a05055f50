import { z } from 'zod';
import { decision } from '../decisions/schema.ts';
import { section, text } from '../lib/schema-marks.ts';
import { projections } from '../projections/schema.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import { signalsInput } from '../signals/reading/schema.ts';
import { signalSchemas } from '../signals/schemas.ts';

const maxCards = 10_000;
const maxRules = 10_000;
const maxDecisions = 10_000;
const maxRecipes = 1000;
const maxEntrypoints = 1000;

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
  (Object.keys(signalSchemas) as SignalType[]).map((type) => {
    // Patterns and examples are full of `$`, so nothing in a rule is expanded but numbers and words.
    const list = text(z.array<z.ZodType>(signalSchemas[type]).max(maxRules)).default([]);
    return [signalCollections[type], list];
  }),
) as unknown as RuleLists;

const signals = section(ruleLists, {
  replaced: {
    category_kb: 'a rule under `kb` and `global.model_catalog.kbs`',
    taxonomy: 'a rule under `kb` and `global.model_catalog.kbs`',
  },
});

/** How decisions that match are ranked. */
export const strategy = z.enum(['priority', 'confidence']);

const policy = {
  strategy: strategy.optional().describe('Omitted: `global.router.strategy`'),
  signals: signals.prefault({}),
  signals_input: signalsInput.optional().describe('What signals read of a request'),
  projections: projections.optional(),
  decisions: z.array(decision).max(maxDecisions).default([]),
};

/** The default policy, and the models that all policies share. */
export const routing = section(
  { modelCards: z.array(modelCard).max(maxCards).default([]), ...policy },
  { replaced: { models: 'modelCards' } },
);

const recipe = section({
  name: z.string().min(1),
  description: text(z.string()).optional(),
  default_model: z
    .string()
    .min(1)
    .optional()
    .describe('Takes what no decision matches; omitted: `providers.defaults.default_model`'),
  routing: section(policy, {
    misplaced: { modelCards: 'models are shared, declare them under the top-level `routing`' },
  }),
});

/** Policies that stand beside the default one and know nothing of each other. */
export const recipes = z.array(recipe).max(maxRecipes);

/** Names of models that clients ask for, and the policy behind them. */
export const entrypoints = z
  .array(
    section({
      model_names: z.array(z.string().min(1)).min(1).max(maxEntrypoints),
      recipe: z.string().min(1),
      description: text(z.string()).optional().describe('Shown by `GET /v1/models`'),
      owned_by: z.string().min(1).optional().describe('Shown by `GET /v1/models`'),
    }),
  )
  .max(maxEntrypoints);
