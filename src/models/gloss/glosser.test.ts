import { describe, expect, it } from 'vitest';
import { createGlosser } from './glosser.ts';

const lexicon = (words: Record<string, string>) => new Map(Object.entries(words));

const gloss = createGlosser({
  zh: lexicon({
    请: 'please',
    证明: 'prove',
    明: 'bright',
    不等式: 'inequality',
    的: '',
    写: 'write',
  }),
  ja: lexicon({ 証明: 'proof', 書いて: 'write', ください: '', を: '' }),
  ko: lexicon({ 설명해: 'explain', 주세요: '', 함수: 'function', 를: '' }),
  es: lexicon({
    escribe: 'write',
    una: '',
    función: 'function',
    que: 'that',
    ordene: 'sort',
    datos: 'data',
  }),
  de: lexicon({ schreibe: 'write', eine: '', funktion: 'function', vertrag: 'contract', der: '' }),
});

describe('a glosser', () => {
  it.each([
    ['请证明柯西不等式。', 'please prove inequality 。'],
    ['請寫 code', 'please write code'],
    ['请写 quicksort 的证明', 'please write quicksort prove'],
    ['証明を書いてください', 'proof write'],
    ['함수를 설명해 주세요', 'function explain'],
    ['Escribe una función que ordene datos.', 'write function that sort data.'],
    ['Schreibe eine Funktion', 'write function'],
    ['der Vertrages', 'contract'],
  ])('puts English words in place of %s', (text, expected) => {
    expect(gloss(text)).toBe(expected);
  });

  it.each([
    '',
    'Write a function that sorts data.',
    'no comprende',
    '17 * 3 = ?',
    'Объясни, почему небо синее',
    'const total = price * count;',
  ])('leaves %j as it is', (text) => {
    expect(gloss(text)).toBe(text);
  });

  it('keeps words that nobody knows where the language is spaced', () => {
    expect(gloss('Escribe una función que ordene el blockchain')).toBe(
      'write function that sort el blockchain',
    );
  });

  it('takes the lexicon that knows most of the words', () => {
    const both = createGlosser({
      es: lexicon({ que: 'that', a: 'to', contrato: 'contract' }),
      pt: lexicon({ que: 'that', o: '', não: 'not', contrato: 'contract' }),
    });
    expect(both('não que o contrato')).toBe('not that contract');
  });

  it('is done with a huge text in time proportional to its length', () => {
    const startedAt = performance.now();
    gloss('证明不等式'.repeat(200_000));
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
