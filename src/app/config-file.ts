import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { writeFileAtomically } from '../lib/atomic-file.ts';

/** A configuration file as it is on the disk. */
export interface FileContent {
  /** Empty when the bytes are no text. */
  readonly text: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
  readonly isText: boolean;
}

/** A configuration file with what it says. */
export interface ConfigSource extends FileContent {
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
    if (!content.isText) return { ...content, runtimeHash: content.hash, loaded: noText(content) };
    const text = rewrite === undefined ? content.text : rewrite(content.text);
    const loaded = loadConfig({ text, file: path, environment, mode: 'run' });
    return { ...content, runtimeHash: loaded.hash, loaded };
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
      const bytes = await readFile(path);
      const isText = isUtf8(bytes);
      return { text: isText ? bytes.toString('utf8') : '', hash: sha256(bytes), isText };
    },
    load,
    check: (text) => loadConfig({ text, file: path, environment, mode: 'validate' }),
    parse: (text) => load({ text, hash: sha256(text), isText: true }),
    async write(text) {
      const target = await realpath(path).catch(() => path);
      await writeFileAtomically({ path: target, content: text, mode: NEW_FILE_MODE });
    },
  };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
