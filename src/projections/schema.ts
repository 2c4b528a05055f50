import { z } from 'zod';
import { findBoundsProblem } from '../lib/numeric-predicate.ts';
import { section, text } from '../lib/schema-marks.ts';
import { leafTypes } from '../signals/collections.ts';

const maxMembers = 1000;
const maxInputs = 1000;
const maxOutputs = 1000;
const maxProjections = 1000;

// Names of signals are full of anything, so that nothing in them is expanded.
const name = text(z.string().min(1));

/** Of several signals at most one counts. */
const partition = section({
  name,
  semantics: z
    .enum(['exclusive', 'softmax_exclusive'])
    .describe('How the scores of the members are compared'),
  temperature: z.number().gt(0).optional().describe('Of the softmax; smaller: sharper'),
  members: z
    .array(name)
    .min(1)
    .max(maxMembers)
    .refine((names) => new Set(names).size === names.length, 'lists a member twice')
    .describe('Names of domains, or of embedding rules'),
  default: name.describe('The member that counts when no score is above 0'),
}).superRefine(({ semantics, temperature, members, default: fallback }, context) => {
  if (semantics === 'softmax_exclusive' && temperature === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['temperature'],
      message: 'is missing, `softmax_exclusive` needs it, e.g. `0.1`',
      params: { code: 'missing_field' },
    });
  }
  if (members.includes(fallback)) return;
  const message = `\`${fallback}\` is not among the members`;
  context.addIssue({ code: 'custom', path: ['default'], message });
});

const input = section({
  type: z
    .enum([...leafTypes, 'kb_metric'])
    .describe('Kind of signal, `kb_metric`, or `projection` for another score'),
  name: name.optional().describe('A rule of that kind'),
  kb: name.optional().describe('Knowledge base of a `kb_metric`'),
  metric: name.optional().describe('`best_score`, `best_matched_score` or a metric of that base'),
  weight: z.number().optional().describe('May be negative; omitted: 0'),
  value_source: z
    .enum(['binary', 'confidence', 'raw', 'score'])
    .optional()
    .describe('Omitted: `binary`, and `score` for projections and metrics'),
  match: z.number().optional().describe('Value of a match; omitted: 1'),
  miss: z.number().optional().describe('Value of no match; omitted: 0'),
}).superRefine(checkInput);

interface Input {
  readonly type: string;
  readonly name?: string | undefined;
  readonly kb?: string | undefined;
  readonly metric?: string | undefined;
  readonly value_source?: string | undefined;
}

function checkInput(
  { type, name: signal, kb, metric, value_source: source }: Input,
  context: z.core.$RefinementCtx,
): void {
  const report = (key: string, message: string, code = 'invalid_value') =>
    context.addIssue({ code: 'custom', path: [key], message, params: { code } });
  if (type === 'kb_metric') {
    for (const [key, value] of Object.entries({ kb, metric })) {
      if (value === undefined) report(key, 'is missing', 'missing_field');
    }
    if (signal !== undefined) report('name', 'is not read, `kb` and `metric` name the value');
  } else {
    if (signal === undefined) report('name', 'is missing', 'missing_field');
    for (const [key, value] of Object.entries({ kb, metric })) {
      if (value !== undefined) report(key, 'is read by `type: kb_metric` only, remove it');
    }
  }
  const sources = sourcesOf(type);
  if (source === undefined || sources.includes(source)) return;
  const allowed = sources.map((word) => `\`${word}\``).join(' or ');
  report('value_source', `\`${source}\` is no value of \`${type}\`, use ${allowed}`);
}

function sourcesOf(type: string): readonly string[] {
  if (type === 'kb_metric') return ['score'];
  if (type === 'projection') return ['score', 'confidence'];
  return ['binary', 'confidence', 'raw'];
}

/** A weighted sum of what signals say. */
const score = section({
  name,
  method: z.literal('weighted_sum').optional().describe('The only one'),
  inputs: z.array(input).min(1).max(maxInputs),
});

const bound = z.number().optional();

const output = section({
  name,
  gt: bound,
  gte: bound,
  lt: bound,
  lte: bound,
}).superRefine(({ gt, gte, lt, lte }, context) => {
  const problem = findBoundsProblem({ gt, gte, lt, lte });
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** Names for the bands of a score. */
const mapping = section({
  name,
  source: name.describe('A score'),
  method: z
    .enum(['threshold_bands', 'multi_emit'])
    .optional()
    .describe('`threshold_bands`: the first band that fits; `multi_emit`: all of them'),
  calibration: section({
    method: z.literal('sigmoid_distance').optional(),
    slope: z.number().optional().describe('Omitted, 0 and less: 12'),
  }).optional(),
  outputs: z.array(output).min(1).max(maxOutputs),
}).superRefine(({ method, outputs }, context) => {
  if (method !== 'multi_emit' || outputs.length > 1) return;
  const message = 'has one band, and `multi_emit` needs at least two';
  context.addIssue({ code: 'custom', path: ['outputs'], message });
});

/** What is computed from signals before decisions read it. */
export const projections = section({
  partitions: z.array(partition).max(maxProjections).optional(),
  scores: z.array(score).max(maxProjections).optional(),
  mappings: z.array(mapping).max(maxProjections).optional(),
});

export type Projections = z.output<typeof projections>;
export type Partition = z.output<typeof partition>;
export type ScoreInput = z.output<typeof input>;
