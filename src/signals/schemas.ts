import type { z } from 'zod';
import { contextRule } from './context/schema.ts';
import { conversationRule } from './conversation/schema.ts';
import { domainRule } from './domain/schema.ts';
import { embeddingRule } from './embedding/schema.ts';
import { keywordRule } from './keyword/schema.ts';
import { languageRule } from './language/schema.ts';
import { metadataRule } from './metadata/schema.ts';
import { structureRule } from './structure/schema.ts';

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
} as const;

export type SignalType = keyof typeof signalSchemas;
export type RuleOf<T extends SignalType> = z.output<(typeof signalSchemas)[T]>;

/** Leaf type -> key of its list under `routing.signals`. */
export const signalCollections = {
  keyword: 'keywords',
  context: 'context',
  structure: 'structure',
  language: 'language',
  conversation: 'conversation',
  metadata: 'metadata',
  embedding: 'embeddings',
  domain: 'domains',
} as const satisfies Record<SignalType, string>;

/** Leaf type -> collection of the contract's types that have no schema yet. */
export const laterCollections = {
  fact_check: 'fact_check',
  user_feedback: 'user_feedbacks',
  reask: 'reasks',
  preference: 'preferences',
  complexity: 'complexity',
  modality: 'modality',
  authz: 'role_bindings',
  jailbreak: 'jailbreak',
  pii: 'pii',
  kb: 'kb',
  event: 'events',
  classifier: 'classifiers',
} as const satisfies Readonly<Record<string, string>> & { readonly [T in SignalType]?: never };
