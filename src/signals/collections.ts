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
} as const;

export type SignalType = keyof typeof signalCollections;

/** What a leaf can ask for: a signal, or an output of a projection. */
export const leafTypes = [
  ...(Object.keys(signalCollections) as SignalType[]),
  'projection',
] as const;

export type LeafType = (typeof leafTypes)[number];

/** Levels of a complexity rule, which a leaf names after a colon. */
export const complexityLevels = ['easy', 'medium', 'hard'] as const;
