import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ConfigDocument } from '../config/document.ts';
import type { Finding } from '../config/findings.ts';
import { loadConfig } from '../config/load.ts';
import { checkProbes } from './check-probes.ts';
import { findLiteralCredentials, findLocalProcess } from './credentials.ts';
import { checkKnowledge, findKnowledgeFiles, KNOWLEDGE_FOLDER } from './knowledge.ts';
import { readMetadata } from './metadata.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { type Probes, parseProbes } from './probes.ts';
import { checkRecipeProgram } from './program.ts';
import { RecipeError } from './recipe-error.ts';
import type { RecipeMetadata } from './schema.ts';

const kibibyte = 2 ** 10;
const mebibyte = 2 ** 20;

/** The files of a recipe -> how large they may be; in the order in which a digest takes them. */
const recipeFiles = {
  'metadata.yaml': 256 * kibibyte,
  'config.yaml': 16 * mebibyte,
  'probes.yaml': 8 * mebibyte,
  'recipe.dsl': 8 * mebibyte,
  'README.md': 2 * mebibyte,
} as const;

export type RecipeFile = keyof typeof recipeFiles;

export const recipeFileNames = Object.keys(recipeFiles) as readonly RecipeFile[];

const MAX_KNOWLEDGE_FILE_BYTES = 16 * mebibyte;
const MAX_KNOWLEDGE_BYTES = 64 * mebibyte;

export interface RecipePackage {
  readonly directory: string;
  /**
   * What was read, in the order in which a digest takes it: the files of `recipeFileNames`, then those of
   * knowledge bases by their paths, with `/`. A file that is missing or refused is not among them.
   */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Undefined when it is missing or wrong. */
  readonly metadata: RecipeMetadata | undefined;
  readonly config: ConfigDocument | undefined;
  readonly probes: Probes | undefined;
  readonly findings: readonly Finding[];
}

interface ReadOptions {
  /** Refuses what is incomplete or unknown, as a recipe that is given away must be whole. */
  readonly isWhole: boolean;
}

/** Reads and checks a folder with a recipe; throws only what the file system says. */
export async function readRecipePackage(
  directory: string,
  { isWhole }: ReadOptions,
): Promise<RecipePackage> {
  const place = (file: string) => join(directory, file);
  const findings: Finding[] = [];
  const report = (file: string, { message, ...finding }: Omit<Finding, 'path' | 'file'>) => {
    findings.push({ ...finding, path: '', file: place(file), message });
  };
  await requireFolder(directory);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory() || Object.hasOwn(recipeFiles, entry.name)) continue;
    if (entry.name === KNOWLEDGE_FOLDER) continue; // Refused below, with its reason.
    report(entry.name, {
      code: 'unexpected_file',
      severity: isWhole ? 'error' : 'warning',
      message: 'is no file of a recipe',
      suggestion: `a recipe has ${recipeFileNames.join(', ')}`,
    });
  }

  const files = new Map<string, Uint8Array>();
  const texts = new Map<RecipeFile, string>();
  for (const name of recipeFileNames) {
    const { bytes, problem } = await readRecipeFile(place(name), recipeFiles[name]);
    if (bytes === undefined) {
      const isMissing = problem === undefined;
      report(name, {
        code: isMissing ? 'missing_file' : 'refused_file',
        severity: isMissing && !isWhole && name !== 'config.yaml' ? 'warning' : 'error',
        message: problem ?? 'is missing',
      });
      continue;
    }
    files.set(name, bytes);
    const text = decodeUtf8(bytes);
    if (text !== undefined) texts.set(name, text);
    else report(name, { code: 'invalid_utf8', severity: 'error', message: 'is not UTF-8' });
  }
  const knowledge = await readKnowledgeFiles(directory);
  for (const [name, bytes] of knowledge.files) files.set(name, bytes);
  for (const { name, ...problem } of knowledge.problems) {
    const isPassed = problem.code === 'unexpected_file' && !isWhole;
    report(name, { ...problem, severity: isPassed ? 'warning' : 'error' });
  }

  const id = basename(await realpath(directory));
  const checked = checkTexts(texts, { directory, id, files, isWhole });
  return { directory, files, ...checked, findings: [...findings, ...checked.findings] };
}

async function readKnowledgeFiles(directory: string) {
  const { names, refused } = await findKnowledgeFiles(directory);
  const problems: { code: string; name: string; message: string }[] = [...refused];
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const name of names) {
    const { bytes, problem = 'is missing' } = await readRecipeFile(
      join(directory, name),
      Math.min(MAX_KNOWLEDGE_FILE_BYTES, MAX_KNOWLEDGE_BYTES - total),
    );
    if (bytes === undefined) problems.push({ code: 'refused_file', name, message: problem });
    else if (decodeUtf8(bytes) === undefined) {
      problems.push({ code: 'invalid_utf8', name, message: 'is not UTF-8' });
    } else {
      files.set(name, bytes);
      total += bytes.length;
    }
  }
  return { files, problems };
}

async function requireFolder(directory: string): Promise<void> {
  const stats = await lstat(directory);
  if (stats.isDirectory()) return;
  const what = stats.isSymbolicLink() ? 'a symbolic link' : 'no folder';
  throw new RecipeError(`${directory} is ${what}, a recipe is a folder`);
}

interface ReadFile {
  readonly bytes?: Uint8Array;
  /** Why there are no bytes; undefined when there is no such file. */
  readonly problem?: string;
}

async function readRecipeFile(path: string, maxBytes: number): Promise<ReadFile> {
  const file = await openFile(path);
  if (file === undefined) return {};
  if (typeof file === 'string') return { problem: file };
  try {
    const stats: Stats = await file.stat();
    if (!stats.isFile()) return { problem: 'is no plain file' };
    const tooLarge = { problem: `is larger than ${maxBytes / kibibyte} KiB` };
    if (stats.size > maxBytes) return tooLarge;
    // The size may have changed since: one byte more than allowed is asked for, and no more.
    const buffer = new Uint8Array(Math.min(maxBytes, stats.size) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) return { bytes: buffer.subarray(0, length) };
      length += bytesRead;
    }
    return { problem: 'changed while it was read' };
  } finally {
    await file.close();
  }
}

/** Undefined: there is none; text: why it is not read. */
async function openFile(path: string) {
  // Windows has no such flag, where links are looked for first instead.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  try {
    if ((await lstat(path)).isSymbolicLink())
      return 'is a symbolic link, put the file itself there';
    return await open(path, constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') return 'is a symbolic link, put the file itself there';
    throw error;
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the only thing it throws for
  }
}

type CheckedTexts = Pick<RecipePackage, 'metadata' | 'config' | 'probes' | 'findings'>;

interface CheckOptions extends ReadOptions {
  readonly directory: string;
  /** Name of the folder. */
  readonly id: string;
  readonly files: RecipePackage['files'];
}

function checkTexts(
  texts: ReadonlyMap<RecipeFile, string>,
  { directory, id, files, isWhole }: CheckOptions,
): CheckedTexts {
  const check = <Result>(name: RecipeFile, read: (text: string, file: string) => Result) => {
    const text = texts.get(name);
    return text === undefined ? undefined : read(text, join(directory, name));
  };
  const metadata = check('metadata.yaml', (text, file) => readMetadata(text, file, id));
  const read = check('config.yaml', (text, file) => readConfigOf(text, { file, files, isWhole }));
  const { config, written } = read ?? {};
  const probes = check('probes.yaml', (text, file) => readProbes(text, { file, config }));
  const program = check('recipe.dsl', (text, file) =>
    checkRecipeProgram({ text, file, written, config }),
  );
  const parts = [metadata?.findings, read?.findings, probes?.findings, program];
  return {
    metadata: metadata?.metadata,
    config,
    probes: probes?.probes,
    findings: parts.flatMap((findings) => findings ?? []),
  };
}

interface ReadConfigOptions extends ReadOptions {
  readonly file: string;
  readonly files: RecipePackage['files'];
}

function readConfigOf(text: string, { file, files, isWhole }: ReadConfigOptions) {
  const { value: written, findings, locate } = readPlainYaml(text, file);
  // Whoever uses the recipe will have the variables, so none has to be set here.
  const { config, ...loaded } = loadConfig({ text, file, environment: {}, mode: 'validate' });
  const isOwn = ({ code }: Finding) => code === 'yaml_not_plain';
  const refused = locate([
    ...findLiteralCredentials(written),
    ...findLocalProcess(written),
    ...(config === undefined ? [] : checkKnowledge(config, { files, isWhole })),
  ]);
  return {
    config,
    written,
    findings: [...findings.filter(isOwn), ...refused, ...loaded.findings],
  };
}

function readProbes(
  text: string,
  { file, config }: { readonly file: string; readonly config: ConfigDocument | undefined },
): Pick<RecipePackage, 'probes' | 'findings'> {
  const { value, findings, locate } = readPlainYaml(text, file);
  if (findings.length > 0) return { probes: undefined, findings };
  const { probes, problems } = parseProbes(value);
  const unmet = probes === undefined || config === undefined ? [] : checkProbes(probes, config);
  return { probes, findings: locate([...problems, ...unmet]) };
}
