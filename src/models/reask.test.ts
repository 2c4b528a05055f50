import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readManifest } from './manifest.ts';
import { REASK_FEATURES, reaskFeatures, reaskProbability } from './reask.ts';

const { reask } = readManifest(fileURLToPath(new URL('../../models/base', import.meta.url)));
const question = 'How do I renew my passport in Leeds?';

describe('reask', () => {
  it.each([
    ['the same', question, question, 1],
    ['without capitals and marks', 'how do i renew my passport in leeds', question, 1],
    ['with a slip of the keys', 'How do I renw my pasport in Leeds', question, 0.95],
    ['in key words', 'renew passport Leeds', question, 0.8],
  ])('takes a question %s for one asked again', (_how, text, earlier, cosine) => {
    for (const weights of [reask.trunk, reask.flash]) {
      expect(reaskProbability(reaskFeatures(text, earlier, cosine), weights)).toBeGreaterThan(0.5);
    }
  });

  it.each([
    ['on something else', 'What is the boiling point of ethanol?', 0.05],
    ['that goes on', 'And how long does that take?', 0.2],
    ['that only looks like it', 'How do I renew my library card in York?', 0.55],
  ])('lets a question %s pass', (_how, text, cosine) => {
    for (const weights of [reask.trunk, reask.flash]) {
      expect(reaskProbability(reaskFeatures(text, question, cosine), weights)).toBeLessThan(0.5);
    }
  });

  it.each(['', ' ', '?!', '\uD800', 'x'.repeat(1_000_000)])(
    'stays within 0 and 1 for %#',
    (text) => {
      const features = reaskFeatures(text, question, 0);
      expect(features).toHaveLength(REASK_FEATURES);
      expect(features.every((value) => value >= 0 && value <= 1)).toBe(true);
    },
  );
});
