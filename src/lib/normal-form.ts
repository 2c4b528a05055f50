/** The text in NFKC, so that one word has one spelling; the same string when that changes nothing. */
export function toNormalForm(text: string): string {
  if (Buffer.byteLength(text) === text.length) return text;
  const normal = text.normalize('NFKC');
  return normal === text ? text : normal;
}
