import type { JsonObject } from '../../src/protocols/canonical.ts';

const words = `the of and to in a is that for it as was with be by on not he this are or his from at
which but have an had they you were their one all we can her has there been if more when will would
who so no out up into them then some could time these two may first do any my now such like our over
new man me even most made after also did many before must through back years where much your way well
down should because each just those people how too little state good very make world still see own
work long here get both between life being under never day same another know while last might us great
old year off come since against go came right used take three small house question during without
again place around however home found put thought went say part once general high upon school every
does got united left number course war until always away something fact though water less public
think almost hand enough far took head yet government system better set told nothing night end why
called find going look asked later point knew next program city business give group toward young days
let room word present several social order`.split(/\s+/);

const syllables = 'in vo ta ren mal kir son der pla tu bre no fi gar lem'.split(' ');

/** English prose of so many bytes, the same in each run; every 40th word is one of `planted`. */
export function prose(bytes: number, planted: readonly string[] = []): string {
  const random = createRandom(bytes);
  let text = '';
  for (let count = 1; text.length < bytes; count++) {
    const isPlanted = planted.length > 0 && count % 40 === 0;
    const word = pick(isPlanted ? planted : words, random);
    const isSentenceEnd = count % 14 === 0;
    text += isSentenceEnd ? `${word}. ` : `${word} `;
  }
  return text.slice(0, bytes);
}

/** Pseudo-words that share their beginnings with English ones and with each other. */
export function pseudoWords(count: number): readonly string[] {
  const random = createRandom(count);
  const found = new Set<string>();
  while (found.size < count) {
    const parts = Array.from({ length: 2 + Math.floor(random() * 2) }, () =>
      pick(syllables, random),
    );
    found.add(parts.join(''));
  }
  return [...found];
}

export function chatBody(text: string): JsonObject {
  return {
    model: 'auto',
    messages: [
      { role: 'system', content: 'You answer briefly.' },
      { role: 'user', content: text },
    ],
  };
}

/** Linear congruential generator (constants of Numerical Recipes): 0 <= x < 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(random() * list.length)] ?? '';
}
