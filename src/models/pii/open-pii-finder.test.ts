import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPiiFinder } from './open-pii-finder.ts';

const directory = fileURLToPath(new URL('../../../models/pii/', import.meta.url));
const finder = await openPiiFinder({ directory, verify: true });

function found(text: string): readonly (readonly [string, string])[] {
  return finder.find(text).entities.map(({ type, start, end }) => [type, text.slice(start, end)]);
}

function expectOrdered(text: string): void {
  let behind = 0;
  for (const { start, end, confidence } of finder.find(text).entities) {
    expect(start).toBeGreaterThanOrEqual(behind);
    expect(end).toBeGreaterThan(start);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThanOrEqual(1);
    behind = end;
  }
  expect(behind).toBeLessThanOrEqual(text.length);
}

describe('PII finder', () => {
  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      'My name is Karen Lindqvist and I live in Madrid.',
      [
        ['PERSON', 'Karen Lindqvist'],
        ['GPE', 'Madrid'],
      ],
    ],
    [
      '😀😀 My name is Karen Lindqvist, mail me: karen.l@example.org',
      [
        ['PERSON', 'Karen Lindqvist'],
        ['EMAIL_ADDRESS', 'karen.l@example.org'],
      ],
    ],
    [
      'Ich heiße Jürgen Vogel und wohne in Hamburg.',
      [
        ['PERSON', 'Jürgen Vogel'],
        ['GPE', 'Hamburg'],
      ],
    ],
    [
      '我叫王小明，住在上海。',
      [
        ['PERSON', '王小明'],
        ['GPE', '上海'],
      ],
    ],
    ['Write a function that sorts a list of numbers.', []],
    ['', []],
    [' \n\t', []],
  ])('finds the data of %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('says where an entity comes from', () => {
    const { entities, isComplete } = finder.find('Tell Karen Lindqvist to use karen@example.org');
    expect(entities.map(({ source }) => source)).toEqual(['tagger', 'pattern']);
    expect(isComplete).toBe(true);
  });

  it('lets a recogniser win where both find something', () => {
    const text =
      'The account holder is john.smith@example.com and the card is 4111 1111 1111 1111.';
    expect(found(text)).toEqual([
      ['EMAIL_ADDRESS', 'john.smith@example.com'],
      ['CREDIT_CARD', '4111 1111 1111 1111'],
    ]);
  });

  it.each([
    ['lone surrogates', '\ud83d My name is Karen Lindqvist \udc00\ud800'],
    ['NUL and controls', 'My name is \0Karen Lindqvist\u0007'],
    ['one word without end', 'a'.repeat(10_000)],
    ['many entities', 'Karen Lindqvist met Ivan Petrov in Oslo on 3 May 2031. '.repeat(300)],
  ])('gives ordered entities inside the text for %s', (_name, text) => {
    expectOrdered(text);
  });

  it('keeps names beside a lone surrogate', () => {
    const text = '\ud83d My name is Karen Lindqvist and I live in Madrid. \udc00';
    expect(found(text)).toContainEqual(['PERSON', 'Karen Lindqvist']);
  });

  it('says that a text beyond its limit was not searched to the end', () => {
    const limit = 1 << 20;
    const name = ' My name is Karen Lindqvist.';
    const filler = ' '.repeat(limit - name.length);
    expect(finder.find(filler + name)).toMatchObject({ isComplete: true });
    const longer = finder.find(`${name}${' '.repeat(limit)}${name}`);
    expect(longer.isComplete).toBe(false);
    expect(longer.entities).toHaveLength(1);
  });

  it.each([
    ['signs', '.'],
    ['names', 'Karen Lindqvist '],
    ['Chinese', '王'],
    ['short lines', 'A\n'],
  ])('searches 1 MiB of %s in bounded time', (_name, unit) => {
    const text = unit.repeat((1 << 20) / unit.length);
    const started = process.cpuUsage();
    const { entities } = finder.find(text);
    const { user, system } = process.cpuUsage(started);
    // About 0.4 s of prose and 1.5 s of the worst, which has a token in every unit.
    expect((user + system) / 1e6).toBeLessThan(10);
    expect(entities.every(({ end }, at) => end <= (entities[at + 1]?.start ?? text.length))).toBe(
      true,
    );
  });
});

describe('folder of the PII tagger', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'switchyard-pii-'));
    cpSync(directory, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has the version of its manifest', async () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const { version } = await openPiiFinder({ directory: folder });
    expect(version).toBe(manifest.version);
  });

  it.each<[string, (folder: string) => void, boolean, RegExp]>([
    ['is missing', (at) => rmSync(at, { recursive: true }), false, /manifest\.json.*check out/],
    ['lacks its weights', (at) => rmSync(join(at, 'tagger.bin')), false, /tagger\.bin.*check out/],
    [
      'has cut weights',
      (at) => truncateSync(join(at, 'tagger.bin'), 1000),
      false,
      /1000 bytes instead of \d+.*check out/,
    ],
    [
      'has changed weights',
      (at) => {
        const content = readFileSync(join(at, 'tagger.bin'));
        content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
        writeFileSync(join(at, 'tagger.bin'), content);
      },
      true,
      /SHA-256/,
    ],
    [
      'names an unknown type',
      (at) => {
        const file = join(at, 'manifest.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"AGE"', '"SHOE_SIZE"'));
      },
      false,
      /types\.0.*check out/,
    ],
  ])('is refused with a remedy when it %s', async (_name, damage, verify, message) => {
    damage(folder);
    const opening = openPiiFinder({ directory: folder, verify });
    folder = mkdtempSync(join(tmpdir(), 'switchyard-pii-'));
    await expect(opening).rejects.toThrow(message);
  });
});
