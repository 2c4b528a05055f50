import { z } from 'zod';
import { reasoningEffort } from '../backends/schema.ts';
import { choice, inactive, mark, section, text } from '../lib/schema-marks.ts';
import { pluginList } from '../plugins/schemas.ts';
import { algorithm } from '../selection/schema.ts';
import { decisionRules } from '../signals/rule-tree.ts';
import { outputContractSpec } from './output-contract/schema.ts';

const maxModelRefs = 1000;
const maxAnnotations = 32;
const maxAnnotationBytes = 4096;
const maxContractLength = 2000;

const modelRef = section({
  model: z.string().min(1).describe('A model card or one of its adapters'),
  lora_name: z.string().min(1).optional().describe('An adapter of that card'),
  weight: inactive(z.number().min(0)).optional().describe('For algorithms that share requests out'),
  use_reasoning: z.boolean().default(false),
  reasoning_effort: reasoningEffort.optional(),
  reasoning_description: inactive(text(z.string())).optional().describe('Copied to records'),
});

const annotations = text(z.record(z.string(), z.unknown())).superRefine((notes, context) => {
  const count = Object.keys(notes).length;
  const bytes = new TextEncoder().encode(JSON.stringify(notes)).length;
  if (count > maxAnnotations) {
    context.addIssue({
      code: 'custom',
      message: `has ${count} keys, at most ${maxAnnotations} are kept`,
    });
  }
  if (bytes > maxAnnotationBytes) {
    context.addIssue({
      code: 'custom',
      message: `takes ${bytes} bytes as JSON, at most ${maxAnnotationBytes} are kept`,
    });
  }
});

const adaptationMode = z.enum(['apply', 'observe', 'bypass']);

/** How far router learning may change a decision. */
const adaptations = section({
  mode: adaptationMode.optional().describe('Omitted: `apply`'),
  adaptation: section({
    mode: adaptationMode.optional(),
    candidate_set: z.enum(['decision', 'tier', 'global']).optional(),
  }).optional(),
  protection: section({
    mode: adaptationMode.optional(),
    stability_weight: z.number().min(0).optional(),
    switch_margin: z.number().min(0).optional(),
  }).optional(),
}).superRefine(({ mode = 'apply', adaptation, protection }, context) => {
  const modes = adaptationMode.options;
  for (const [key, part] of Object.entries({ adaptation, protection })) {
    if (part?.mode === undefined || modes.indexOf(part.mode) >= modes.indexOf(mode)) continue;
    context.addIssue({
      code: 'custom',
      path: [key, 'mode'],
      message: `\`${part.mode}\` does more than the decision's \`mode: ${mode}\` allows`,
    });
  }
});

const maxBoosts = 1000;

const boosts = z
  .record(
    z.string().regex(/^[a-z_]+:./, 'is no signal, write `type:name`'),
    z
      .number()
      .min(-1)
      .max(1)
      .refine((amount) => amount !== 0, 'changes nothing, remove it'),
  )
  .superRefine((signals, context) => {
    const count = Object.keys(signals).length;
    if (count === 0) context.addIssue({ code: 'custom', message: 'is empty, name a signal' });
    if (count > maxBoosts) {
      const message = `has ${count} signals, at most ${maxBoosts} are changed`;
      context.addIssue({ code: 'custom', message });
    }
  });

const actionForms = z.discriminatedUnion('type', [
  section({ type: z.literal('route') }),
  section({
    type: z.literal('block'),
    status: z
      .int()
      .refine(
        (status) => status === 200 || (status >= 400 && status <= 499),
        'must be 200, or from 400 to 499',
      )
      .default(403)
      .describe('200: an answer whose text is `message`, and whose end is `content_filter`'),
    message: text(z.string().refine((value) => value.trim() !== '', 'is empty, write the answer'))
      .default('this request is not allowed')
      .describe('What the client reads'),
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be lower-case letters, digits and `_`')
      .default('request_blocked')
      .describe('Of the error that the client gets'),
  }),
  section({
    type: z.literal('boost'),
    signals: boosts.describe('`type:name` -> what is added to its confidence, from -1 to 1'),
  }),
  section({ type: z.literal('fallthrough') }),
]);

const actionWord = choice(['route', 'block', 'fallthrough'])
  .transform((type): z.input<typeof actionForms> => ({ type }))
  .pipe(actionForms);

/** What a decision does when it matches: choose a model, refuse, or let the others decide. */
const action = mark(z.union([actionWord, actionForms]), {
  choose: (value) => (typeof value === 'string' ? 0 : 1),
});

const emit = section({
  kind: z.literal('retention'),
  retention: section({
    drop: inactive(z.boolean()).optional().describe('The answer is not kept in the cache'),
    ttl_turns: inactive(z.int().min(0)).optional().describe('Turns for which the answer is kept'),
    keep_current_model: z
      .boolean()
      .optional()
      .describe('The model that a session had before stays, where it is a candidate'),
    prefer_prefix_retention: z.boolean().optional().describe('A hint in the headers'),
  }).refine(
    ({ drop, ttl_turns = 0 }) => drop !== true || ttl_turns === 0,
    'drops what `ttl_turns` would keep, remove one of them',
  ),
});

const emits = z
  .array(emit)
  .refine(
    (list) => new Set(list.map(({ kind }) => kind)).size === list.length,
    'has a kind twice, keep one of them',
  );

/** Kept for the language that it comes from; `modelRefs` alone decides. */
const candidateIteration = section({
  variable: z.string().min(1),
  source: z.enum(['decision.candidates', 'models']),
  models: z.array(modelRef).max(maxModelRefs).optional(),
  outputs: z.array(section({ type: z.literal('model'), value: z.string().min(1) })).optional(),
}).superRefine(({ source, models = [], variable, outputs = [] }, context) => {
  if (source === 'models' && models.length === 0) {
    context.addIssue({ code: 'custom', path: ['models'], message: 'is missing, list the models' });
  }
  for (const [index, { value }] of outputs.entries()) {
    if (value === variable) continue;
    const message = `\`${value}\` is not the variable \`${variable}\``;
    context.addIssue({ code: 'custom', path: ['outputs', index, 'value'], message });
  }
});

/** When its rules match, requests go to its models. */
export const decision = section(
  {
    name: z.string().min(1),
    description: text(z.string()).optional(),
    priority: z.int().min(0).default(0).describe('Higher wins'),
    tier: z.int().min(0).default(0).describe('Lower wins, before priority; 0 comes last'),
    rules: decisionRules.optional().describe('Omitted: always matches'),
    action: action
      .default({ type: 'route' })
      .describe('`boost` and `fallthrough` leave the choice to the decisions that come after'),
    modelRefs: z.array(modelRef).max(maxModelRefs).default([]).describe('Candidates, best first'),
    algorithm: algorithm.default({ type: 'static' }).describe('Chooses among the candidates'),
    annotations: annotations.optional().describe('Copied to records, never interpreted'),
    plugins: pluginList.default([]).describe('What happens besides'),
    adaptations: inactive(adaptations).optional(),
    emits: emits.optional(),
    candidateIterations: inactive(z.array(candidateIteration)).optional(),
    output_contract: text(z.string().max(maxContractLength))
      .optional()
      .describe('Added to the system message'),
    output_contract_spec: outputContractSpec.optional(),
  },
  {
    replaced: {
      modelSelectionAlgorithm: 'algorithm',
      tool_scope: 'a plugin of type `tools`',
      allow_tools: 'a plugin of type `tools`',
      block_tools: 'a plugin of type `tools`',
    },
  },
);

export type Decision = z.output<typeof decision>;
