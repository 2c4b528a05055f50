import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { redact } from '../../config/redact.ts';
import { parseQuery } from '../query.ts';
import { ConfigApiError } from './config-api-error.ts';
import type { ConfigBody } from './config-body.ts';
import type { ConfigControl, ConfigEdit, Deployment, StoredConfig } from './config-control.ts';
import { changesOf } from './document-diff.ts';
import { editYaml, printYaml } from './edit-yaml.ts';
import { applyJsonPatch, type JsonMap, mergePatch } from './json-values.ts';
import { refuseUncovered, restoreSecrets } from './restore-secrets.ts';

const MAX_NOTE_UNITS = 1000;

/** What every change may say of itself. */
export const writeQuery = z.strictObject({
  dry_run: z.stringbool().default(false),
  message: z.string().max(MAX_NOTE_UNITS).optional(),
  author: z.string().max(MAX_NOTE_UNITS).optional(),
});

interface WriteOptions {
  readonly control: ConfigControl;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly source: 'api' | 'dsl' | 'rollback';
  readonly edit: (current: StoredConfig) => ConfigEdit;
  /** Of the version when the writer sends none. */
  readonly message?: string;
}

/** Deploys an edit and answers with what became of it. */
export async function writeConfig(options: WriteOptions): Promise<FastifyReply> {
  const { control, request, reply, source, edit } = options;
  const { dry_run: isDryRun, message, author } = parseQuery(writeQuery, request.query);
  const deployment = await control.deploy({
    ifMatch: ifMatchOf(request),
    source,
    author: author ?? null,
    message: message ?? options.message ?? null,
    isDryRun,
    edit,
  });
  const { before, after, findings } = deployment;
  reply.header('etag', etagOf(isDryRun ? before.hash : after.hash));
  return reply.send({
    status: 'success',
    ...(isDryRun ? { dry_run: true } : {}),
    version: deployment.version,
    etag: etagOf(after.hash),
    runtime_status: isDryRun ? 'unchanged' : 'active',
    runtime_hash: deployment.runtimeHash,
    generation: deployment.generation,
    message: messageOf(deployment, isDryRun),
    warnings: findings,
    changes: changesOf({ from: before.document ?? {}, to: after.document }),
    rebuilt: deployment.rebuilt,
    restart_required: deployment.restartRequired,
    config: redact(after.document),
  });
}

function messageOf({ version, before, after }: Deployment, isDryRun: boolean): string {
  if (isDryRun) return 'this would be applied; nothing was changed';
  if (after.hash === before.hash) return 'the configuration is the same as before';
  return version === null
    ? 'the configuration is active; its version could not be kept'
    : 'the configuration is active';
}

/** What the writer has seen, as a hash; `*` matches whatever is there. */
export function ifMatchOf({ headers }: FastifyRequest): string | undefined {
  const value = headers['if-match']?.trim();
  if (value === undefined || value === '*') return undefined;
  return value.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

export function etagOf(hash: string): string {
  return `"${hash}"`;
}

/** The whole document is replaced; a PUT of JSON keeps the comments of what stays the same. */
export function replaceConfig(body: ConfigBody, current: StoredConfig): ConfigEdit {
  if (body.kind !== 'document') {
    throw new ConfigApiError('INVALID_INPUT', 'a JSON Patch is sent with PATCH');
  }
  const { document: stored } = current;
  const wanted = restoreSecrets(body.value, stored);
  const base = body.text ?? (stored === undefined ? undefined : current.text);
  return {
    text: base === undefined ? printYaml(wanted) : editYaml(base, wanted),
    dsl: body.dsl,
  };
}

/** A part of the document is changed. */
export function patchConfig(body: ConfigBody, current: StoredConfig): ConfigEdit {
  const stored = requireStored(current);
  const apply = (document: unknown, isTested: boolean) =>
    body.kind === 'json-patch'
      ? applyJsonPatch(document, body.operations, { isTested })
      : mergePatch(document, body.value);
  // Tests compare with what readers see, so that nobody finds out a credential by trying.
  const shown = apply(redact(stored), true);
  const changed = restoreSecrets(apply(stored, false), stored);
  refuseUncovered(shown, changed);
  return {
    text: editYaml(current.text, changed),
    dsl: body.kind === 'document' ? body.dsl : undefined,
  };
}

/** The stored document as written; only a sound one can be changed in parts. */
export function requireStored({ document }: StoredConfig): JsonMap {
  if (document !== undefined) return document;
  throw new ConfigApiError(
    'CURRENT_CONFIG_INVALID',
    'the configuration file cannot be read as YAML, replace it as a whole',
  );
}
