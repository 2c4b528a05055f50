import type { LabelScorer } from './external-model.ts';
import type { openPreferenceChooser } from './preference-chooser.ts';

export type PreferenceChooser = ReturnType<typeof openPreferenceChooser>;
type PreferenceRoutes = Parameters<typeof openPreferenceChooser>[0]['routes'];

/** What an `llm` classifier rule says. */
interface ClassifierQuestion {
  /** Name of the external model. */
  readonly model: string;
  readonly labels: readonly string[];
  readonly instructions: string;
}

/**
 * The models on servers that one configuration names, opened when first asked for. Equal questions
 * share a client, and all questions to one entry its circuit breaker. What cannot be asked (no
 * address, a key without value) rejects every question with `model_unavailable`.
 */
export interface ExternalClients {
  /** The guard behind `prompt_guard.protocol`; undefined: the built-in one is asked. */
  guard(): LabelScorer | undefined;
  classifier(question: ClassifierQuestion): LabelScorer;
  /** The classify protocol at the address of an external model. */
  http(question: Pick<ClassifierQuestion, 'model' | 'labels'>): LabelScorer;
  /** The server under `modules.classifier.mcp`. */
  mcp(): LabelScorer;
  /** A folder with a model that runs here; relative to the configuration. */
  local(model: { readonly model_path: string; readonly labels: readonly string[] }): LabelScorer;
  /** Undefined: no entry has the role `preference`. */
  preference(routes: PreferenceRoutes): PreferenceChooser | undefined;
  close(): Promise<void>;
}
