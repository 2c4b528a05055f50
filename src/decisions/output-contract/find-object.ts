/** How often the whole text may be read; many short pairs of braces are one reading. */
const maxReadings = 4;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The first text in an answer that is a JSON object, whatever stands around it: models explain, and
 * fence their code. Braces of prose are passed over, within a limit that keeps time linear.
 */
export function findJsonObject(text: string): string | undefined {
  let start = text.indexOf('{');
  let unitsLeft = maxReadings * text.length;
  while (start >= 0 && unitsLeft > 0) {
    const end = objectEnd(text, start);
    if (end !== undefined && isJson(text.slice(start, end))) return text.slice(start, end);
    unitsLeft -= (end ?? text.length) - start;
    start = text.indexOf('{', start + 1);
  }
  return undefined;
}

/** Behind the brace that closes the one at `start`; braces within strings do not count. */
function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) isInString = false;
    } else if (unit === QUOTE) isInString = true;
    else if (unit === OPEN_BRACE) depth += 1;
    else if (unit === CLOSE_BRACE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // braces that are no JSON, of code or of prose
  }
}
