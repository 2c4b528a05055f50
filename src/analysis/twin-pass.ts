import { type SignalType, signalCollections } from '../signals/collections.ts';
import type { Pass } from './pass.ts';
import type { SignalsInput } from './routing-input.ts';

/** Types whose rules mean something by their names alone. */
const namedTypes = new Set(['domain', 'language', 'fact_check', 'user_feedback', 'modality']);

const collections = Object.entries(signalCollections) as [SignalType, keyof SignalsInput][];

/** Signals of one type that ask the same under two names. */
export const checkTwins: Pass = ({ routing, path }, report) => {
  for (const [type, collection] of collections) {
    if (namedTypes.has(type)) continue;
    const seen = new Map<string, string>();
    for (const [index, rule] of (routing.signals[collection] ?? []).entries()) {
      const asked = contentOf(rule);
      const twin = seen.get(asked);
      if (twin === undefined) seen.set(asked, rule.name);
      else if (twin !== rule.name) {
        report({
          code: 'duplicate_signal',
          severity: 'info',
          path: [...path, 'signals', collection, index],
          message: `\`${type}:${rule.name}\` asks the same as \`${type}:${twin}\``,
          suggestion: 'keep one of them',
        });
      }
    }
  }
};

function contentOf(rule: object): string {
  const parts = Object.entries(rule).filter(([key, value]) => {
    return key !== 'name' && key !== 'description' && value !== undefined;
  });
  return JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
