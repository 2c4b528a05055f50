import { createAuthzSignal } from './authz/authz.ts';
import { createClassifierSignal } from './classifier/classifier.ts';
import { createComplexitySignal } from './complexity/complexity.ts';
import { createContextSignal } from './context/context.ts';
import { createConversationSignal } from './conversation/conversation.ts';
import { createDomainSignal } from './domain/domain.ts';
import { createEmbeddingSignal } from './embedding/embedding.ts';
import type { SignalFactories } from './engine.ts';
import { createEventSignal } from './event/event.ts';
import { createFactCheckSignal } from './fact-check/fact-check.ts';
import { createJailbreakSignal } from './jailbreak/jailbreak.ts';
import { createKnowledgeSignal } from './kb/kb.ts';
import { createKeywordSignal } from './keyword/keyword.ts';
import { createLanguageSignal } from './language/language.ts';
import { createMetadataSignal } from './metadata/metadata.ts';
import { createModalitySignal } from './modality/modality.ts';
import { createPiiSignal } from './pii/pii.ts';
import { createPreferenceSignal } from './preference/preference.ts';
import { createReaskSignal } from './reask/reask.ts';
import { createStructureSignal } from './structure/structure.ts';
import { createUserFeedbackSignal } from './user-feedback/user-feedback.ts';

/** Leaf type -> how to build its signal. */
export const signalFactories: SignalFactories = {
  authz: (rules, { authz }) => createAuthzSignal({ rules, isFailOpen: authz.fail_open }),
  event: createEventSignal,
  keyword: createKeywordSignal,
  context: createContextSignal,
  structure: createStructureSignal,
  language: createLanguageSignal,
  conversation: createConversationSignal,
  metadata: createMetadataSignal,
  jailbreak: (rules, { models, external, guard }) =>
    createJailbreakSignal({ rules, models, external, settings: guard }),
  pii: (rules, { models, pii }) => createPiiSignal({ rules, models, settings: pii }),
  embedding: (rules, { models, banks, windowsOf, embedding, partitions }) =>
    createEmbeddingSignal({ rules, models, banks, windowsOf, partitions, settings: embedding }),
  complexity: (rules, { models, banks, windowsOf, complexity }) =>
    createComplexitySignal({ rules, models, banks, windowsOf, settings: complexity }),
  kb: (rules, { needed, knowledge, models, windowsOf }) =>
    createKnowledgeSignal({ rules, needed, knowledge, models, windowsOf }),
  classifier: (rules, { models, external, banks, windowsOf, embedding }) =>
    createClassifierSignal({
      ...{ rules, models, external, banks, windowsOf },
      scoring: embedding.prototype_scoring,
    }),
  domain: (rules, { models, banks, windowsOf, embedding, domain }) =>
    createDomainSignal({
      ...{ rules, models, banks, windowsOf, settings: domain },
      scoring: embedding.prototype_scoring,
    }),
  fact_check: (rules, { models, factCheck }) =>
    createFactCheckSignal({ rules, models, settings: factCheck }),
  user_feedback: (rules, { models, userFeedback }) =>
    createUserFeedbackSignal({ rules, models, settings: userFeedback }),
  reask: (rules, { models }) => createReaskSignal({ rules, models }),
  modality: (rules, { models, modality }) =>
    createModalitySignal({ rules, models, settings: modality }),
  preference: (rules, { models, external, banks, windowsOf, preference }) =>
    createPreferenceSignal({ rules, models, external, banks, windowsOf, settings: preference }),
};
