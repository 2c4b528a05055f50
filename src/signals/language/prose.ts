import { withoutCodeLines, withoutCodeWords } from './code.ts';

const fence = '```';
const inlineCode = /`[^`\n]*`/g;
const texCommands = /\\[a-z]+/gi;
// Each alternative can only start where a run of its characters starts, so the search stays linear.
const addresses = /(?:https?:\/\/|www\.)[!-~]+|(?<![\w.+-])[\w.+-]+@[\w.-]+/gi;

const quotations = /"[^"\n]*"|“[^“”\n]*”|«[^«»\n]*»|「[^「」\n]*」|『[^『』\n]*』/g;
// Ends where a clause does: `TypeError: x is not iterable, warum?` asks in German.
const errorMessages =
  /(?<![A-Za-z.])[A-Za-z.]*(?:Error|Exception|Warning):[\x20-\x2b\x2d-\x3a\x3c-\x7e]*/g;
const quotes = /["“«「『]/;
const ownWords = /\p{Script=Latin}{4}|[^\p{Script=Latin}\P{L}]{2}/u;

/**
 * What people wrote in their own words: no code, formulas or addresses, and no quotations and error
 * messages unless there is hardly anything else. Of a long text it reads both ends.
 */
export function proseOf(text: string, maxCharacters: number): string {
  let prose = bothEnds(withoutFences(text), maxCharacters);
  if (prose.includes('`')) prose = prose.replace(inlineCode, ' ');
  if (prose.includes('://') || prose.includes('www.') || prose.includes('@')) {
    prose = prose.replace(addresses, ' ');
  }
  if (prose.includes('\\')) prose = prose.replace(texCommands, ' ');
  prose = withoutCodeLines(prose);
  return withoutCodeWords(withoutQuotations(prose));
}

/** Who asks what a foreign sentence means, or what an error means, asks around it. */
function withoutQuotations(text: string): string {
  let rest = text;
  if (text.includes('Error:') || text.includes('Exception:') || text.includes('Warning:')) {
    rest = rest.replace(errorMessages, ' ');
  }
  if (quotes.test(rest)) rest = rest.replace(quotations, ' ');
  if (rest === text) return text;
  return ownWords.test(withoutCodeWords(rest)) ? rest : text;
}

/** A fence without an end takes the rest with it, as it does when it is shown. */
function withoutFences(text: string): string {
  let start = text.indexOf(fence);
  if (start === -1) return text;
  let from = 0;
  let prose = '';
  while (start !== -1) {
    prose += `${text.slice(from, start)} `;
    const close = text.indexOf(fence, start + fence.length);
    if (close === -1) return prose;
    from = close + fence.length;
    start = text.indexOf(fence, from);
  }
  return prose + text.slice(from);
}

/** A question stands before or after what it is about. */
function bothEnds(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const half = maxCharacters >> 1;
  const head = text.slice(0, half);
  const tail = text.slice(-half);
  const lastBreak = head.lastIndexOf('\n');
  const firstBreak = tail.indexOf('\n');
  // Half a line of code does not look like code.
  const start = lastBreak > half / 2 ? head.slice(0, lastBreak) : head;
  return `${start}\n${firstBreak < half / 2 ? tail.slice(firstBreak + 1) : tail}`;
}
