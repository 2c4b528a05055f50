import { z } from 'zod';
import { httpUrl } from '../../lib/http-url.ts';
import { choice, inactive, mark, section, text } from '../../lib/schema-marks.ts';
import { leafTypes } from '../../signals/collections.ts';
import { count, fraction, seconds } from '../../stores/schema.ts';
import { competingPrototypeScoring, prototypeScoring } from './prototype-scoring.ts';

/** Purposes that models ship for, which `model_ref` names. */
export const modelPurposes = [
  'prompt_guard',
  'domain_classifier',
  'pii_classifier',
  'fact_check_classifier',
  'hallucination_detector',
  'hallucination_explainer',
  'feedback_detector',
] as const;

const modelRef = choice(modelPurposes);
const modelPath = z.string().min(1).describe('Wins over `model_ref`');

const modelFields = {
  model_ref: modelRef.optional().describe('Key of `system`'),
  model_id: modelPath.optional(),
  use_cpu: z.boolean().optional(),
};

/** The same where nothing reads it yet. */
const laterModelFields = {
  model_ref: inactive(modelRef).optional().describe('Key of `system`'),
  model_id: inactive(modelPath).optional(),
  use_cpu: inactive(z.boolean()).optional(),
};

const laterArchitecture = {
  use_modernbert: inactive(z.boolean()).optional(),
  use_mmbert_32k: inactive(z.boolean()).optional(),
};

const weight = z.number().min(0).optional();

const promptCompression = section({
  enabled: z.boolean().optional().describe('Omitted: off'),
  profile: choice([
    'default',
    'coding',
    'medical',
    'security',
    'multi_turn',
    'multi-turn',
  ]).optional(),
  max_tokens: count.optional().describe('0: off'),
  min_length: count.optional(),
  skip_signals: z
    .array(choice(leafTypes))
    .optional()
    .describe(
      'Types that read the whole text; omitted: jailbreak, pii, keyword, structure, event, language',
    ),
  textrank_weight: weight,
  position_weight: weight,
  tfidf_weight: weight,
  novelty_weight: weight,
  position_depth: weight,
  preserve_first_n: count.optional(),
  preserve_last_n: count.optional(),
});

const promptGuard = section({
  enabled: z
    .boolean()
    .default(true)
    .describe('Off: the classifier says nothing; patterns are still compared'),
  ...laterModelFields,
  threshold: fraction.default(0.7).describe('Of rules without one'),
  variant: inactive(choice(['mmbert32k', 'candle'])).optional(),
  protocol: choice(['http_chat', 'http_classify'])
    .optional()
    .describe('Asks the external model with the role `guardrail`'),
  jailbreak_mapping_path: inactive(z.string()).optional(),
  positive_labels: z
    .array(z.string().min(1))
    .min(1)
    .default(['jailbreak'])
    .describe(
      'Labels whose probabilities make the risk. Of the built-in guard: `jailbreak` (attacks of users and of texts that they pass on), `injection` (only the latter), `harmful` (what asks for harm and attacks no model)',
    ),
  on_error: choice(['allow', 'block'])
    .default('allow')
    .describe('`block`: a text that cannot be checked counts as an attack'),
}).superRefine(({ variant, protocol }, context) => {
  if (variant === undefined || protocol === undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['protocol'],
    message: 'cannot stand beside `variant`, remove one of them',
  });
});

const domain = section({
  threshold: fraction.default(0.5).describe('Probability from which a domain counts'),
  enabled: z.boolean().default(true),
  model_ref: inactive(modelRef).optional().describe('Key of `system`'),
  model_id: inactive(modelPath).optional(),
  use_cpu: inactive(z.boolean()).optional(),
  use_modernbert: inactive(z.boolean()).optional(),
  use_mmbert_32k: inactive(z.boolean()).optional(),
  category_mapping_path: inactive(z.string()).optional(),
  fallback_category: z
    .string()
    .optional()
    .describe('Matches where nothing else does; omitted or empty: other'),
});

const pii = section({
  enabled: z.boolean().default(true).describe('Off: no rule finds personal data'),
  ...laterModelFields,
  ...laterArchitecture,
  threshold: inactive(fraction).optional(),
  pii_mapping_path: inactive(z.string()).optional(),
});

const mcp = section({
  enabled: z.boolean().optional().describe('Omitted: off'),
  transport_type: choice(['stdio', 'streamable-http', 'http'])
    .optional()
    .describe('Omitted: streamable-http where only `url` is set, else stdio'),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).optional(),
  env: mark(z.record(z.string().min(1), z.string()), { isSecret: true })
    .optional()
    .describe('Variables of the command'),
  url: httpUrl.optional(),
  tool_name: z.string().min(1).optional(),
  threshold: inactive(fraction).optional(),
  timeout_seconds: seconds.optional(),
});

const preference = section({
  use_contrastive: z
    .boolean()
    .default(true)
    .describe('Compares with examples; off: asks the external model with the role `preference`'),
  embedding_model: inactive(z.string()).optional(),
  prototype_scoring: competingPrototypeScoring.prefault({}),
});

/** An http or https address, or empty text for none. */
const detectorUrl = mark(
  z
    .string()
    .trim()
    .refine(
      (value) => value === '' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
      'is no http or https address',
    ),
  { standIn: '' },
);

const hallucinationMitigation = section({
  enabled: inactive(z.boolean()).optional().describe('Omitted: off'),
  on_hallucination_detected: inactive(z.string()).optional(),
  fact_check: section({
    ...laterModelFields,
    ...laterArchitecture,
    threshold: fraction.default(0.6).describe('Probability from which facts need a check'),
    margin: fraction
      .default(0)
      .describe('Within this distance of the threshold neither label matches'),
  }).prefault({}),
  detector: inactive(
    section({
      ...modelFields,
      backend: choice(['candle', 'endpoint']).optional(),
      endpoint: detectorUrl.optional(),
      include_explanation: z.boolean().optional(),
      threshold: fraction.optional().describe('Omitted: 0.8'),
      min_span_length: count.optional().describe('Omitted: 2'),
      min_span_confidence: fraction.optional().describe('Omitted: 0.6'),
      context_window_size: count.optional().describe('Omitted: 50'),
      enable_nli_filtering: z.boolean().optional().describe('Omitted: on'),
      nli_entailment_threshold: fraction.optional().describe('Omitted: 0.75'),
    }).superRefine(({ backend, endpoint = '', model_id }, context) => {
      if (backend !== 'endpoint') return;
      for (const [key, isMissing] of [
        ['endpoint', endpoint === ''],
        ['model_id', model_id === undefined],
      ] as const) {
        if (!isMissing) continue;
        const message = 'is missing, `backend: endpoint` needs it';
        const params = { code: 'missing_field' };
        context.addIssue({ code: 'custom', path: [key], message, params });
      }
    }),
  ).optional(),
  explainer: inactive(
    section({
      ...modelFields,
      threshold: fraction.optional().describe('Omitted: 0.9'),
    }),
  ).optional(),
});

const feedbackDetector = section({
  enabled: z.boolean().default(true),
  ...laterModelFields,
  ...laterArchitecture,
  threshold: fraction.default(0.7).describe('Probability from which a label counts'),
  feedback_mapping_path: inactive(z.string()).optional(),
});

const phrases = text(z.array(z.string().min(1)));

const modalityDetector = section({
  enabled: z.boolean().optional().describe('Omitted: on'),
  prompt_prefixes: inactive(phrases).optional(),
  method: choice(['classifier', 'keyword', 'hybrid']).optional().describe('Omitted: hybrid'),
  classifier: section({
    model_path: inactive(z.string().min(1)).optional(),
    use_cpu: inactive(z.boolean()).optional(),
  }).optional(),
  keywords: phrases.optional().describe('Ask for an image; omitted: words of several languages'),
  both_keywords: phrases
    .optional()
    .describe('Ask for text beside it; omitted: words of several languages'),
  confidence_threshold: fraction
    .optional()
    .describe('Probability from which the model decides alone; omitted: 0.6'),
  lower_threshold_ratio: fraction
    .optional()
    .describe('Of the threshold: from there the model wins over words; omitted: 0.7'),
}).superRefine((module, context) => {
  if (module.enabled !== true) return;
  const needed =
    module.method === undefined
      ? (['method'] as const)
      : (
          {
            classifier: ['confidence_threshold'],
            keyword: [],
            hybrid: ['confidence_threshold', 'lower_threshold_ratio'],
          } as const
        )[module.method];
  for (const key of needed) {
    if (module[key] !== undefined) continue;
    const message = 'is missing, the detector needs it';
    const params = { code: 'missing_field' };
    context.addIssue({ code: 'custom', path: [key], message, params });
  }
});

/** `global.model_catalog.modules` */
export const modules = section({
  prompt_compression: promptCompression.optional(),
  prompt_guard: promptGuard.prefault({}),
  classifier: section({
    domain: domain.prefault({}),
    pii: pii.prefault({}),
    mcp: mcp.optional(),
    preference: preference.prefault({}),
  }).prefault({}),
  complexity: section({
    prototype_scoring: prototypeScoring.prefault({}),
    head_weight: fraction
      .default(0)
      .describe('How much what the trained head thinks of a prompt adds to what examples say'),
  }).prefault({}),
  hallucination_mitigation: hallucinationMitigation.prefault({}),
  feedback_detector: feedbackDetector.prefault({}),
  modality_detector: modalityDetector.prefault({}),
});
