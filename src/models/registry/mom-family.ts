/** What a model of the family is asked. */
export type MomTask =
  | 'domain'
  | 'similarity'
  | 'jailbreak'
  | 'pii'
  | 'fact_check'
  | 'feedback'
  | 'modality'
  | 'complexity'
  | 'hallucination'
  | 'nli'
  | 'tool_call'
  | 'image_similarity'
  | 'answers';

export interface MomModel {
  readonly name: string;
  readonly task: MomTask;
  readonly size: 'flash' | 'pro' | 'max';
  readonly purpose: string;
  /** Other names that configurations use: repositories, folders, older names. */
  readonly aliases: readonly string[];
}

/** Where an answer comes from that the product has not built in. */
export const taskRemedies: Readonly<Record<MomTask, string>> = {
  domain: plugIn('sequence'),
  similarity: plugIn('embedding'),
  jailbreak: plugIn('sequence'),
  pii: plugIn('token'),
  fact_check: plugIn('sequence'),
  feedback: plugIn('sequence'),
  modality: plugIn('sequence'),
  complexity: plugIn('sequence'),
  hallucination: plugIn('token'),
  nli: `${plugIn('sequence')} that compares two texts (labels entailment, neutral, contradiction)`,
  tool_call: 'no part of the product asks this model',
  image_similarity: 'images have no embedding here; leave rules with images to a vision model',
  answers: 'it writes answers: serve it elsewhere and name it in `providers.models`',
};

function plugIn(kind: string): string {
  return `put a local ONNX folder into the models directory under this name, or configure a ${kind} model`;
}

/** The family, one row a name; a name that is not here is a path or a mistake. */
export const momFamily: readonly MomModel[] = [
  row('mom-brain-flash', 'domain', 'sorts prompts into 14 domains', [
    'mom-domain-flash',
    'mom-domain-classifier',
    'mmbert32k-intent-classifier-merged',
    'mmbert32k-intent-classifier-lora',
    'lora_intent_classifier_bert-base-uncased_model',
  ]),
  row('mom-brain-pro', 'domain', 'sorts prompts into 14 domains'),
  row('mom-brain-max', 'domain', 'sorts prompts into 14 domains'),
  row('mom-similarity-flash', 'similarity', 'embeds texts for comparison', [
    'mom-embedding-light',
    'mom-embedding-flash',
    'mmbert-embed-32k-2d-matryoshka',
    'embeddinggemma-300m',
    'all-MiniLM-L6-v2',
    'all-MiniLM-L12-v2',
  ]),
  row('mom-similarity-pro', 'similarity', 'embeds texts for comparison', [
    'mom-embedding-pro',
    'Qwen3-Embedding-0.6B',
  ]),
  row('mom-similarity-max', 'similarity', 'embeds texts for comparison'),
  row('mom-jailbreak-flash', 'jailbreak', 'finds jailbreaks, injections and harmful prompts', [
    'mom-jailbreak-classifier',
    'mmbert32k-jailbreak-detector-merged',
    'jailbreak_classifier_modernbert-base_model',
    'lora_jailbreak_classifier_bert-base-uncased_model',
  ]),
  row('mom-jailbreak-pro', 'jailbreak', 'finds jailbreaks, injections and harmful prompts'),
  row('mom-jailbreak-max', 'jailbreak', 'finds jailbreaks, injections and harmful prompts'),
  row('mom-pii-flash', 'pii', 'finds personal data', [
    'mom-pii-classifier',
    'mmbert32k-pii-detector-merged',
    'mmbert-pii-detector-merged',
    'lora_pii_detector_bert-base-uncased_model',
  ]),
  row('mom-pii-pro', 'pii', 'finds personal data'),
  row('mom-pii-max', 'pii', 'finds personal data'),
  row('mom-factcheck-flash', 'fact_check', 'tells prompts whose answer needs facts', [
    'mom-halugate-sentinel',
    'halugate-sentinel',
    'mmbert32k-factcheck-classifier-merged',
  ]),
  row('mom-feedback-flash', 'feedback', 'tells whether a user is content with the last answer', [
    'mom-feedback-detector',
    'mmbert32k-feedback-detector-merged',
  ]),
  row('mom-modality-flash', 'modality', 'tells whether text, an image or both are wanted', [
    'mmbert32k-modality-router-merged',
  ]),
  row('mom-complexity-flash', 'complexity', 'tells how hard a prompt is'),
  row('mom-halugate-detector', 'hallucination', 'finds what an answer says without support', [
    'lettucedect-base-modernbert-en-v1',
    'lettucedect-v2-mmbert-base',
    'lettucedect-v2-qwen-2b',
  ]),
  row('mom-halugate-explainer', 'nli', 'tells whether one text follows from another', [
    'ModernBERT-base-nli',
  ]),
  row('mom-toolcall-sentinel', 'tool_call', 'judges tool calls', ['mom-toolcall-verifier']),
  row('mom-embedding-multimodal', 'image_similarity', 'embeds texts and images', [
    'multi-modal-embed-small',
  ]),
  ...['math', 'science', 'social', 'humanities', 'law', 'generalist'].map((subject) =>
    row(`mom-expert-${subject}-flash`, 'answers', `answers questions (${subject})`),
  ),
  row('mom-expert-math-pro', 'answers', 'answers questions (math)'),
];

function row(
  name: string,
  task: MomTask,
  purpose: string,
  aliases: readonly string[] = [],
): MomModel {
  const size = /-(pro|max)$/.exec(name)?.[1] as 'pro' | 'max' | undefined;
  return { name, task, purpose, aliases, size: size ?? 'flash' };
}

/** The row of a name, an alias, a path that ends with one, or a repository. */
export function findMomModel(name: string): MomModel | undefined {
  const wanted = lastPart(name);
  return momFamily.find((model) =>
    [model.name, ...model.aliases].some((known) => known.toLowerCase() === wanted),
  );
}

function lastPart(name: string): string {
  return (name.replace(/\/+$/, '').split('/').at(-1) ?? '').toLowerCase();
}
