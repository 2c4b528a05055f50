import type { z } from 'zod';
import { roleBinding } from './authz/schema.ts';
import { classifierRule } from './classifier/schema.ts';
import type { SignalType } from './collections.ts';
import { complexityRule } from './complexity/schema.ts';
import { contextRule } from './context/schema.ts';
import { conversationRule } from './conversation/schema.ts';
import { domainRule } from './domain/schema.ts';
import { embeddingRule } from './embedding/schema.ts';
import { eventRule } from './event/schema.ts';
import { factCheckRule } from './fact-check/schema.ts';
import { jailbreakRule } from './jailbreak/schema.ts';
import { knowledgeBaseRule } from './kb/schema.ts';
import { keywordRule } from './keyword/schema.ts';
import { languageRule } from './language/schema.ts';
import { metadataRule } from './metadata/schema.ts';
import { modalityRule } from './modality/schema.ts';
import { piiRule } from './pii/schema.ts';
import { preferenceRule } from './preference/schema.ts';
import { reaskRule } from './reask/schema.ts';
import { structureRule } from './structure/schema.ts';
import { userFeedbackRule } from './user-feedback/schema.ts';

/** Leaf type -> schema of one rule. */
export const signalSchemas = {
  keyword: keywordRule,
  context: contextRule,
  structure: structureRule,
  language: languageRule,
  conversation: conversationRule,
  metadata: metadataRule,
  embedding: embeddingRule,
  domain: domainRule,
  fact_check: factCheckRule,
  user_feedback: userFeedbackRule,
  reask: reaskRule,
  preference: preferenceRule,
  complexity: complexityRule,
  modality: modalityRule,
  authz: roleBinding,
  jailbreak: jailbreakRule,
  pii: piiRule,
  kb: knowledgeBaseRule,
  event: eventRule,
  classifier: classifierRule,
} as const satisfies Record<SignalType, z.ZodType>;

export type RuleOf<T extends SignalType> = z.output<(typeof signalSchemas)[T]>;
