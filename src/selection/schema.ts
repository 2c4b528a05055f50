import { z } from 'zod';
import { httpUrl } from '../lib/http-url.ts';
import { choice, mark, section, text } from '../lib/schema-marks.ts';

const maxListed = 1000;
const weightTolerance = 1e-6;

const fraction = z.number().min(0).max(1);
const notNegative = z.number().min(0);
const percentile = z.number().min(1).max(100);
const count = z.int().min(1);
const modelName = z.string().min(1);
const skipOrFail = z.enum(['skip', 'fail']);

const multiFactor = section({
  weights: mark(
    section({
      quality: notNegative.optional(),
      latency: notNegative.optional(),
      cost: notNegative.optional(),
      load: notNegative.optional(),
    }).superRefine((weights, context) => {
      const given = Object.values(weights);
      if (given.length === 0 || given.some((weight) => weight !== 0)) return;
      const message = 'are all zero, so no model is better than another, raise one';
      context.addIssue({ code: 'custom', message });
    }),
    { isEmptyUnset: true },
  )
    .optional()
    .describe('Shares of what counts, scaled to a sum of 1; omitted: all the same'),
  slo: section({
    max_tpot_ms: notNegative.optional(),
    max_ttft_ms: notNegative.optional(),
    max_cost_per_1m: notNegative.optional(),
    max_inflight: z.int().min(0).optional(),
  })
    .optional()
    .describe('What a model may not exceed; 0: no limit'),
  latency_percentile: percentile.optional().describe('Omitted: 95'),
  on_no_candidates: z.enum(['cheapest', 'first', 'fail']).optional().describe('Omitted: cheapest'),
});

const latencyAware = section({
  tpot_percentile: percentile.optional().describe('Of the time per token of an answer'),
  ttft_percentile: percentile.optional().describe('Of the time until the first token'),
  description: text(z.string()).optional(),
}).superRefine(({ tpot_percentile, ttft_percentile }, context) => {
  if (tpot_percentile !== undefined || ttft_percentile !== undefined) return;
  const message = 'compares nothing, add `tpot_percentile`, `ttft_percentile` or both';
  context.addIssue({ code: 'custom', message, params: { code: 'missing_field' } });
});

const routerDc = section({
  temperature: z.number().gt(0).optional().describe('Omitted: 0.07'),
  dimension_size: count.optional().describe('Omitted: 768'),
  min_similarity: fraction.optional().describe('Omitted: 0.3'),
  use_query_contrastive: z.boolean().optional(),
  use_model_contrastive: z.boolean().optional(),
  require_descriptions: z.boolean().optional(),
  use_capabilities: z.boolean().optional().describe('Omitted: true'),
});

const automix = section({
  verification_threshold: fraction.optional().describe('Omitted: 0.7'),
  max_escalations: z.int().min(0).optional().describe('Omitted: 2'),
  cost_aware_routing: z.boolean().optional().describe('Omitted: true'),
  cost_quality_tradeoff: fraction.optional().describe('Omitted: 0.3'),
  discount_factor: fraction.optional().describe('Omitted: 0.95'),
  use_logprob_verification: z.boolean().optional().describe('Omitted: true'),
});

const hybrid = section({
  experience_weight: fraction.optional().describe('Omitted: 0.3'),
  router_dc_weight: fraction.optional().describe('Omitted: 0.3'),
  automix_weight: fraction.optional().describe('Omitted: 0.2'),
  cost_weight: fraction.optional().describe('Omitted: 0.2'),
  quality_gap_threshold: notNegative.optional().describe('Omitted: 0.1'),
  normalize_scores: z.boolean().optional().describe('Omitted: true'),
});

const prompt = section({
  model: modelName.describe('Chooses among the candidates'),
  instructions: text(
    z.string().refine((value) => value.trim() !== '', 'is empty, say how to choose'),
  ),
  timeout_seconds: notNegative.optional().describe('Omitted: 5'),
});

const confidence = section({
  confidence_method: z
    .enum(['avg_logprob', 'margin', 'hybrid', 'self_verify', 'automix_entailment'])
    .optional()
    .describe('Omitted: avg_logprob'),
  threshold: fraction.optional().describe('An answer that reaches it is taken'),
  hybrid_weights: section({
    logprob_weight: fraction.optional().describe('Omitted: 0.5'),
    margin_weight: fraction.optional().describe('Omitted: 0.5'),
  }).optional(),
  escalation_order: z
    .enum(['size', 'small_to_large', 'declared', 'cost', 'automix'])
    .optional()
    .describe('Omitted: size'),
  cost_quality_tradeoff: fraction.optional().describe('For the order `automix`; omitted: 0.3'),
  token_filter: z.enum(['all', 'tool_call_args']).optional().describe('Omitted: all'),
  on_error: skipOrFail.optional().describe('Omitted: skip'),
  verifier_server_url: mark(z.string(), { standIn: 'http://unset.invalid' }).optional(),
  verifier_timeout_seconds: z.int().min(0).optional().describe('0 and omitted: 60'),
}).superRefine((settings, context) => {
  const { confidence_method: method = 'avg_logprob', hybrid_weights: weights } = settings;
  checkHybridWeights({ method, weights, context });
  checkVerifier({ method, url: settings.verifier_server_url ?? '', context });
});

interface MethodCheck {
  readonly method: string;
  readonly context: z.core.$RefinementCtx;
}

function checkHybridWeights({
  method,
  weights,
  context,
}: MethodCheck & {
  readonly weights:
    | { readonly logprob_weight?: number | undefined; readonly margin_weight?: number | undefined }
    | undefined;
}): void {
  if (weights === undefined) return;
  const path = ['hybrid_weights'];
  if (method !== 'hybrid') {
    const message = `is not read by \`${method}\`, write \`confidence_method: hybrid\` or remove it`;
    context.addIssue({ code: 'custom', path, message });
    return;
  }
  const { logprob_weight = 0.5, margin_weight = 0.5 } = weights;
  const sum = logprob_weight + margin_weight;
  if (Math.abs(sum - 1) <= weightTolerance) return;
  const message = `must have a sum of 1, \`logprob_weight\` ${logprob_weight} and \`margin_weight\` ${margin_weight} have ${Number(sum.toFixed(6))}`;
  context.addIssue({ code: 'custom', path, message });
}

function checkVerifier({ method, url, context }: MethodCheck & { readonly url: string }): void {
  const path = ['verifier_server_url'];
  const isUsed = method === 'automix_entailment';
  if (url === '') {
    if (!isUsed) return;
    const message = 'is missing, `automix_entailment` asks the server there';
    context.addIssue({ code: 'custom', path, message, params: { code: 'missing_field' } });
    return;
  }
  if (!isUsed) {
    const message = `is not read by \`${method}\`, write \`confidence_method: automix_entailment\` or remove it`;
    context.addIssue({ code: 'custom', path, message });
    return;
  }
  const issues = httpUrl.safeParse(url).error?.issues ?? [];
  for (const { message } of issues) context.addIssue({ code: 'custom', path, message });
  if (issues.length === 0 && new URL(url).search !== '') {
    context.addIssue({ code: 'custom', path, message: 'has a query, remove it' });
  }
}

const ratings = section({
  max_concurrent: count.optional().describe('Omitted: all'),
  on_error: skipOrFail.optional().describe('Omitted: skip'),
});

const remom = section({
  breadth_schedule: z
    .array(count)
    .min(1)
    .max(maxListed)
    .describe('Answers of each round; one more round joins them'),
  model_distribution: z
    .enum(['weighted', 'equal', 'round_robin', 'first_only'])
    .optional()
    .describe('Omitted: weighted'),
  temperature: notNegative.optional().describe('Omitted: 1'),
  include_reasoning: z.boolean().optional(),
  compaction_strategy: z.enum(['full', 'last_n_tokens']).optional().describe('Omitted: full'),
  compaction_tokens: z.int().min(0).optional().describe('Omitted: 1000'),
  synthesis_template: text(z.string()).optional(),
  synthesis_model: modelName.optional().describe('One of the candidates'),
  max_concurrent: count.optional(),
  max_completion_tokens: count.optional(),
  round_timeout_seconds: count.optional(),
  min_successful_responses: count.optional(),
  max_responses_per_round: count.optional(),
  shuffle_seed: z.int().optional().describe('Omitted: 42'),
  include_intermediate_responses: z.boolean().optional().describe('Omitted: true'),
  on_error: skipOrFail.optional().describe('Omitted: skip'),
});

const grounding = section({
  enabled: z.boolean().optional(),
  reference: z.enum(['hybrid', 'context', 'panel']).optional().describe('Omitted: hybrid'),
  policy: z.enum(['weight', 'annotate', 'filter']).optional().describe('Omitted: weight'),
  min_score: fraction.optional().describe('Omitted: 0'),
  min_keep: z.int().min(0).optional().describe('Omitted: 1'),
  nli_contradiction_penalty: notNegative.optional().describe('Omitted: 1'),
  on_error: skipOrFail.optional().describe('Omitted: as the algorithm'),
});

const fusion = section({
  model: modelName.optional().describe('The judge; omitted: the first of the panel'),
  analysis_models: z
    .array(modelName)
    .max(maxListed)
    .optional()
    .describe('The panel; omitted: the candidates'),
  analysis_overrides: z
    .array(
      section({
        model: modelName,
        temperature: notNegative.optional(),
        max_completion_tokens: count.optional(),
      }),
    )
    .max(maxListed)
    .superRefine((overrides, context) => {
      reportRepeated(
        overrides.map(({ model }) => model),
        { context, pathOf: (index) => [index, 'model'] },
      );
    })
    .optional(),
  max_concurrent: count.optional().describe('Omitted: the whole panel'),
  max_completion_tokens: count.optional(),
  round_timeout_seconds: count.optional(),
  min_successful_responses: count.optional().describe('Omitted: the whole panel'),
  temperature: notNegative.optional(),
  include_analysis: z.boolean().optional().describe('Omitted: true'),
  include_intermediate_responses: z.boolean().optional().describe('Omitted: true'),
  on_error: skipOrFail.optional().describe('Omitted: skip'),
  analysis_template: text(z.string()).optional(),
  synthesis_template: text(z.string()).optional(),
  judge_prompt_version: choice(['fusion-v1']).optional(),
  grounding: grounding.optional(),
});

const role = section({
  name: z.string().min(1),
  models: z
    .array(modelName)
    .min(1)
    .max(maxListed)
    .superRefine((models, context) => {
      reportRepeated(models, { context, pathOf: (index) => [index] });
    })
    .describe('Of the candidates'),
  prompt: text(z.string()).optional(),
  access_list: z
    .array(z.string().min(1))
    .max(maxListed)
    .optional()
    .describe('Whose answers it sees; omitted: all earlier ones, empty: none'),
});

const workflows = section({
  mode: z.enum(['static', 'dynamic']).optional().describe('Omitted: static'),
  template: z.string().optional().describe('Omitted: micro_agent'),
  roles: z.array(role).max(maxListed).optional().describe('The steps of `static`'),
  planner: section({ model: modelName, max_completion_tokens: count.optional() })
    .optional()
    .describe('Plans the steps of `dynamic`'),
  final: section({
    model: modelName.optional().describe('One of the candidates'),
    prompt: text(z.string()).optional(),
  }).optional(),
  max_steps: count.optional().describe('Omitted: 3'),
  max_parallel: count.optional().describe('Omitted: 2'),
  max_completion_tokens: count.optional(),
  round_timeout_seconds: count.optional(),
  min_successful_responses: count.optional(),
  temperature: notNegative.optional(),
  include_intermediate_responses: z.boolean().optional().describe('Omitted: true'),
  on_error: skipOrFail.optional().describe('Omitted: fail'),
}).superRefine(({ mode = 'static', roles = [], planner }, context) => {
  reportRepeated(
    roles.map(({ name }) => name),
    { context, pathOf: (index) => ['roles', index, 'name'] },
  );
  if (mode === 'static') {
    if (roles.length > 0) return;
    const message = 'is missing, `mode: static` runs its `roles` one after the other';
    const params = { code: 'missing_field' };
    context.addIssue({ code: 'custom', path: ['roles'], message, params });
    return;
  }
  if (roles.length > 0) {
    const message = 'belongs to `mode: static`, with `dynamic` the planner writes the steps';
    context.addIssue({ code: 'custom', path: ['roles'], message });
  }
  if (planner === undefined) {
    const message = 'is missing, `mode: dynamic` needs a model that plans';
    const params = { code: 'missing_field' };
    context.addIssue({ code: 'custom', path: ['planner'], message, params });
  }
});

function reportRepeated(
  names: readonly string[],
  {
    context,
    pathOf,
  }: {
    readonly context: z.core.$RefinementCtx;
    readonly pathOf: (index: number) => (string | number)[];
  },
): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    const message = `\`${name}\` is listed twice`;
    context.addIssue({ code: 'custom', path: pathOf(index), message });
  }
}

/** Settings of the algorithms that have some; their block in a decision is called like the type. */
export const algorithmBlocks = {
  multi_factor: multiFactor,
  latency_aware: latencyAware,
  router_dc: routerDc,
  hybrid,
  automix,
  prompt,
  confidence,
  ratings,
  remom,
  fusion,
  workflows,
} as const;

type BlockType = keyof typeof algorithmBlocks;

/** Algorithms on trained files, whose settings are global. */
const trainedTypes = ['knn', 'kmeans', 'svm', 'mlp'] as const;

const removedAlgorithms = {
  session_aware: 'global.router.learning.protection',
  elo: 'global.router.learning.adaptation',
  rl_driven: 'global.router.learning.adaptation',
  gmtrouter: 'global.router.learning.adaptation',
  bandit: 'global.router.learning.adaptation',
  personalization: 'global.router.learning.adaptation',
} as const;

/** Blocks of other types, and of types without one. */
function foreignBlocks(own?: BlockType) {
  const others = (Object.keys(algorithmBlocks) as BlockType[]).filter((type) => type !== own);
  return {
    ...Object.fromEntries(
      others.map((type) => [type, `it belongs to \`type: ${type}\`, change \`type\` or remove it`]),
    ),
    static: '`static` has no settings, remove it',
    ...Object.fromEntries(
      trainedTypes.map((type) => [type, 'move it to `global.router.model_selection.ml`']),
    ),
  };
}

function withoutBlock<const Types extends readonly string[]>(
  type: z.ZodEnum<{ [Type in Types[number]]: Type }>,
) {
  return section(
    { type, on_error: skipOrFail.optional() },
    { replaced: removedAlgorithms, misplaced: foreignBlocks() },
  );
}

function withBlock<
  const Type extends BlockType,
  Block extends z.ZodType,
  OnError extends z.ZodType,
>(name: Type, { block, onError }: { readonly block: Block; readonly onError: OnError }) {
  const fields = {
    type: choice([name], { inactiveWords: [name] }),
    [name]: block,
    on_error: onError,
  };
  return section(
    fields as unknown as {
      type: z.ZodEnum<{ [Name in Type]: Name }>;
      on_error: OnError;
    } & { [Name in Type]: Block },
    { replaced: removedAlgorithms, misplaced: foreignBlocks(name) },
  );
}

const selectorOnError = skipOrFail.optional();
const promptOnError = z.enum(['fallback']).optional();
/** Accepted beside the one in the block, which counts. */
const outerOnError = z
  .enum(['skip', 'fail', 'fallback'])
  .optional()
  .describe('Without effect, the one in the block counts');

/** How a decision chooses among its models, or has several of them work together. */
export const algorithm = mark(
  z.discriminatedUnion('type', [
    withoutBlock(choice(['static'])),
    withoutBlock(choice(trainedTypes, { inactiveWords: trainedTypes })),
    withBlock('multi_factor', { block: multiFactor.optional(), onError: selectorOnError }),
    withBlock('latency_aware', { block: latencyAware, onError: selectorOnError }),
    withBlock('router_dc', { block: routerDc.optional(), onError: selectorOnError }),
    withBlock('hybrid', { block: hybrid.optional(), onError: selectorOnError }),
    withBlock('automix', { block: automix.optional(), onError: selectorOnError }),
    withBlock('prompt', { block: prompt, onError: promptOnError }),
    withBlock('confidence', { block: confidence.optional(), onError: outerOnError }),
    withBlock('ratings', { block: ratings.optional(), onError: outerOnError }),
    withBlock('remom', { block: remom, onError: outerOnError }),
    withBlock('fusion', { block: fusion.optional(), onError: outerOnError }),
    withBlock('workflows', { block: workflows, onError: outerOnError }),
  ]),
  { replaced: removedAlgorithms },
);

export type Algorithm = z.output<typeof algorithm>;
