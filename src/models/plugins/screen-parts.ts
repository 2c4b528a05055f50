import type { Classification } from '../text-models.ts';
import type { SequencePlugin } from './plugin-model.ts';

const MAX_PARTS = 64;
const MAX_OVERLAP_UNITS = 200;
const MIN_PART_UNITS = 64;
/** From here on, more parts cannot change the verdict. */
const DECISIVE = 0.02;

/**
 * The answer of the part of a text that is least `harmless`. What a model cannot see whole is halved,
 * overlapping, until it can; `isTruncated` where that would take too many parts.
 */
export async function screenParts(
  model: Pick<SequencePlugin, 'classify'>,
  { text, harmless }: { readonly text: string; readonly harmless: string },
  options: { readonly signal?: AbortSignal },
): Promise<Classification> {
  const innocence = ({ labels, probabilities }: Classification) =>
    probabilities[labels.indexOf(harmless)] ?? 1;
  let level: readonly string[] = [text];
  let asked = 0;
  let worst: Classification | undefined;
  for (;;) {
    const found = await Promise.all(level.map((part) => model.classify(part, options)));
    asked += level.length;
    for (const one of found) {
      if (worst === undefined || innocence(one) < innocence(worst)) worst = one;
    }
    const current = worst as Classification;
    const cut = level.filter((_, at) => found[at]?.isTruncated);
    const next = cut.filter(({ length }) => length >= MIN_PART_UNITS).flatMap(halves);
    const isUnseen =
      cut.length > 0 && (next.length < 2 * cut.length || asked + next.length > MAX_PARTS);
    if (cut.length === 0 || isUnseen || innocence(current) < DECISIVE) {
      return { ...current, isTruncated: isUnseen };
    }
    level = next;
  }
}

function halves(text: string): readonly string[] {
  const middle = Math.floor(text.length / 2);
  const overlap = Math.floor(Math.min(MAX_OVERLAP_UNITS, text.length / 8) / 2);
  return [text.slice(0, middle + overlap), text.slice(middle - overlap)];
}
