import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPiiManifest, readWeights } from './pii-manifest.ts';
import { PII_TYPES, type PiiEntity } from './pii-types.ts';
import { readTagTable, type TagTable } from './tag-table.ts';
import { createTagger } from './tagger.ts';
import { TAGGER_BITS } from './tagger-features.ts';

type Expected = readonly [start: number, end: number, type: string, confidence: number];

interface Fixture {
  readonly long: {
    readonly shipped: number;
    readonly madeUp: number;
    readonly last: readonly Expected[];
  };
  readonly cases: readonly {
    readonly text: string;
    readonly shipped: readonly Expected[];
    readonly madeUp: readonly Expected[];
  }[];
}

const directory = fileURLToPath(new URL('../../../models/pii/', import.meta.url));
const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/tags.json', import.meta.url), 'utf8'),
) as Fixture;
const TAG_COUNT = 1 + 2 * PII_TYPES.length;

/** Two weights in every row, as in `training/pii/make_fixture.py`. */
function madeUpTable(): TagTable {
  const rows = 1 << TAGGER_BITS;
  const cells = new Int16Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    cells[2 * row] = ((((row * 31) % 101) - 50) << 8) | ((row * 7) % TAG_COUNT);
    cells[2 * row + 1] = (((row * 17) % 51) << 8) | ((row >> 5) % TAG_COUNT);
  }
  return {
    map: new Uint8Array(rows / 8).fill(255),
    starts: Uint32Array.from({ length: rows + 1 }, (_, row) => 2 * row),
    cells,
  };
}

function openShipped() {
  const manifest = readPiiManifest(directory);
  const { file, content } = readWeights({ directory, manifest, verify: true });
  const table = readTagTable(content, { file, tagCount: TAG_COUNT });
  const { types, scale } = manifest;
  return createTagger(table, { types, reported: types, scale, leastConfidence: 0 });
}

const tagShipped = openShipped();
const types = PII_TYPES;
const tagMadeUp = createTagger(madeUpTable(), {
  types,
  reported: types,
  scale: 0.01,
  leastConfidence: 0,
});
const longText = Array.from(
  { length: 1200 },
  (_, number) => `No. ${number}: Ida Holm-${number % 7} moved to Bergen${'.'.repeat(number % 5)}`,
).join(' ');

function rounded(entities: readonly PiiEntity[]): readonly Expected[] {
  return entities.map(({ start, end, type, confidence }) => [
    start,
    end,
    type,
    Number(confidence.toFixed(3)),
  ]);
}

function expected(list: readonly Expected[]): readonly unknown[] {
  return list.map(([start, end, type, confidence]) => [
    start,
    end,
    type,
    expect.closeTo(confidence, 2),
  ]);
}

describe('tagger', () => {
  it.each(fixture.cases.map((one, row) => [row, one.text.slice(0, 40), one] as const))(
    'tags as the training side does: %i %j',
    (_row, _start, { text, shipped, madeUp }) => {
      expect(rounded(tagMadeUp(text))).toEqual(expected(madeUp));
      expect(rounded(tagShipped(text))).toEqual(expected(shipped));
    },
  );

  it('tags a text of many blocks as the training side does', () => {
    const found = tagMadeUp(longText);
    expect(found).toHaveLength(fixture.long.madeUp);
    expect(rounded(found.slice(-20))).toEqual(expected(fixture.long.last));
    expect(tagShipped(longText)).toHaveLength(fixture.long.shipped);
  });

  it('hands out only the types asked for', () => {
    const manifest = readPiiManifest(directory);
    const { file, content } = readWeights({ directory, manifest, verify: false });
    const table = readTagTable(content, { file, tagCount: TAG_COUNT });
    const tag = createTagger(table, { ...manifest, reported: ['GPE'] });
    const text = 'My name is Ottilie Brandvold and I live in Paris.';
    expect(tag(text).map(({ type }) => type)).toEqual(['GPE']);
  });

  it('finds the same again after another text', () => {
    const text = 'I work for Siemens in Madrid and my name is Karen Lindqvist.';
    const first = tagShipped(text);
    tagShipped(longText);
    expect(tagShipped(text)).toEqual(first);
  });
});

describe('tag table', () => {
  const rows = (1 << TAGGER_BITS) / 8;

  it.each([
    ['a file that is too short', Buffer.alloc(100), /damaged: it has only 100 bytes/],
    ['weights that are missing', Buffer.alloc(rows + 1, 1).fill(0, 1, rows), /describes/],
    ['bytes left over', Buffer.alloc(rows + 5), /describes/],
    [
      'a tag that does not exist',
      Buffer.concat([Buffer.alloc(rows).fill(1, 0, 1), Buffer.from([1, TAG_COUNT, 1])]),
      /a tag that does not exist/,
    ],
  ])('refuses %s', (_name, content, message) => {
    expect(() => readTagTable(content, { file: 'tagger.bin', tagCount: TAG_COUNT })).toThrow(
      message,
    );
  });
});
