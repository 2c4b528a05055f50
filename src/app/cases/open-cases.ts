import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Probes, parseProbes } from '../../recipes/probes.ts';
import { CaseError, type RouteCase } from './case.ts';
import { parseCaseLine } from './case-lines.ts';
import { casesOfProbes } from './probe-cases.ts';

/** Cases of one file or recipe; can be read more than once. */
export interface CaseSource {
  readonly name: string;
  /** The configuration of the recipe that they belong to. */
  readonly configPath?: string;
  readonly acceptance: Acceptance;
  cases(): AsyncIterable<RouteCase>;
}

/** Shares of cases, 0..1, that have to be as expected; left out: not looked at. */
export interface Acceptance {
  readonly all?: number;
  readonly decision?: number;
  readonly tags?: Readonly<Record<string, number>>;
}

interface OpenOptions {
  /** As the user calls it; stands in messages. */
  readonly name: string;
  /** Undefined: the bytes are given. */
  readonly path: string | undefined;
  readonly bytes?: Uint8Array;
}

/**
 * Opens JSON lines, a `probes.yaml`, or the folder of a recipe. Lines are read one by one, so that files
 * may be large.
 */
export async function openCases({ name, path, bytes }: OpenOptions): Promise<CaseSource> {
  if (path === undefined) return lineSource(name, () => [bytes ?? new Uint8Array()]);
  if ((await stat(path)).isDirectory()) {
    const probes = await readProbes(join(path, 'probes.yaml'), join(name, 'probes.yaml'));
    return { ...probes, configPath: join(path, 'config.yaml') };
  }
  if (/\.ya?ml$/i.test(path)) return readProbes(path, name);
  return lineSource(name, () => createReadStream(path));
}

async function readProbes(path: string, name: string): Promise<CaseSource> {
  const { probes, problems } = parseProbes(yamlOf(await readFile(path, 'utf8'), name));
  if (probes === undefined) {
    const [first] = problems;
    throw new CaseError(name, `\`${first?.path.join('.')}\` ${first?.message}`);
  }
  const cases = casesOfProbes(probes, name);
  return {
    name,
    acceptance: acceptanceOf(probes),
    async *cases() {
      yield* cases;
    },
  };
}

function yamlOf(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new CaseError(name, `is no YAML: ${(cause as Error).message.split('\n')[0]}`);
  }
}

function acceptanceOf({ acceptance, coverage }: Probes): Acceptance {
  const share = (percent: number) => percent / 100;
  const tags = Object.entries(coverage?.min_tag_pass_rate ?? {});
  return {
    all: share(acceptance?.min_probe_pass_rate ?? 100),
    decision: share(acceptance?.min_decision_pass_rate ?? 0),
    tags: Object.fromEntries(tags.map(([tag, percent]) => [tag, share(percent)])),
  };
}

type Chunks = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

function lineSource(name: string, open: Chunks): CaseSource {
  return {
    name,
    acceptance: {},
    async *cases() {
      let line = 0;
      for await (const row of linesOf(open(), name)) {
        line += 1;
        const found = parseCaseLine(row, `${name}:${line}`);
        if (found !== undefined) yield found;
      }
    },
  };
}

async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new CaseError(name, 'is not encoded as UTF-8'); // the only thing it throws for
    }
  };
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...rest] = decode(chunk).split('\n');
    parts.push(first);
    const last = rest.pop();
    if (last === undefined) continue;
    yield parts.join('');
    yield* rest;
    parts = [last];
  }
  yield parts.join('') + decode();
}
