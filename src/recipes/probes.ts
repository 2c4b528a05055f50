import { z } from 'zod';
import { messageOfIssue, problemsOfIssues } from '../config/describe-issue.ts';
import type { Problem } from '../config/problem.ts';

const maxGeneratedBytes = 10 * 2 ** 20;
const maxRequestCharacters = 10 * 2 ** 20;

const name = z.string().min(1).max(256);
const names = z.array(name).max(1000);
const note = z.string().max(10_000);
const percent = z.number().min(0).max(100);
const count = z.int().min(0);
const signalNames = z.record(name, names);

const padding = z.strictObject({
  text: z.string().min(1),
  repeat: z.int().min(1).max(1_000_000).default(1),
  placement: z.enum(['before', 'after', 'around']).default('before'),
});

const generatedText = z.strictObject({
  message_index: count,
  content_index: count.optional(),
  target_text_bytes: z.int().min(1).max(maxGeneratedBytes),
  character: z.literal('x').default('x'),
});

/** Parts are of any kind, but pictures come from the fixtures of the file. */
const message = z
  .looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']) })
  .superRefine(({ content }, context) => {
    if (!Array.isArray(content)) return;
    for (const [index, part] of content.entries()) {
      const type = String((part as { type?: unknown } | null)?.type);
      if (!['image_url', 'input_image', 'image'].includes(type)) continue;
      context.addIssue({
        code: 'custom',
        path: ['content', index, 'type'],
        message: `\`${type}\` is not allowed, use \`image_fixture\` and a picture under \`fixtures.images\``,
      });
    }
  });

const variant = z
  .strictObject({
    id: name,
    query: z.string().min(1).optional(),
    messages: z.array(message).min(1).max(4096).optional(),
    tools: z.array(z.looseObject({})).max(1000).optional(),
    repeat: z.int().min(1).max(10_000).optional(),
    padding: padding.optional(),
    generated_text: generatedText.optional(),
    tags: names.optional(),
    notes: note.optional(),
    expected_signals: signalNames.optional(),
    display_prompt: z.string().max(2000).optional(),
    playground: z.strictObject({ enabled: z.boolean(), reason: z.string().optional() }).optional(),
  })
  .superRefine((written, context) => {
    const problem = problemOfVariant(written);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

interface WrittenVariant {
  readonly query?: string | undefined;
  readonly messages?: readonly unknown[] | undefined;
  readonly repeat?: number | undefined;
  readonly padding?: z.output<typeof padding> | undefined;
  readonly generated_text?: object | undefined;
}

function problemOfVariant(written: WrittenVariant): string | undefined {
  const { query, messages, repeat = 1, padding: pad, generated_text: generated } = written;
  if ((query === undefined) === (messages === undefined)) {
    return 'needs one of `query` and `messages`';
  }
  if (query === undefined) {
    if (repeat === 1 && pad === undefined) return undefined;
    return '`repeat` and `padding` go with `query` only';
  }
  if (generated !== undefined) return '`generated_text` goes with `messages` only';
  const sides = pad?.placement === 'around' ? 2 : 1;
  const characters = query.length * repeat + (pad ? pad.text.length * pad.repeat * sides : 0);
  return characters > maxRequestCharacters ? 'asks for more than 10 MiB' : undefined;
}

type Variant = z.output<typeof variant>;

const group = z.strictObject({
  id: name,
  expected_decision: name.optional(),
  model: name.optional(),
  expected_recipe: name.optional(),
  expected_algorithm: name.optional(),
  expected_plugins: names.optional(),
  forbidden_plugins: names.optional(),
  plugin_match: z.enum(['contains', 'exact']).optional(),
  expected_alias: name.optional(),
  expected_signals: signalNames.optional(),
  forbidden_signals: signalNames.optional(),
  signal_match: z.enum(['contains', 'exact']).default('contains'),
  robustness: z.strictObject({ min_pass_rate: percent }).optional(),
  objective: note.optional(),
  notes: note.optional(),
  variants: z.array(variant).min(1).max(10_000).superRefine(checkIds),
});

const image = z.strictObject({
  description: note.optional(),
  media_type: z.enum(['image/gif', 'image/jpeg', 'image/png', 'image/webp']),
  data_base64: z.base64(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal'),
});

const probes = z.strictObject({
  schema_version: z.literal('v1'),
  name,
  description: note.optional(),
  routing_assets: z.strictObject({ yaml: name, dsl: name.optional() }).optional(),
  router_eval_endpoint: z.string().optional(),
  evaluation: z
    .strictObject({
      request_timeout_seconds: z.int().min(1).max(1200).default(60),
      concurrency: z.int().min(1).max(64).default(1),
    })
    .optional(),
  acceptance: z
    .strictObject({
      min_probe_pass_rate: percent.default(100),
      min_decision_pass_rate: percent.default(100),
    })
    .optional(),
  coverage: z
    .strictObject({
      min_signal_assertion_percent: percent.optional(),
      min_projection_assertion_percent: percent.optional(),
      min_algorithm_assertion_percent: percent.optional(),
      min_plugin_assertion_percent: percent.optional(),
      required_request_shapes: z.array(z.enum(['text', 'messages', 'tools'])).optional(),
      min_tag_counts: z.record(name, count).optional(),
      min_tag_pass_rate: z.record(name, percent).optional(),
    })
    .optional(),
  fixtures: z.strictObject({ images: z.record(name, image).default({}) }).optional(),
  decisions: z.array(group).max(10_000).superRefine(checkIds),
});

export type Probes = z.output<typeof probes>;

function checkIds(list: readonly { readonly id: string }[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of list.entries()) {
    if (seen.has(id)) {
      const message = `\`${id}\` occurs twice`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
    seen.add(id);
  }
}

/** Checks `probes.yaml`: which request must be decided how. */
export function parseProbes(value: unknown): {
  readonly probes: Probes | undefined;
  readonly problems: readonly Problem[];
} {
  const parsed = probes.safeParse(value, { error: messageOfIssue, reportInput: true });
  if (parsed.success) return { probes: parsed.data, problems: [] };
  return { probes: undefined, problems: problemsOfIssues(parsed.error.issues, new Map()) };
}

/** The messages that a variant sends: its query as often as it says, each on a line, with its padding. */
export function messagesOfVariant(variant: Variant): readonly unknown[] {
  const { query = '', messages, repeat = 1, padding: pad } = variant;
  if (messages !== undefined) return messages;
  const asked = Array.from({ length: repeat }, () => query).join('\n');
  const filler = pad?.text.repeat(pad.repeat) ?? '';
  const before = pad !== undefined && pad.placement !== 'after' ? filler : '';
  const after = pad !== undefined && pad.placement !== 'before' ? filler : '';
  return [{ role: 'user', content: `${before}${asked}${after}` }];
}
