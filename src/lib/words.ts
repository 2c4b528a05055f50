const words = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Runs of letters and digits with their marks. */
export function splitWords(text: string): readonly string[] {
  return text.match(words) ?? [];
}

/** Every run of `count` words, joined by spaces, once. */
export function windowsOf(words: readonly string[], count: number): ReadonlySet<string> {
  if (count === 1) return new Set(words);
  const windows = new Set<string>();
  for (let start = 0; start + count <= words.length; start++) {
    windows.add(words.slice(start, start + count).join(' '));
  }
  return windows;
}
