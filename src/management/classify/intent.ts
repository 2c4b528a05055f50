import { z } from 'zod';
import { SwitchyardError } from '../../errors.ts';
import type { TextModels } from '../../models/text-models.ts';
import { elapsedMs } from '../ask-models.ts';
import { fraction, inputText } from '../request-body.ts';
import { byLabel, marksOf, topLabel } from './distribution.ts';

/** What `intent` reads of the evaluation of a request. */
export interface RoutingReport {
  readonly original_text: string;
  readonly recommended_models: readonly string[];
  readonly selected_model: string | null;
  readonly selection_reason: string;
  readonly routing_decision: string | null;
  readonly decision_result: {
    readonly decision_name: string;
    readonly confidence: number;
    readonly matched_rules: readonly string[];
  } | null;
  /** `type:name` of every match. */
  readonly signal_confidences: Readonly<Record<string, number>>;
  readonly signal_errors: Readonly<Record<string, string>>;
  readonly eval_trace?: unknown;
}

/** All declared signals run in any case, so `evaluate_all_signals` is accepted and changes nothing. */
export const intentOptions = z.strictObject({
  return_probabilities: z.boolean().default(false),
  confidence_threshold: fraction.default(0.7),
  include_explanation: z.boolean().default(false),
  evaluate_all_signals: z.boolean().default(true),
  trace: z.boolean().default(false),
});

/** The fields of a chat request, beside `text` and `options`. */
export const intentBody = z
  .looseObject({ text: inputText.optional(), options: intentOptions.prefault({}) })
  .refine(({ text, messages }) => text !== undefined || messages !== undefined, {
    path: ['text'],
    error: 'is required, or `messages`',
  });

export interface IntentServices {
  textModels(): TextModels;
  evaluate(body: unknown, options: { readonly withTrace: boolean }): Promise<RoutingReport>;
}

/** The domain of a request, and what routing would do with it. */
export async function answerIntent(
  { textModels, evaluate }: IntentServices,
  { options, ...chat }: z.output<typeof intentBody>,
  signal: AbortSignal,
) {
  const startedAt = performance.now();
  const evaluated = evaluate(chat, { withTrace: options.trace });
  const routed = chat.text === undefined ? evaluated : evaluated.catch(withoutRoute);
  const classified = async () => {
    const text = chat.text ?? (await routed)?.original_text ?? '';
    return textModels().classify(text, ['domain'], { signal });
  };
  const [routing, { domain }] = await Promise.all([routed, classified()]);
  const { label, probability } = topLabel(domain, 'other');
  const isConfident = probability >= options.confidence_threshold;
  return {
    classification: {
      category: label,
      confidence: probability,
      processing_time_ms: elapsedMs(startedAt),
    },
    ...(options.return_probabilities && { probabilities: byLabel(domain) }),
    recommended_model: routing?.selected_model ?? routing?.recommended_models[0] ?? null,
    routing_decision:
      routing?.routing_decision ??
      (isConfident ? 'high_confidence_specialized' : 'low_confidence_general'),
    matched_signals: matchedSignals(routing?.signal_confidences ?? {}),
    decision_result: decisionOf(routing),
    signal_errors: routing?.signal_errors ?? {},
    ...(options.include_explanation && {
      explanation: `domain \`${label}\` with probability ${probability.toFixed(3)}; ${routing?.selection_reason ?? 'no model is left to take'}`,
    }),
    ...(routing?.eval_trace !== undefined && { eval_trace: routing.eval_trace }),
    ...marksOf(domain),
  };
}

/** Where routing finds no model, the domain of a text can still be told. */
function withoutRoute(error: unknown): undefined {
  if (error instanceof SwitchyardError && error.code === 'no_route') return undefined;
  throw error;
}

function decisionOf(routing: RoutingReport | undefined) {
  if (!routing?.decision_result) return null;
  const { decision_name, confidence, matched_rules } = routing.decision_result;
  return { decision_name, confidence, matched_rules };
}

/** Where the answer's key is not the signal's type. */
const plurals: Readonly<Record<string, string>> = {
  keyword: 'keywords',
  embedding: 'embeddings',
  domain: 'domains',
  preference: 'preferences',
};

function matchedSignals(confidences: Readonly<Record<string, number>>) {
  const names: Record<string, string[]> = {};
  for (const key of Object.keys(confidences)) {
    const colon = key.indexOf(':');
    const type = key.slice(0, colon);
    const field = plurals[type] ?? type;
    names[field] = [...(names[field] ?? []), key.slice(colon + 1)];
  }
  return names;
}
