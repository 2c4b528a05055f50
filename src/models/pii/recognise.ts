import { contactRecognisers, type ParsePhone } from './contact.ts';
import { CRYPTO_RECOGNISERS } from './crypto.ts';
import { IDENTITY_RECOGNISERS } from './identity.ts';
import { NETWORK_RECOGNISERS } from './network.ts';
import { PAYMENT_RECOGNISERS } from './payment.ts';
import { PERSONAL_RECOGNISERS } from './personal.ts';
import type { PiiEntity } from './pii-types.ts';
import type { Recogniser } from './recogniser.ts';
import { SECRET_RECOGNISERS } from './secrets.ts';

/** What the recognisers found; `isComplete` false says that a long text was not proved to the end. @public */
export interface PatternFindings {
  /** Sorted by start, without overlaps. */
  readonly entities: readonly PiiEntity[];
  readonly isComplete: boolean;
}

export type FindPatternEntities = (text: string) => PatternFindings;

/** Longest text that is searched; what lies behind is reported as not complete. */
const MAX_UNITS = 1 << 20;
/** Numbering plans are looked up at most this often in one text, about 20 us each. */
const MAX_PHONE_LOOKUPS = 2000;

function search(recogniser: Recogniser, text: string, entities: PiiEntity[]): void {
  if (recogniser.needs && !recogniser.needs.test(text)) return;
  for (const match of text.matchAll(recogniser.pattern)) {
    const value = match.at(-1) ?? match[0];
    const end = match.index + match[0].length;
    const start = end - value.length;
    const proof = recogniser.prove({ text, value, start, end });
    const found = typeof proof === 'number' ? { start, end, confidence: proof } : proof;
    if (found && found.confidence > 0) {
      entities.push({ type: recogniser.type, ...found, source: 'pattern' });
    }
  }
}

/** The surer entity keeps its place, of equally sure ones the longer; sorted by start. */
function withoutOverlaps(entities: readonly PiiEntity[], units: number): readonly PiiEntity[] {
  if (entities.length < 2) return entities;
  const ranked = entities.toSorted(
    (a, b) =>
      b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const taken = new Uint8Array(units);
  return ranked
    .filter(({ start, end }) => {
      // Matches of one recogniser never overlap, so all these walks together stay linear.
      for (let at = start; at < end; at++) if (taken[at]) return false;
      taken.fill(1, start, end);
      return true;
    })
    .toSorted((a, b) => a.start - b.start);
}

/** Loads the numbering plans (about 70 ms, once); the search itself needs no model. @public */
export async function loadPatternFinder(): Promise<FindPatternEntities> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  let lookups = 0;
  const parse: ParsePhone = (value, country) => {
    lookups++;
    if (lookups > MAX_PHONE_LOOKUPS) return undefined;
    return parsePhoneNumberFromString(value, { defaultCountry: country, extract: false });
  };
  const recognisers: readonly Recogniser[] = [
    ...PAYMENT_RECOGNISERS,
    ...IDENTITY_RECOGNISERS,
    ...NETWORK_RECOGNISERS,
    ...SECRET_RECOGNISERS,
    ...CRYPTO_RECOGNISERS,
    ...contactRecognisers(parse),
    ...PERSONAL_RECOGNISERS,
  ];
  return (text) => {
    lookups = 0;
    const searched = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
    const found: PiiEntity[] = [];
    for (const recogniser of recognisers) search(recogniser, searched, found);
    return {
      entities: withoutOverlaps(found, searched.length),
      isComplete: searched.length === text.length && lookups <= MAX_PHONE_LOOKUPS,
    };
  };
}

/** Both lists sorted and without overlaps in themselves; a recogniser's entity wins. @public */
export function mergeEntities(
  patterns: readonly PiiEntity[],
  tagged: readonly PiiEntity[],
): readonly PiiEntity[] {
  const merged: PiiEntity[] = [];
  let next = 0;
  for (const entity of tagged) {
    for (; (patterns[next]?.end ?? Infinity) <= entity.start; next++) {
      merged.push(patterns[next] as PiiEntity);
    }
    if ((patterns[next]?.start ?? Infinity) >= entity.end) merged.push(entity);
  }
  return [...merged, ...patterns.slice(next)];
}
