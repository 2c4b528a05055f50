import { SwitchyardError } from '../../errors.ts';
import type { ExternalClients } from '../../models/external/external-clients.ts';
import type { TextModels } from '../../models/text-models.ts';
import type { PreparedBanks } from '../prepared-banks.ts';
import type { LearnedSignal, PreferenceSettings, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import type { PreferenceRule } from './schema.ts';

interface PreferenceOptions {
  readonly rules: readonly PreferenceRule[];
  readonly models: TextModels;
  readonly external: ExternalClients;
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly settings: PreferenceSettings;
}

const THRESHOLD = 0.7;
/** The end of a conversation says what is wanted now. */
const MAX_MESSAGES = 12;
const MAX_MESSAGE_UNITS = 4000;

/** Which of some kinds of requests this is: by examples, or as a chat model says. */
export function createPreferenceSignal(options: PreferenceOptions): LearnedSignal {
  return options.settings.use_contrastive ? contrastive(options) : chosen(options);
}

/** The rule whose examples are nearest matches, if it is near enough and leads by the margin. */
function contrastive({
  rules,
  models,
  banks,
  windowsOf,
  settings: { prototype_scoring: scoring },
}: PreferenceOptions): LearnedSignal {
  const margin = Math.max(0, scoring.margin_threshold);
  const described = rules.map(({ name, description = '', examples = [], threshold, mode }) => ({
    name,
    threshold: threshold ?? THRESHOLD,
    isAlone: mode !== 'all',
    texts: [...(description.trim() === '' ? [] : [description]), ...examples],
    keys: {
      margin: `preference:${name}:margin`,
      best: `preference:${name}:best`,
      support: `preference:${name}:support`,
      count: `preference:${name}:prototype_count`,
    },
  }));
  const prepare = () => Promise.all(described.map(({ texts }) => banks.bankOf(texts, scoring)));
  return {
    cost: 'model',
    async prepare() {
      await prepare();
    },
    async evaluate({ evaluationText }, abort) {
      const [prepared, vectors] = await Promise.all([
        prepare(),
        embedWindows(evaluationText, { models, windowsOf, abort }),
      ]);
      if (vectors.length === 0) return [];
      const scored = prepared.map((bank) => bank.score(vectors));
      const scores = scored.map((found) => found?.score ?? 0);
      return described.map(({ name, threshold, isAlone, keys }, index): RuleResult => {
        const found = scored[index];
        if (found === undefined)
          return { name, isMatch: false, confidence: 0, value: 0, threshold };
        const value = found.score;
        const rival = Math.max(0, ...scores.filter((_, other) => other !== index));
        const lead = scores.length > 1 ? value - rival : 0;
        const isFirst = index === scores.indexOf(Math.max(...scores));
        const doesLead = !isAlone || (isFirst && (lead >= margin || scores.length === 1));
        return {
          name,
          isMatch: value >= threshold && doesLead,
          confidence: Math.min(1, Math.max(0, value)),
          value,
          threshold,
          values: {
            [keys.margin]: lead,
            [keys.best]: found.best,
            [keys.support]: found.support,
            [keys.count]: prepared[index]?.prototypes.length ?? 0,
          },
          evidence: [found.nearest],
        };
      });
    },
  };
}

/** An external model reads the conversation and names one route. */
function chosen({ rules, external }: PreferenceOptions): LearnedSignal {
  const routes = rules.map(({ name, description }) => ({
    name,
    ...(description === undefined ? {} : { description }),
  }));
  const chooser = external.preference(routes);
  return {
    cost: 'remote',
    async prepare() {},
    async evaluate({ messages }, signal) {
      if (chooser === undefined) {
        throw new SwitchyardError(
          'model_unavailable',
          'no external model has the role `preference`, declare one or set `use_contrastive: true`',
        );
      }
      const said = messages
        .filter(({ role, text }) => (role === 'user' || role === 'assistant') && text.trim() !== '')
        .slice(-MAX_MESSAGES)
        .map(({ role, text }) => ({ role, text: text.slice(0, MAX_MESSAGE_UNITS) }));
      if (said.length === 0) return [];
      const { route } = await chooser.choose(said, { signal });
      // The model says which, not how sure it is.
      return rules.map(({ name }) => ({ name, isMatch: name === route, confidence: 1 }));
    },
  };
}
