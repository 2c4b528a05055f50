const maxUnits = 32_768;
/** The rest is the end of the text, where the question often stands. */
const headShare = 3 / 4;

/**
 * What learned signals hand to the models, which take their own window of tokens from its head and
 * tail: the trimmed text, of a huge one only the beginning and the end.
 */
export function learnedText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= maxUnits) return trimmed;
  const headEnd = wholeCharacter(trimmed, maxUnits * headShare);
  const tailStart = wholeCharacter(trimmed, trimmed.length - maxUnits * (1 - headShare));
  return `${trimmed.slice(0, headEnd)}\n${trimmed.slice(tailStart)}`;
}

/** The offset, or the one before where it would part the halves of a character. */
function wholeCharacter(text: string, offset: number): number {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 ? offset - 1 : offset;
}
