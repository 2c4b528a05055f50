import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../lib/atomic-file.ts';

/** Vectors of texts on the disk, so that a restart embeds nothing again. */
export interface VectorCache {
  /** By `keyOf(text)`; empty when nothing sound is there. */
  read(base: string, encoder: string): Promise<ReadonlyMap<string, Float32Array>>;
  /** Replaces what is kept of this base and encoder. */
  write(base: string, encoder: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

interface VectorCacheOptions {
  readonly directory: string;
  /** Files that are kept, the newest ones; each holds the vectors of one base by one encoder. */
  readonly maxFiles?: number;
}

const MAGIC = Buffer.from('SYVECT01');
const DIGEST_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 8 + DIGEST_BYTES;
const MAX_FILE_BYTES = 128 * 1024 * 1024;
const SUFFIX = '.vectors';

/** Files are written whole and carry a checksum; a broken one is as good as none. */
export function createVectorCache({ directory, maxFiles = 32 }: VectorCacheOptions): VectorCache {
  const pathOf = (base: string, encoder: string) =>
    join(directory, `${keyOf(JSON.stringify([base, encoder])).slice(0, 32)}${SUFFIX}`);

  async function forgetOldest(): Promise<void> {
    const names = (await readdir(directory)).filter((name) => name.endsWith(SUFFIX));
    if (names.length <= maxFiles) return;
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(directory, name);
        const found = await stat(path).catch(() => undefined);
        return { path, changedMs: found?.mtimeMs ?? 0 };
      }),
    );
    files.sort((a, b) => b.changedMs - a.changedMs);
    for (const { path } of files.slice(maxFiles)) await rm(path, { force: true });
  }

  return {
    async read(base, encoder) {
      const path = pathOf(base, encoder);
      try {
        const { size } = await stat(path);
        return size > MAX_FILE_BYTES ? new Map() : decodeVectors(await readFile(path));
      } catch {
        return new Map(); // nothing kept yet, or unreadable: it is embedded again
      }
    },
    async write(base, encoder, vectors) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const path = pathOf(base, encoder);
      await writeFileAtomically({ path, content: encodeVectors(vectors), mode: 0o600 });
      await forgetOldest();
    },
  };
}

/** The name of a text in the cache. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function encodeVectors(vectors: ReadonlyMap<string, Float32Array>): Buffer {
  const [first] = vectors.values();
  const dimension = first?.length ?? 0;
  const rowBytes = DIGEST_BYTES + dimension * 4;
  const body = Buffer.alloc(vectors.size * rowBytes);
  let at = 0;
  for (const [key, vector] of vectors) {
    body.write(key, at, 'hex');
    for (const [index, value] of vector.entries()) {
      body.writeFloatLE(value, at + DIGEST_BYTES + index * 4);
    }
    at += rowBytes;
  }
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(dimension, MAGIC.length);
  header.writeUInt32LE(vectors.size, MAGIC.length + 4);
  createHash('sha256')
    .update(body)
    .digest()
    .copy(header, MAGIC.length + 8);
  return Buffer.concat([header, body]);
}

function decodeVectors(file: Buffer): ReadonlyMap<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  if (file.length < HEADER_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return vectors;
  const dimension = file.readUInt32LE(MAGIC.length);
  const count = file.readUInt32LE(MAGIC.length + 4);
  const rowBytes = DIGEST_BYTES + dimension * 4;
  const body = file.subarray(HEADER_BYTES);
  const digest = file.subarray(MAGIC.length + 8, HEADER_BYTES);
  const isSound =
    body.length === count * rowBytes && createHash('sha256').update(body).digest().equals(digest);
  if (!isSound) return vectors;
  for (let at = 0; at < body.length; at += rowBytes) {
    const vector = Float32Array.from({ length: dimension }, (_, index) =>
      body.readFloatLE(at + DIGEST_BYTES + index * 4),
    );
    vectors.set(body.toString('hex', at, at + DIGEST_BYTES), vector);
  }
  return vectors;
}
