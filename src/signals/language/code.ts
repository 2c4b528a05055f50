const signs = /[()[\]{}<>=_$\\|;/.*~#-]|\d|[a-z][A-Z]/;
const lines = /[^\n]+/g;
const foreignLetters = /[\u0370-\u1dff\u2c00-\ud7ff\uf900-\uffdf]/;
const latinLetters = /[A-Za-z\u00c0-\u024f]/g;
const calls = /\w\(/g;
const operators = /[{}[\]<>=\\|;]|\$[A-Za-z_{(]/g;
const closing = /[;{}]$/;
const traces = /^(?:File ".*", line \d|Traceback \(|at [^ ].*:\d+\)?$)/;
const blocks =
  /^import [\w.*{}]+(?:, ?[\w.*{}]+)*(?: as \w+)?;?$|^(?:using|package) [\w. ]+;$|^(?:else|try|finally) ?:$|^from [\w.]+ import /;
/** Two plain words in a row that no programming language starts a line with: a sentence. */
const sentence =
  /^["'(*-]*(?!(?:async|await|case|catch|char|class|const|create|def|delete|double|elif|else|export|float|fn|for|from|func|function|if|import|include|insert|int|interface|let|namespace|new|package|private|protected|public|return|select|static|string|struct|switch|try|type|update|using|var|void|while)\b)[a-z\u00c0-\u024f]{2,},? [a-z\u00c0-\u024f]{2,}[\s,.:?!]/i;
const lettersOfSign = 8;

const asciiRuns = /[!-~]+/g;
const around = /^["'(,.:;!?*[]+|(?<!["'),.:;!?*\]])["'),.:;!?*\]]+$/g;
const codeInside = /[()[\]{}<>=_$\\|/~#]|\w\.\w|[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|^-/;
const capitals = /(?<![\p{L}\p{M}])[A-Z]{2,}(?![\p{L}\p{M}])/gu;
/** From the name of the program to an option with its value. */
const commands =
  /^[ \t]*(?:\$ )?(?:sudo )?(?:apt|aws|brew|cargo|cat|cd|chmod|cp|curl|docker|git|go|grep|helm|kubectl|ls|make|mkdir|mv|node|npm|npx|pip|pip3|pnpm|python|python3|rm|ssh|tar|terraform|wget|yarn)(?: [\w.:=/@~-]+){0,6}? (?:--\w[\w-]*|-\w+(?: [\w.:/]+)?)/gm;

/**
 * Takes out lines that are code and not a sentence, by how many signs of code they have for their
 * letters. A line with letters of another script than Latin is a comment or a question.
 */
export function withoutCodeLines(text: string): string {
  if (!signs.test(text) && !text.includes('import ')) return text;
  return text.replace(lines, (line) => (isCode(line.trim()) ? ' ' : line));
}

function isCode(line: string): boolean {
  if (foreignLetters.test(line)) return false;
  if (traces.test(line) || blocks.test(line)) return true;
  if (sentence.test(line)) return false;
  const score = 2 * count(line, calls) + count(line, operators) + (closing.test(line) ? 2 : 0);
  return score >= 2 && score * lettersOfSign >= count(line, latinLetters);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * Takes out words that are names in code, paths, options and abbreviations: they are the same in
 * every language.
 */
export function withoutCodeWords(text: string): string {
  if (!signs.test(text)) return withoutCapitals(text);
  const prose = text.replace(commands, ' ').replace(asciiRuns, (run) => {
    return codeInside.test(run.replace(around, '')) ? ' ' : run;
  });
  return withoutCapitals(prose);
}

/** Unless everything is in capitals. */
function withoutCapitals(text: string): string {
  return /[A-Z]{2}/.test(text) && /[a-z]{2}/.test(text) ? text.replace(capitals, ' ') : text;
}
