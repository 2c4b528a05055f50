import { createComplexitySignal } from './complexity/complexity.ts';
import { createContextSignal } from './context/context.ts';
import { createConversationSignal } from './conversation/conversation.ts';
import { createDomainSignal } from './domain/domain.ts';
import { createEmbeddingSignal } from './embedding/embedding.ts';
import type { SignalFactories } from './engine.ts';
import { createKnowledgeSignal } from './kb/kb.ts';
import { createKeywordSignal } from './keyword/keyword.ts';
import { createLanguageSignal } from './language/language.ts';
import { createMetadataSignal } from './metadata/metadata.ts';
import { createStructureSignal } from './structure/structure.ts';

/** Leaf type -> how to build its signal. */
export const signalFactories: SignalFactories = {
  keyword: createKeywordSignal,
  context: createContextSignal,
  structure: createStructureSignal,
  language: createLanguageSignal,
  conversation: createConversationSignal,
  metadata: createMetadataSignal,
  embedding: (rules, { models, banks, windowsOf, embedding }) =>
    createEmbeddingSignal({ rules, models, banks, windowsOf, settings: embedding }),
  complexity: (rules, { models, banks, windowsOf, complexity }) =>
    createComplexitySignal({ rules, models, banks, windowsOf, scoring: complexity }),
  kb: (rules, { needed, knowledge, models, windowsOf }) =>
    createKnowledgeSignal({ rules, needed, knowledge, models, windowsOf }),
  domain: (rules, { models, domain }) => createDomainSignal({ rules, models, settings: domain }),
};
