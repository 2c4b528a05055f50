import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type LoadedConfig, loadConfig } from '../../config/load.ts';
import { parseSource } from '../../config/parse-source.ts';
import { removeAbandoned, writeFileAtomically } from '../../lib/atomic-file.ts';
import type { StoredConfig } from '../../management/config/config-control.ts';

/** A configuration file as it is on the disk; the text is empty when the bytes are none. */
export interface FileContent extends StoredConfig {
  readonly isText: boolean;
}

/** A configuration file with what it says. */
export interface ConfigSource {
  readonly content: FileContent;
  /** SHA-256 of the text that runs. */
  readonly runtimeHash: string;
  readonly loaded: LoadedConfig;
}

export interface ConfigFile {
  readonly path: string;
  /** Throws what the file system says. */
  read(): Promise<FileContent>;
  load(content: FileContent): ConfigSource;
  /** What the file would be with this text. */
  parse(text: string): ConfigSource;
  /** Whether it can run somewhere, whose environment is not known here. */
  check(text: string): LoadedConfig;
  /** Replaces the file, or what it links to, in one step. */
  write(text: string): Promise<void>;
}

interface ConfigFileOptions {
  readonly path: string;
  /** Changes the text before it is loaded, for mock backends. */
  readonly rewrite?: ((text: string) => string) | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const NEW_FILE_MODE = 0o600;

/** A configuration file; the findings name it as it was given. */
export function createConfigFile({ path, rewrite, environment }: ConfigFileOptions): ConfigFile {
  function load(content: FileContent): ConfigSource {
    if (!content.isText) return { content, runtimeHash: content.hash, loaded: noText(content) };
    const text = rewrite === undefined ? content.text : rewrite(content.text);
    const loaded = loadConfig({ text, file: path, environment, mode: 'run' });
    return { content, runtimeHash: loaded.hash, loaded };
  }

  function noText({ hash }: FileContent): LoadedConfig {
    const message = 'is not encoded as UTF-8, save it as UTF-8';
    const place = { path: '', file: path, line: 1, column: 1 };
    const finding = { code: 'invalid_utf8', severity: 'error', message, ...place } as const;
    return { config: undefined, findings: [finding], hash };
  }

  return {
    path,
    async read() {
      // One small file: each wait would cost a turn of a busy event loop, and there are four in a read.
      const bytes = readFileSync(path);
      const isText = isUtf8(bytes);
      return createContent(isText ? bytes.toString('utf8') : '', { hash: sha256(bytes), isText });
    },
    load,
    check: (text) => loadConfig({ text, file: path, environment, mode: 'validate' }),
    parse: (text) => load(createContent(text, { hash: sha256(text), isText: true })),
    async write(text) {
      const target = targetOf(path);
      await writeFileAtomically({ path: target, content: text, mode: NEW_FILE_MODE });
      forgetAbandoned(target);
    },
  };
}

/** What a link leads to must be replaced, not the link. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it was removed
  }
}

/** Copies that a crash left hold credentials; a folder that cannot be listed keeps them. */
function forgetAbandoned(target: string): void {
  try {
    removeAbandoned({ directory: dirname(target), name: basename(target) });
  } catch {
    // The file is written, which is what was asked for.
  }
}

/** Reads the document when it is asked for, once: many ask. */
function createContent(
  text: string,
  { hash, isText }: Pick<FileContent, 'hash' | 'isText'>,
): FileContent {
  let document: { readonly value: FileContent['document'] } | undefined;
  return {
    text,
    hash,
    isText,
    get document() {
      document ??= { value: readDocument(text) };
      return document.value;
    },
  };
}

/** A configuration as written; undefined for text that is none. */
export function readDocument(text: string): FileContent['document'] {
  const { content, problems } = parseSource(text);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  const value = content?.value;
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap ? (value as FileContent['document']) : undefined;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
