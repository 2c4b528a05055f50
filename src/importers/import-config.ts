import { isDeepStrictEqual } from 'node:util';
import { checkDocument } from '../config/check-document.ts';
import { type Path, pathKey } from '../config/problem.ts';
import { detectShape, type SourceShape, sourceShapes } from './detect.ts';
import { findGatewayProblems, importGateway } from './gateway-v1.ts';
import { importError } from './import-error.ts';
import { importLiteLlm } from './litellm.ts';
import {
  createMigration,
  type ImportAction,
  type Migration,
  type ReportEntry,
} from './migration.ts';
import { importMixed } from './mixed.ts';
import { importOpenClaw } from './openclaw.ts';
import { importPortkey } from './portkey.ts';
import { completeReport, isWithin } from './report.ts';
import { importRouterShape } from './router-shape.ts';
import { isPlainMap, type Place, placeOf, readSourceText, type SourceText } from './source.ts';
import { importTools } from './tools.ts';
import { type Layer, writeYaml } from './write-yaml.ts';

export type ImportFrom = 'auto' | SourceShape;

/** What `from` can be. */
export const importSources: readonly ImportFrom[] = ['auto', ...sourceShapes];

export interface ImportOptions {
  readonly from?: ImportFrom;
  /** Text of a canonical document that gets what is imported; what it says already wins. */
  readonly into?: string;
}

export interface ReportLine {
  readonly action: ImportAction;
  /** In the imported document; of what was added: in the result. */
  readonly path: string;
  /** In the result. */
  readonly to?: string;
  readonly why?: string;
}

export interface ImportedConfig {
  /** `v0.3`: the document was canonical, and is returned as it is. */
  readonly from: SourceShape | 'v0.3';
  readonly document: Readonly<Record<string, unknown>>;
  readonly yaml: string;
  /** One line at least for every part of the imported document. */
  readonly report: readonly ReportLine[];
}

type Importer = (root: Place, migration: Migration) => void;

const importers: Readonly<Record<SourceShape, Importer>> = {
  'v0.1': importRouterShape,
  'v0.2': importRouterShape,
  'v0.3-mixed': importMixed,
  'gateway-v1': importGateway,
  tools: importTools,
  litellm: importLiteLlm,
  portkey: importPortkey,
  openclaw: importOpenClaw,
};

/**
 * Turns a document of another layout into a canonical one and says what became of every part.
 * Throws `ImportError` when the text cannot be read or nothing useful could come out.
 */
export function importConfig(
  text: string,
  { from = 'auto', into }: ImportOptions = {},
): ImportedConfig {
  const source = readSourceText(text);
  const root = placeOf(source.value);
  if (!isPlainMap(source.value)) {
    throw importError([{ path: [], message: 'is no map' }], source.places);
  }
  const shape = from === 'auto' ? detectShape(root) : from;
  if (shape === undefined) {
    const message = 'has a layout that is not known, name it with `--from`';
    throw importError([{ path: [], message }], source.places);
  }
  const base = into === undefined ? undefined : readSourceText(into);
  if (base !== undefined && !isPlainMap(base.value)) {
    throw importError(
      [{ path: [], message: 'the document to import into is no map' }],
      base.places,
    );
  }
  const problems = shape === 'gateway-v1' ? findGatewayProblems(root) : [];
  if (problems.length > 0) throw importError(problems, source.places);
  const migration = createMigration(structuredClone(base?.value ?? {}) as Record<string, unknown>);
  importers[shape](root, migration);
  if (shape === 'v0.3-mixed' && base === undefined && isUnchanged(source, migration)) {
    return canonical(source, text);
  }
  const document = ordered(migration.document);
  const refused = removeUnknown(document, root, migration);
  const layers = layersOf(source, base, migration);
  const written = writeYaml(document, layers);
  const lost = written.lost[base === undefined ? 0 : 1] ?? [];
  const entries = [...migration.entries.filter((entry) => !isRefused(entry, refused)), ...refused];
  const remarks = lost.map(
    ({ path, text: remark }): ReportEntry => ({
      action: 'dropped',
      path,
      why: `only its comment: ${JSON.stringify(remark.trim().slice(0, 200))}`,
    }),
  );
  const result = readSourceText(written.yaml);
  const report = [...completeReport(source.value, entries), ...remarks];
  return {
    from: shape,
    document,
    yaml: written.yaml,
    report: report.map((entry) => lineOf(entry, source, result)),
  };
}

function isUnchanged(source: SourceText, { document, entries }: Migration): boolean {
  const isKept = entries.every(({ action }) => action === 'kept');
  return isKept && isDeepStrictEqual(document, source.value);
}

function canonical(source: SourceText, text: string): ImportedConfig {
  const document = source.value as Record<string, unknown>;
  const report = Object.keys(document).map(
    (key): ReportLine => ({ action: 'kept', path: key, to: key }),
  );
  return { from: 'v0.3', document, yaml: text, report };
}

/** The document that is imported into comes first: its header and footer stay. */
function layersOf(
  source: SourceText,
  base: SourceText | undefined,
  { origins }: Migration,
): readonly Layer[] {
  const imported = { tree: source.tree, origins };
  if (base === undefined) return [imported];
  return [{ tree: base.tree, origins: [{ from: [], to: [], isWhole: true }] }, imported];
}

const topKeys: readonly string[] = [
  ...['version', 'setup', 'listeners', 'providers', 'routing', 'entrypoints', 'recipes', 'global'],
];
const sectionKeys: Readonly<Record<string, readonly string[]>> = {
  providers: ['defaults', 'models'],
  routing: ['strategy', 'modelCards', 'signals', 'projections', 'decisions'],
};

/** Sections in the order in which people read them. */
function ordered(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sorted = sortKeys(document, topKeys);
  for (const [section, keys] of Object.entries(sectionKeys)) {
    const content = sorted[section];
    if (isPlainMap(content)) sorted[section] = sortKeys(content, keys);
  }
  return sorted;
}

function sortKeys(
  map: Readonly<Record<string, unknown>>,
  first: readonly string[],
): Record<string, unknown> {
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  const entries = Object.entries(map).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries);
}

/** Settings that moved and do not exist any more are taken out again, and named. */
function removeUnknown(
  document: Record<string, unknown>,
  root: Place,
  migration: Migration,
): ReportEntry[] {
  const { problems } = checkDocument(document, { environment: {}, mode: 'validate' });
  const refused: ReportEntry[] = [];
  for (const { code, path } of problems) {
    if (code !== 'unknown_key' && code !== 'deprecated_key') continue;
    const from = sourceOf(path, root, migration);
    if (from === undefined || pathKey(from) === pathKey(path)) continue;
    removeAt(document, path);
    const why = 'has no counterpart here and was left out';
    refused.push({ action: 'needs-attention', path: from, why });
  }
  return refused;
}

/** Where the value at a path of the result comes from: the nearest move that brought such a key. */
function sourceOf(path: Path, root: Place, { origins }: Migration): Path | undefined {
  return origins
    .filter(({ to, isWhole }) => isWithin(path, to) && (isWhole || to.length === path.length))
    .map(({ from, to }) => ({ from: [...from, ...path.slice(to.length)], depth: to.length }))
    .filter(({ from }) => isThere(root, from))
    .sort((a, b) => b.depth - a.depth)[0]?.from;
}

function isThere(root: Place, path: Path): boolean {
  let value = root.value;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<string | number, unknown>)[part];
  }
  return true;
}

function removeAt(document: Record<string, unknown>, path: Path): void {
  let parent: unknown = document;
  for (const part of path.slice(0, -1)) {
    parent = (parent as Record<string, unknown> | undefined)?.[part];
  }
  if (isPlainMap(parent)) delete parent[String(path.at(-1))];
}

/** A part that was taken out again did not move. */
function isRefused({ path }: ReportEntry, refused: readonly ReportEntry[]): boolean {
  return refused.some((one) => one.path.length === path.length && isWithin(path, one.path));
}

function lineOf(
  { action, path, to, why }: ReportEntry,
  source: SourceText,
  result: SourceText,
): ReportLine {
  return {
    action,
    path: (action === 'added' ? result : source).places.show(path),
    ...(to === undefined ? {} : { to: result.places.show(to) }),
    ...(why === undefined ? {} : { why }),
  };
}
