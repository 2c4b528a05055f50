import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { knownWords } from '../vocabulary.ts';
import { openGlosser } from './open-glosser.ts';

const shipped = fileURLToPath(new URL('../../../models/gloss', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'glosses-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('lexicons in a folder', () => {
  it('are joined by language, later files over earlier ones; other files are left alone', () => {
    writeFileSync(join(folder, 'zh-a.tsv'), '写\twrite\n诗\tverse\n');
    writeFileSync(join(folder, 'zh-b.tsv'), '诗\tpoem\n的\t\n');
    writeFileSync(join(folder, 'README.md'), '写\tnothing\n');
    expect(openGlosser(folder)('写的诗')).toBe('write poem');
  });
});

describe('the lexicons that ship with the product', () => {
  const encoder = fileURLToPath(new URL('../../../models/base', import.meta.url));
  const gloss = openGlosser(shipped, knownWords(encoder));

  it.each(readdirSync(shipped).filter((file) => file.endsWith('.tsv')))(
    '%s has one word and one short gloss a line, and no word twice',
    (file) => {
      const lines = readFileSync(join(shipped, file), 'utf8').trimEnd().split('\n');
      const words = lines.map((line) => line.split('\t')[0]);
      const odd = lines.filter((line) => !/^[^\t]+\t(?:[^\t ]+(?: [^\t ]+){0,2})?$/.test(line));
      expect(odd).toEqual([]);
      expect(new Set(words).size).toBe(words.length);
      expect(lines.length).toBeGreaterThan(2000);
    },
  );

  it.each([
    ['请严格证明这个不等式', ['prove', 'inequality']],
    ['請寫一首關於秋天的詩', ['write', 'autumn']],
    ['契約書のリスクを説明してください', ['contract', 'risk', 'explain']],
    ['이 계약서의 위험을 설명해 주세요', ['contract', 'explain']],
    ['Explique los riesgos de este contrato, por favor', ['risk', 'contract']],
    ['Explique les risques de ce contrat, merci', ['contract', 'thanks']],
    ['Erkläre mir bitte die Risiken in diesem Vertrag', ['explain', 'contract']],
    ['Explique, por favor, os riscos que não estão neste contrato', ['risk', 'contract', 'not']],
    ['Объясни, пожалуйста, риски этого договора', ['explain', 'contract']],
    ['اشرح لي مخاطر هذا العقد من فضلك', ['explain', 'contract']],
    ['कृपया इस अनुबंध के जोखिम समझाइए', ['contract', 'explain']],
  ])('read %s', (text, words) => {
    const glossed = gloss(text);
    for (const word of words) expect(glossed).toContain(word);
  });

  it.each([
    'pain relief',
    'gift ideas',
    'die casting',
    'data or code',
    'main menu',
    'hat trick',
    'sale price',
    'merge sort',
    'chat',
    'SELECT id FROM users',
    'npm run build',
    'fix bug pls',
    'large language model',
  ])('leave %j alone', (text) => {
    expect(gloss(text)).toBe(text);
  });
});
