import type { TextModels } from '../../models/text-models.ts';
import type { LearnedSignal, ModalitySettings, RuleResult } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import { createCues, editsImage } from './cues.ts';
import type { ModalityRule } from './schema.ts';

interface ModalityOptions {
  readonly rules: readonly ModalityRule[];
  readonly models: TextModels;
  readonly settings: ModalitySettings;
}

type Name = ModalityRule['name'];

interface Verdict {
  readonly name: Name;
  readonly confidence: number;
}

/** In the words of the model. */
const modelLabels: Readonly<Record<Name, string>> = {
  AR: 'text',
  DIFFUSION: 'image',
  BOTH: 'both',
};
const names = Object.keys(modelLabels) as readonly Name[];
const EDIT_CONFIDENCE = 0.8;

/** Exactly one of text, image and both is wanted; rules that declare it match. */
export function createModalitySignal({ rules, models, settings }: ModalityOptions): LearnedSignal {
  const { enabled = true, method = 'hybrid' } = settings;
  const { confidence_threshold: threshold = 0.6, lower_threshold_ratio: ratio = 0.7 } = settings;
  const cues = createCues(settings);

  async function classify(text: string, signal: AbortSignal): Promise<readonly Verdict[]> {
    const { modality } = await models.classify(text, ['modality'], { signal });
    return names.map((name) => ({
      name,
      confidence: modality.probabilities[modality.labels.indexOf(modelLabels[name])] ?? 0,
    }));
  }

  /** A sure model decides, then agreement, then a fairly sure model, then words. */
  async function hybrid(text: string, signal: AbortSignal): Promise<Verdict> {
    const byWords = cues(text);
    let best: Verdict;
    try {
      best = bestOf(await classify(text, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      return byWords; // words need no model
    }
    if (best.confidence >= threshold) return best;
    if (best.name === byWords.name) {
      return { name: best.name, confidence: (best.confidence + byWords.confidence) / 2 };
    }
    return best.confidence >= threshold * ratio ? best : byWords;
  }

  async function verdictOf(text: string, hasImage: boolean, signal: AbortSignal): Promise<Verdict> {
    if (text === '') return { name: 'AR', confidence: 1 };
    // Words about a picture that is there say nothing of the one that is to be made of it.
    if (hasImage && editsImage(text)) return { name: 'DIFFUSION', confidence: EDIT_CONFIDENCE };
    if (method === 'keyword') return cues(text);
    if (method === 'hybrid') return hybrid(text, signal);
    const best = bestOf(await classify(text, signal));
    return best.confidence >= threshold ? best : { name: 'AR', confidence: 1 - best.confidence };
  }

  return {
    cost: 'model',
    async prepare() {
      if (enabled && method !== 'keyword') await models.ready();
    },
    async evaluate({ evaluationText, facts }, abort) {
      if (!enabled) return [];
      const found = await verdictOf(learnedText(evaluationText), facts.images > 0, abort);
      return rules.map(({ name }): RuleResult => {
        const isMatch = name === found.name;
        const value = isMatch ? found.confidence : 0;
        return { name, isMatch, confidence: value, value };
      });
    },
  };
}

function bestOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((best, one) => (one.confidence > best.confidence ? one : best));
}
