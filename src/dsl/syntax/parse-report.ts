import type { Diagnostic, Fix, Range } from '../ast.ts';

/** More than anybody reads; the rest of a text with so many is not looked at. */
const maxDiagnostics = 500;

/** Of a longer line only the part before a mistake counts as its line. */
const maxLine = 1000;

/** Thrown, and caught by the parser, when there are enough. */
export class TooManyMistakes extends Error {}

export interface Mistake {
  readonly code?: 'D100' | 'D110';
  readonly range: Range;
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /**
   * Where the parser stood, if it is not where the range starts: of several mistakes at one place
   * only the first is kept, the others follow from it.
   */
  readonly at?: number;
  /** What else is wrong in the line follows from this. */
  readonly coversLine?: boolean;
}

export interface Reporter {
  report(mistake: Mistake): void;
  /** All that was reported about a text, in its order. */
  finish(text: string): readonly Diagnostic[];
}

export function createReporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  const covering: Diagnostic[] = [];
  const seen = new Set<number>();

  return {
    report({ code = 'D100', range, message, fixes = [], at = range.start, coversLine = false }) {
      if (code === 'D100') {
        if (seen.has(at)) return;
        seen.add(at);
      }
      const diagnostic: Diagnostic = { code, severity: 'error', message, range, fixes };
      diagnostics.push(diagnostic);
      if (coversLine) covering.push(diagnostic);
      if (diagnostics.length >= maxDiagnostics) throw new TooManyMistakes();
    },
    finish(text) {
      const lines = covering.map((diagnostic) => {
        const { start } = diagnostic.range;
        const [before = ''] =
          /[^\n\r]*$/.exec(text.slice(Math.max(0, start - maxLine), start)) ?? [];
        const [after = ''] = /^[^\n\r]*/.exec(text.slice(start)) ?? [];
        return { diagnostic, start: start - before.length, end: start + after.length };
      });
      return diagnostics
        .filter(
          (diagnostic) =>
            !lines.some(
              (line) =>
                line.diagnostic !== diagnostic &&
                diagnostic.range.start >= line.start &&
                diagnostic.range.start < line.end,
            ),
        )
        .sort((a, b) => a.range.start - b.range.start);
    },
  };
}

/** A fix that puts `newText` in place of the range. */
export function replaceWith(range: Range, newText: string, description?: string): Fix {
  return { range, newText, description: description ?? `write \`${newText}\`` };
}

/** A piece of the text inside of a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `\`${line.length > 40 ? `${line.slice(0, 40)}…` : line}\``;
}
