import type { Diagnostic } from '../dsl/ast.ts';
import { createLineIndex, type Position } from '../dsl/lines.ts';
import { visible } from './terminal.ts';

/** A diagnostic as commands show it, with lines and columns from 1. */
export interface PlacedDiagnostic {
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixes: readonly PlacedFix[];
}

interface PlacedFix {
  readonly description: string;
  readonly newText: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Diagnostics with their places, in the order of the text. */
export function placeDiagnostics(
  diagnostics: readonly Diagnostic[],
  { file, text }: { readonly file: string; readonly text: string },
): readonly PlacedDiagnostic[] {
  const lines = createLineIndex(text);
  return [...diagnostics]
    .sort((a, b) => a.range.start - b.range.start)
    .map(({ code, severity, message, range, fixes }) => {
      const start = lines.position(range.start);
      const end = lines.position(range.end);
      return {
        code,
        severity,
        message,
        file,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        fixes: fixes.map((fix) => ({
          description: fix.description,
          newText: fix.newText,
          range: { start: lines.position(fix.range.start), end: lines.position(fix.range.end) },
        })),
      };
    });
}

/** `error[D200] policy.dsl:12:8: ...`, and what would settle it below. */
export function diagnosticLines(diagnostic: PlacedDiagnostic): readonly string[] {
  const { severity, code, file, line, column, message, fixes } = diagnostic;
  return [
    `${severity}[${code}] ${file}:${line}:${column}: ${message}`,
    ...fixes.map(({ description }) => `  hint: ${description}`),
  ].map(visible);
}
