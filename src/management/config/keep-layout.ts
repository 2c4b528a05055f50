import { diffArrays } from 'diff';

/** Comparing takes the product of lines and differences. */
const MAX_DIFFERENCES = 1000;

interface Layouts {
  /** The text as its writer laid it out. */
  readonly original: string;
  /** The same document as a printer lays it out. */
  readonly printed: string;
  /** The changed document as the same printer lays it out. */
  readonly changed: string;
}

/**
 * The original text with the lines replaced that the change touches, indented like their neighbours;
 * all others stay as they were. Layouts may not fit together, so the result has to be read again.
 * Undefined: hardly anything stays.
 */
export function keepLayout({ original, printed, changed }: Layouts): string | undefined {
  const lines = printed.split('\n');
  const edits = editsOf(lines, changed.split('\n'));
  const blocks = blocksOf(original.split('\n'), lines);
  if (edits === undefined || blocks === undefined) return undefined;
  const indent = indenter(blocks, lines);
  const result: string[] = [];
  for (const { originalLines, start, end } of blocks) {
    result.push(...indent(edits.takeBefore(start), start));
    const span = range(start, end);
    const isTouched = span.some((line, index) =>
      index > 0 ? !edits.kept.has(line) || edits.isBefore(line) : !edits.kept.has(line),
    );
    if (!isTouched) result.push(...originalLines);
    else {
      for (const line of span) {
        result.push(...indent(edits.takeBefore(line), line));
        if (edits.kept.has(line)) result.push(...indent([lines[line] ?? ''], line));
      }
    }
  }
  return [...result, ...indent(edits.takeBefore(lines.length), lines.length)].join('\n');
}

/** Lines of the printed text that stay, and what comes in before each. */
function editsOf(printed: readonly string[], changed: readonly string[]) {
  const kept = new Set<number>();
  const inserted = new Map<number, readonly string[]>();
  let at = 0;
  const parts = diffArrays([...printed], [...changed], { maxEditLength: MAX_DIFFERENCES });
  if (parts === undefined) return undefined;
  for (const { value, added, removed } of parts) {
    if (added) inserted.set(at, [...(inserted.get(at) ?? []), ...value]);
    else {
      if (!removed) for (const line of range(at, at + value.length)) kept.add(line);
      at += value.length;
    }
  }
  return {
    kept,
    isBefore: (line: number) => inserted.has(line),
    takeBefore(line: number): readonly string[] {
      const taken = inserted.get(line) ?? [];
      inserted.delete(line);
      return taken;
    },
  };
}

interface Block {
  readonly originalLines: readonly string[];
  /** Lines of the printed text that say the same. */
  readonly start: number;
  readonly end: number;
}

/** Both texts in blocks that correspond, as small as can be told. */
function blocksOf(
  original: readonly string[],
  printed: readonly string[],
): readonly Block[] | undefined {
  const blocks: Block[] = [];
  let pending: string[] = [];
  let originalAt = 0;
  let start = 0;
  let end = 0;
  const flush = () => {
    if (pending.length > 0 || start < end) blocks.push({ originalLines: pending, start, end });
    pending = [];
    start = end;
  };
  const parts = diffArrays(original.map(withoutSpaces), printed.map(withoutSpaces), {
    maxEditLength: MAX_DIFFERENCES,
  });
  if (parts === undefined) return undefined;
  for (const part of parts) {
    const count = part.value.length;
    if (part.removed) {
      pending.push(...original.slice(originalAt, originalAt + count));
      originalAt += count;
    } else if (part.added) end += count;
    else {
      flush();
      for (let offset = 0; offset < count; offset += 1) {
        const line = original[originalAt] ?? '';
        blocks.push({ originalLines: [line], start: end, end: end + 1 });
        originalAt += 1;
        end += 1;
      }
      start = end;
    }
  }
  flush();
  return blocks;
}

/** Indents printed lines that come in at a place like the original lines around it. */
function indenter(blocks: readonly Block[], printed: readonly string[]) {
  const shifts = new Map<number, number>();
  for (const { originalLines, start, end } of blocks) {
    const [line = ''] = originalLines;
    if (end - start === 1 && originalLines.length === 1 && line.trim() !== '') {
      shifts.set(start, indentOf(line) - indentOf(printed[start] ?? ''));
    }
  }
  const near = (indent: number, place: number): number | undefined => {
    for (let distance = 0; distance <= printed.length; distance += 1) {
      for (const line of [place - distance, place + distance]) {
        const shift = shifts.get(line);
        if (shift !== undefined && indentOf(printed[line] ?? '') === indent) return shift;
      }
    }
    return undefined;
  };
  return (lines: readonly string[], place: number): readonly string[] => {
    let last = 0;
    return lines.map((line) => {
      if (line.trim() === '') return line;
      last = near(indentOf(line), place) ?? last;
      return last >= 0 ? ' '.repeat(last) + line : line.slice(Math.min(-last, indentOf(line)));
    });
  };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function withoutSpaces(line: string): string {
  return line.replaceAll(/\s+/g, '');
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}
