import { writeFileSync } from 'node:fs';

interface BenchColumn {
  readonly key: string;
  readonly title: string;
  /** Decimals of a number; 0 when omitted. */
  readonly digits?: number;
}

/** A missing figure stays empty. */
type BenchRow = Readonly<Record<string, string | number | undefined>>;

export interface BenchTable {
  readonly title: string;
  readonly columns: readonly BenchColumn[];
  readonly rows: readonly BenchRow[];
  /** What the ratios refer to and the like, printed below the rows. */
  readonly note?: string;
}

interface BenchReport {
  readonly bench: string;
  readonly tables: readonly BenchTable[];
}

/** Prints the tables; with `--json=FILE` among the arguments also writes the report there. */
export function writeReport(report: BenchReport, args: readonly string[]): void {
  for (const table of report.tables) process.stdout.write(`${formatTable(table)}\n`);
  const option = args.find((argument) => argument.startsWith('--json='));
  if (option === undefined) return;
  writeFileSync(option.slice('--json='.length), `${JSON.stringify(report, null, 2)}\n`);
}

/** Text to the left, numbers to the right. */
function formatTable({ title, columns, rows, note }: BenchTable): string {
  const lines = columns.map((column) => [
    column.title,
    ...rows.map((row) => formatCell(row[column.key], column)),
  ]);
  const isNumeric = columns.map(({ key }) => rows.some((row) => typeof row[key] === 'number'));
  const widths = lines.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const pad = (cell: string, column: number) =>
    isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  const line = (row: number) =>
    lines
      .map((cells, column) => pad(cells[row] ?? '', column))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const body = rows.map((_, index) => line(index + 1));
  return [title, '', line(0), rule, ...body, ...(note === undefined ? [] : ['', note]), ''].join(
    '\n',
  );
}

function formatCell(value: string | number | undefined, { digits = 0 }: BenchColumn): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? value.toFixed(digits) : value;
}
