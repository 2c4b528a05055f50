import { z } from 'zod';
import { choice, inactive, section } from '../../lib/schema-marks.ts';
import { strategy } from '../routing.ts';
import { learning } from './learning.ts';
import { modelSelection } from './model-selection.ts';

const streamedBody = section({
  enabled: z.boolean().optional(),
  max_bytes: z.int().min(0).optional().describe('0: no bound'),
  timeout_sec: z.number().min(0).optional().describe('0: no bound'),
});

/** `global.router` */
export const router = section({
  config_source: choice(['file', 'kubernetes'], { inactiveWords: ['kubernetes'] }).default('file'),
  strategy: strategy.optional().describe('Omitted: priority'),
  auto_model_name: z.string().min(1).default('MoM'),
  auto_model_names: z
    .array(z.string().min(1))
    .optional()
    .describe('Names that are routed, exactly these; empty: none'),
  include_config_models_in_list: z.boolean().default(false),
  unknown_model: z
    .enum(['error', 'auto'])
    .default('error')
    .describe('`auto`: a name that nobody knows is routed'),
  response_model: z
    .enum(['requested', 'routed', 'upstream'])
    .default('routed')
    .describe('Which name the answer carries'),
  clear_route_cache: inactive(z.boolean()).optional().describe('For a proxy in front'),
  streamed_body: inactive(streamedBody).optional().describe('For a proxy in front'),
  skip_processing: inactive(section({ enabled: z.boolean().optional() }))
    .optional()
    .describe('Requests with `x-vsr-skip-processing: true` pass untouched'),
  explicit_models: inactive(
    section({ apply: z.array(z.string().min(1)).optional().describe('Types of plugins') }),
  )
    .optional()
    .describe('What applies to requests that name a model themselves'),
  translation: inactive(
    section({ strict: z.boolean().optional().describe('Refuse what cannot be translated whole') }),
  ).optional(),
  model_selection: inactive(modelSelection).optional(),
  learning: inactive(learning).optional(),
}).transform(({ auto_model_names, ...settings }) => ({
  ...settings,
  auto_model_names: [
    ...new Set(auto_model_names ?? defaultAutoNames(settings.auto_model_name)),
  ] as readonly string[],
}));

/** Names that are routed when the document does not list them. */
export function defaultAutoNames(autoModelName: string): readonly string[] {
  return ['auto', autoModelName, 'vllm-sr/auto', 'switchyard/auto'];
}
