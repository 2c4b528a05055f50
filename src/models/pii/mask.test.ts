import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from './mask.ts';
import type { PiiEntity, PiiType } from './pii-types.ts';

function entity(text: string, type: PiiType, value: string, from = 0): PiiEntity {
  const start = text.indexOf(value, from);
  return { type, start, end: start + value.length, confidence: 1, source: 'tagger' };
}

describe('createMask', () => {
  const text = 'Ann Lee met Bob; Ann Lee wrote to ann@x.org.';
  const entities = [
    entity(text, 'PERSON', 'Ann Lee'),
    entity(text, 'PERSON', 'Bob'),
    entity(text, 'PERSON', 'Ann Lee', 5),
    entity(text, 'EMAIL_ADDRESS', 'ann@x.org'),
  ];

  it('gives equal values equal placeholders', () => {
    expect(createMask(text, entities).text).toBe(
      '[PERSON_1] met [PERSON_2]; [PERSON_1] wrote to [EMAIL_ADDRESS_1].',
    );
  });

  it.each([
    ['Dear [PERSON_2],', 'Dear Bob,'],
    ['Dear [person_2],', 'Dear Bob,'],
    ['Dear [Person 2],', 'Dear Bob,'],
    ['Dear [PERSON\\_2],', 'Dear Bob,'],
    ['Dear [PERSON-2],', 'Dear Bob,'],
    ['**[Email Address_1]**', '**ann@x.org**'],
    [
      '[EMAIL_ADDRESS_1](mailto:[EMAIL_ADDRESS_1])',
      'ann@x.org](mailto:ann@x.org)'.replace(']', ''),
    ],
    ['[PERSON_3] and [PERSON_12] and [PHONE_NUMBER_1]', null],
    ['[PERSON] and PERSON_1 and [x]', null],
    ['array[0] and [link 1](x)', null],
  ])('restores `%s`', (answer, restored) => {
    expect(createMask(text, entities).restore(answer)).toBe(restored ?? answer);
  });

  it('does not touch placeholders that the text already had', () => {
    const own = 'Replace [PERSON_1] and [person 2] by Ann.';
    const mask = createMask(own, [entity(own, 'PERSON', 'Ann')]);
    expect(mask.text).toBe('Replace [PERSON_1] and [person 2] by [PERSON_3].');
    expect(mask.restore('[PERSON_1] [PERSON_2] [PERSON_3]')).toBe('[PERSON_1] [PERSON_2] Ann');
  });

  it('puts values back as they are, also with signs of replacement patterns', () => {
    const odd = "key $& or $1 $'";
    const mask = createMask(odd, [entity(odd, 'PASSWORD', "$& or $1 $'")]);
    expect(mask.restore('[PASSWORD_1]')).toBe("$& or $1 $'");
  });

  it('does not restore inside a restored value', () => {
    const nested = 'a [PERSON_2] b Ann';
    const mask = createMask(nested, [
      entity(nested, 'ORGANIZATION', 'a [PERSON_2] b'),
      entity(nested, 'PERSON', 'Ann'),
    ]);
    expect(mask.restore(mask.text)).toBe(nested);
  });

  it('gives the text back for every choice of entities', () => {
    const word = fc.constantFrom(
      'Ann',
      'Bob',
      '[PERSON_1]',
      '[person 2]',
      '[URL_1',
      '😀',
      'e\u0301',
      '$1',
    );
    const type = fc.constantFrom<PiiType | undefined>('PERSON', 'URL', 'US_SSN', undefined);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, type), { maxLength: 15 }), (words) => {
        let whole = '';
        const chosen: PiiEntity[] = [];
        for (const [value, kind] of words) {
          const start = whole.length;
          whole += `${value} `;
          const end = start + value.length;
          if (kind) chosen.push({ type: kind, start, end, confidence: 1, source: 'pattern' });
        }
        const mask = createMask(whole, chosen);
        expect(mask.restore(mask.text)).toBe(whole);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('restores a megabyte of brackets in bounded time', () => {
    const mask = createMask(text, entities);
    const started = performance.now();
    mask.restore('[a'.repeat(1 << 19));
    mask.restore(`[${'a '.repeat(20)}`.repeat(1 << 14));
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
