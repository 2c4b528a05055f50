import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { askModels, timed } from '../ask-models.ts';
import { ManagementError, type ManagementErrorCode } from '../management-error.ts';
import { inputText, parseBody } from '../request-body.ts';
import { answerBatch, batchBody } from './batch.ts';
import { factCheckAnswer } from './fact-check.ts';
import { answerIntent, type IntentServices, intentBody, intentOptions } from './intent.ts';
import { piiAnswer, piiBody, piiOptions } from './pii.ts';
import { securityAnswer, securityBody, securityOptions } from './security.ts';
import { userFeedbackAnswer } from './user-feedback.ts';

export interface ClassificationOptions {
  /** Texts of one batch request. */
  readonly maxBatchSize?: number;
  /** 0..1, on the probability of an attack on the model. */
  readonly jailbreakThreshold?: number;
  /** 0..1, confidence of an entity for requests that name no threshold. */
  readonly piiThreshold?: number;
  /** 0..1, on the probability that a text needs a fact check. */
  readonly factCheckThreshold?: number;
}

const textBody = z.strictObject({ text: inputText });
const combinedBody = z.strictObject({
  text: inputText,
  intent_options: intentOptions.prefault({}),
  pii_options: piiOptions.prefault({}),
  security_options: securityOptions.prefault({}),
});
const nliBody = z.strictObject({ premise: inputText, hypothesis: inputText });

/** The single detectors over HTTP; nothing here calls a backend or writes a record. */
export function registerClassification(
  app: FastifyInstance,
  services: IntentServices,
  {
    maxBatchSize = 100,
    jailbreakThreshold = 0.85,
    piiThreshold = 0.5,
    factCheckThreshold = 0.6,
  }: ClassificationOptions = {},
): void {
  const { textModels } = services;
  const classified: Classify = (reply, ask, unavailable = 'CLASSIFIER_UNAVAILABLE') =>
    askModels({
      reply,
      unavailable,
      failed: 'CLASSIFICATION_ERROR',
      async ask(signal) {
        // A question to the models can wait for them, unlike a request on its way to a backend.
        await textModels().ready();
        return ask(signal);
      },
    });
  const batchSchema = batchBody(maxBatchSize);

  const findPii = async ({ text, options }: z.output<typeof piiBody>, signal: AbortSignal) => {
    const finding = await textModels().findPii(text, { signal });
    return piiAnswer(finding, { ...options, text, threshold: piiThreshold });
  };
  const judge = async ({ text, options }: z.output<typeof securityBody>, signal: AbortSignal) => {
    const { jailbreak } = await textModels().classify(text, ['jailbreak'], { signal });
    return securityAnswer(jailbreak, { ...options, threshold: jailbreakThreshold });
  };

  app.post('/api/v1/classify/intent', async (request, reply) => {
    const body = parseBody(intentBody, request.body);
    return classified(reply, (signal) => answerIntent(services, body, signal));
  });

  app.post('/api/v1/classify/pii', async (request, reply) => {
    const body = parseBody(piiBody, request.body);
    return classified(reply, (signal) => findPii(body, signal));
  });

  app.post('/api/v1/classify/security', async (request, reply) => {
    const body = parseBody(securityBody, request.body);
    return classified(reply, (signal) => judge(body, signal));
  });

  app.post('/api/v1/classify/fact-check', async (request, reply) => {
    const { text } = parseBody(textBody, request.body);
    return classified(reply, async (signal) => {
      const { fact_check } = await textModels().classify(text, ['fact_check'], { signal });
      return factCheckAnswer(fact_check, factCheckThreshold);
    });
  });

  app.post('/api/v1/classify/user-feedback', async (request, reply) => {
    const { text } = parseBody(textBody, request.body);
    return classified(reply, async (signal) => {
      const { feedback } = await textModels().classify(text, ['feedback'], { signal });
      return userFeedbackAnswer(feedback);
    });
  });

  app.post('/api/v1/classify/combined', async (request, reply) => {
    const body = parseBody(combinedBody, request.body);
    const { text, intent_options, pii_options, security_options } = body;
    // Asked in one turn of the event loop, so that the models read the text once.
    return classified(reply, async (signal) => {
      const [intent, pii, security] = await Promise.all([
        timed(() => answerIntent(services, { text, options: intent_options }, signal)),
        timed(() => findPii({ text, options: pii_options }, signal)),
        timed(() => judge({ text, options: security_options }, signal)),
      ]);
      return { intent, pii, security };
    });
  });

  app.post('/api/v1/classify/batch', async (request, reply) => {
    const codes = { task_type: 'INVALID_TASK_TYPE' } as const;
    const body = parseBody(batchSchema, request.body, { codes });
    const settings = { models: textModels(), jailbreakThreshold, piiThreshold };
    return classified(
      reply,
      (signal) => answerBatch(body, { ...settings, signal }),
      'UNIFIED_CLASSIFIER_UNAVAILABLE',
    );
  });

  app.post('/api/v1/nli', async (request) => {
    parseBody(nliBody, request.body);
    throw new ManagementError(
      'NLI_MODEL_NOT_READY',
      'no model for natural language inference is loaded; the product ships without one',
    );
  });
}

type Classify = <T extends object>(
  reply: FastifyReply,
  ask: (signal: AbortSignal) => Promise<T>,
  unavailable?: ManagementErrorCode,
) => Promise<T & { readonly processing_time_ms: number }>;
