import { CJK, createCharacterKinds } from '../../lib/character-kinds.ts';

const tokensPerCjkCharacter = 1.5;
const tokensPerWord = 1.3;

/** Estimates how many tokens a part of a text takes; a sum of parts is that of the whole. */
export type TokenCounter = (text: string, start: number, end: number) => number;

export function createTokenCounter(): TokenCounter {
  const kinds = createCharacterKinds();
  return (text, start, end) => {
    let cjk = 0;
    let words = 0;
    let isInWord = false;
    for (let index = start; index < end; index += 1) {
      const unit = text.charCodeAt(index);
      if (((kinds[unit] as number) & CJK) !== 0) {
        cjk += 1;
        isInWord = false;
      } else if (unit <= 0x20 || unit === 0xa0 || isWideSign(unit)) {
        isInWord = false;
      } else if (!isInWord) {
        words += 1;
        isInWord = true;
      }
    }
    return tokensPerCjkCharacter * cjk + tokensPerWord * words;
  };
}

/** Blanks and punctuation of Chinese and Japanese, which are no words. */
function isWideSign(unit: number): boolean {
  return (
    (unit >= 0x3000 && unit <= 0x303f) ||
    (unit >= 0xff01 && unit <= 0xff0f) ||
    (unit >= 0xff1a && unit <= 0xff1f)
  );
}
