import { z } from 'zod';
import type { Classification, TextModels } from '../../models/text-models.ts';
import { elapsedMs } from '../ask-models.ts';
import { inputText, listOf } from '../request-body.ts';
import { byLabel, marksOf, topLabel } from './distribution.ts';
import { intentOptions } from './intent.ts';
import { piiAnswer, piiOptions } from './pii.ts';
import { securityAnswer, securityOptions } from './security.ts';

const LOW_CONFIDENCE = 0.7;

/** The options of the single endpoints together; `confidence_threshold` is that of PII entities. */
const batchOptions = z.strictObject({
  ...intentOptions.shape,
  ...securityOptions.shape,
  ...piiOptions.shape,
});

export function batchBody(maxBatchSize: number) {
  return z.strictObject({
    texts: listOf(inputText, maxBatchSize).refine((texts) => texts.length > 0, 'must not be empty'),
    task_type: z.enum(['intent', 'pii', 'security', 'all']).default('intent'),
    options: batchOptions.prefault({}),
  });
}

interface BatchSettings {
  readonly models: TextModels;
  readonly signal: AbortSignal;
  readonly jailbreakThreshold: number;
  readonly piiThreshold: number;
}

type BatchRequest = z.output<ReturnType<typeof batchBody>>;

/** One result for each text, in the order of the texts. */
export async function answerBatch(body: BatchRequest, settings: BatchSettings) {
  const results = await Promise.all(body.texts.map((text) => answerText(text, body, settings)));
  const distribution: Record<string, number> = {};
  for (const { category } of results) distribution[category] = (distribution[category] ?? 0) + 1;
  const sum = results.reduce((total, { confidence }) => total + confidence, 0);
  return {
    results,
    total_count: results.length,
    statistics: {
      category_distribution: distribution,
      avg_confidence: sum / results.length,
      low_confidence_count: results.filter(({ confidence }) => confidence < LOW_CONFIDENCE).length,
    },
  };
}

async function answerText(
  text: string,
  { task_type, options }: BatchRequest,
  { models, signal, jailbreakThreshold, piiThreshold }: BatchSettings,
) {
  const startedAt = performance.now();
  const needs = (task: BatchRequest['task_type']) => task_type === task || task_type === 'all';
  const [domain, jailbreak, finding] = await Promise.all([
    needs('intent') ? models.classify(text, ['domain'], { signal }) : undefined,
    needs('security') ? models.classify(text, ['jailbreak'], { signal }) : undefined,
    needs('pii') ? models.findPii(text, { signal }) : undefined,
  ]);
  const intent = domain && intentResult(domain.domain, options.return_probabilities);
  const security =
    jailbreak && securityAnswer(jailbreak.jailbreak, { ...options, threshold: jailbreakThreshold });
  const pii = finding && piiAnswer(finding, { ...options, text, threshold: piiThreshold });
  return {
    ...(intent ?? (security ? securityResult(security) : piiResult(pii?.entities ?? []))),
    ...(security && { security }),
    ...(pii && { pii }),
    processing_time_ms: elapsedMs(startedAt),
  };
}

interface BatchResult {
  readonly category: string;
  /** Probability of the category. */
  readonly confidence: number;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly degraded?: boolean;
  readonly truncated?: boolean;
}

function intentResult(domain: Classification, withProbabilities: boolean): BatchResult {
  const { label, probability } = topLabel(domain, 'other');
  return {
    category: label,
    confidence: probability,
    ...(withProbabilities && { probabilities: byLabel(domain) }),
    ...marksOf(domain),
  };
}

function securityResult(answer: ReturnType<typeof securityAnswer>): BatchResult {
  const category = answer.detection_types[0] ?? 'benign';
  return {
    category,
    confidence: answer.probabilities[category] ?? 0,
    ...(answer.degraded && { degraded: true }),
    ...(answer.truncated && { truncated: true }),
  };
}

function piiResult(entities: ReturnType<typeof piiAnswer>['entities']): BatchResult {
  if (entities.length === 0) return { category: 'no_pii', confidence: 1 };
  return { category: 'pii', confidence: Math.max(...entities.map(({ confidence }) => confidence)) };
}
