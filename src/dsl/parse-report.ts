import type { Diagnostic, Fix, Range } from './ast.ts';

/** More than anybody reads; the rest of a text with so many is not looked at. */
const maxDiagnostics = 500;

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
}

export interface Reporter {
  readonly diagnostics: readonly Diagnostic[];
  report(mistake: Mistake): void;
}

export function createReporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<number>();

  return {
    diagnostics,
    report({ code = 'D100', range, message, fixes = [], at = range.start }) {
      if (code === 'D100') {
        if (seen.has(at)) return;
        seen.add(at);
      }
      diagnostics.push({ code, severity: 'error', message, range, fixes });
      if (diagnostics.length >= maxDiagnostics) throw new TooManyMistakes();
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
