const fence = '```';
const inlineCode = /`[^`\n]*`/g;
const texCommands = /\\[a-z]+/gi;
// Each alternative can only start where a run of its characters starts, so the search stays linear.
const addresses = /(?:https?:\/\/|www\.)[!-~]+|(?<![\w.+-])[\w.+-]+@[\w.-]+/gi;

/** The first characters of the text that people wrote: no code, formulas, addresses. */
export function proseOf(text: string, maxCharacters: number): string {
  let prose = withoutFences(text, maxCharacters);
  if (prose.includes('`')) prose = prose.replace(inlineCode, ' ');
  if (prose.includes('://') || prose.includes('www.') || prose.includes('@')) {
    prose = prose.replace(addresses, ' ');
  }
  if (prose.includes('\\')) prose = prose.replace(texCommands, ' ');
  return prose;
}

/** A fence without an end takes the rest with it, as it does when it is shown. */
function withoutFences(text: string, maxCharacters: number): string {
  let from = 0;
  let prose = '';
  while (prose.length < maxCharacters) {
    const start = text.indexOf(fence, from);
    const end = start === -1 ? text.length : start;
    prose += text.slice(from, Math.min(end, from + maxCharacters - prose.length));
    if (start === -1) return prose;
    const close = text.indexOf(fence, start + fence.length);
    if (close === -1) return prose;
    from = close + fence.length;
    prose += ' ';
  }
  return prose;
}
