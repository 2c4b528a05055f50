/** Words that start a block at the top level of a program. */
const blockStart =
  /^[ \t]*(?:#|(?:ROUTING|ENTRYPOINT|RECIPE|SIGNAL|PROJECTION|ROUTE|DECISION|DECISION_TREE|MODEL|PLUGIN|TEST|WITH)\b)/m;
const endOfThoughts = '</think>';
const fence = /^[ \t]*(?:```|~~~)[\w.+-]*[ \t]*$/;

/**
 * The program in the answer of a model: without its thoughts, fences, and what it says before and
 * after. Empty when there is none; what is broken inside is left to the parser.
 */
export function extractProgram(answer: string): string {
  const spoken = answer.split(endOfThoughts).at(-1) ?? '';
  const block = longestFenced(spoken.replaceAll(/\r\n?/g, '\n'));
  const start = block.search(blockStart);
  if (start === -1) return '';
  const program = block.slice(start);
  const text = program.slice(0, endOfBlocks(program)).trim();
  return text === '' ? '' : `${text}\n`;
}

/** Models put programs between lines of backticks; an unfinished answer lacks the last one. */
function longestFenced(text: string): string {
  const parts: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (fence.test(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  if (parts.length === 1) return text;
  const programs = parts.map((lines) => lines.join('\n')).filter((part) => blockStart.test(part));
  return programs.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** Offset after the last block that is closed; the whole text while one is open. */
function endOfBlocks(program: string): number {
  let depth = 0;
  let end = 0;
  for (let at = 0; at < program.length; at += 1) {
    switch (program[at]) {
      case '"':
        at = endOfString(program, at);
        break;
      case '#':
        at = endOfLine(program, at);
        break;
      case '{':
        // Braces in what is said afterwards.
        if (depth === 0 && !blockStart.test(program.slice(end, at))) return end;
        depth += 1;
        break;
      case '}':
        depth -= 1;
        if (depth === 0) end = at + 1;
        break;
      default:
    }
  }
  return depth > 0 || end === 0 ? program.length : end;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
