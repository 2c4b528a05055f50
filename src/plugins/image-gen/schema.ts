import { z } from 'zod';
import { httpUrl } from '../../lib/http-url.ts';
import { mark, section, text } from '../../lib/schema-marks.ts';

const maxWords = 10_000;
const fraction = z.number().min(0).max(1);
const words = text(z.array(z.string().min(1)).max(maxWords));

const modalityDetection = section({
  method: z.enum(['classifier', 'keyword', 'hybrid']),
  classifier: section({
    model_path: z.string().min(1).optional(),
    use_cpu: z.boolean().optional(),
  }).optional(),
  keywords: words.optional(),
  both_keywords: words.optional(),
  confidence_threshold: fraction.optional(),
  lower_threshold_ratio: fraction.optional(),
}).superRefine((settings, context) => {
  const { method } = settings;
  const needed = [
    {
      path: ['classifier', 'model_path'],
      value: settings.classifier?.model_path,
      by: 'classifier',
    },
    { path: ['confidence_threshold'], value: settings.confidence_threshold, by: 'classifier' },
    { path: ['keywords'], value: settings.keywords?.[0], by: 'keyword' },
    { path: ['lower_threshold_ratio'], value: settings.lower_threshold_ratio, by: 'hybrid' },
  ];
  for (const { path, value, by } of needed) {
    if (value !== undefined || (method !== by && method !== 'hybrid')) continue;
    const message = `is missing, \`method: ${method}\` needs it`;
    context.addIssue({ code: 'custom', path, message, params: { code: 'missing_field' } });
  }
});

const shared = {
  enabled: z.boolean().optional(),
  default_width: z.int().min(1).optional().describe('Pixels'),
  default_height: z.int().min(1).optional().describe('Pixels'),
  max_inference_steps: z.int().min(1).optional(),
  timeout_seconds: z.number().min(0).optional(),
  modality_detection: modalityDetection.optional(),
};

/** Answers with pictures. */
export const imageGenPlugin = z.discriminatedUnion('backend', [
  section({
    ...shared,
    backend: z.enum(['vllm_omni']),
    backend_config: section({
      base_url: httpUrl,
      model: z.string().min(1).optional(),
      num_inference_steps: z.int().min(1).optional(),
      cfg_scale: z.number().min(0).optional(),
      seed: z.int().optional(),
    }),
  }),
  section({
    ...shared,
    backend: z.enum(['openai']),
    backend_config: section({
      api_key: mark(z.string().min(1), { isSecret: true }),
      base_url: httpUrl.optional(),
      model: z.string().min(1).optional(),
      quality: z.string().min(1).optional(),
      style: z.string().min(1).optional(),
    }),
  }),
]);
