import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CheckOptions, checkDocument } from './check-document.ts';
import type { ConfigDocument } from './document.ts';
import type { Finding } from './findings.ts';
import { parseSource } from './parse-source.ts';

const maxFindings = 500;

export interface LoadedConfig {
  /** Undefined when there is a finding of severity error. */
  readonly config: ConfigDocument | undefined;
  /** All of them, in the order of the text. */
  readonly findings: readonly Finding[];
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
}

/** Reads and checks a configuration file; throws only what the file system says. */
export async function readConfigFile(path: string, options: CheckOptions): Promise<LoadedConfig> {
  const bytes = await readFile(path);
  const text = decodeUtf8(bytes);
  if (text !== undefined) return loadConfig({ text, file: path, ...options });
  const message = 'is not encoded as UTF-8, save it as UTF-8';
  const place = { path: '', file: path, line: 1, column: 1 };
  return {
    config: undefined,
    findings: [{ code: 'invalid_utf8', severity: 'error', message, ...place }],
    hash: sha256(bytes),
  };
}

/** Checks a configuration and fills in its defaults. */
export function loadConfig({
  text,
  file,
  environment,
  mode,
}: CheckOptions & { readonly text: string; readonly file?: string }): LoadedConfig {
  const hash = sha256(text);
  const origin = file === undefined ? {} : { file };
  const { content, problems } = parseSource(text);
  const findings: Finding[] = problems.map(({ position, path, ...problem }) => ({
    ...problem,
    path: content?.places.show(path) ?? '',
    ...origin,
    ...position,
  }));
  if (content === undefined) return { config: undefined, findings: inOrder(findings), hash };
  const checked = checkDocument(content.value, { environment, mode });
  for (const { isAboutKey, suggestion, path, ...problem } of checked.problems.slice(
    0,
    maxFindings,
  )) {
    findings.push({
      ...problem,
      path: content.places.show(path),
      ...origin,
      ...content.places.find({ path, ...(isAboutKey === undefined ? {} : { isAboutKey }) }),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  const isValid = !findings.some(({ severity }) => severity === 'error');
  return { config: isValid ? checked.config : undefined, findings: inOrder(findings), hash };
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the only thing it throws for
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
