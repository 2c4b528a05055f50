import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InFlight } from '../../gateway/in-flight.ts';
import { createSessionModels } from '../../gateway/session-models.ts';
import { createAfterIo } from '../../lib/after-io.ts';
import { createRegistry } from '../../lib/prometheus.ts';
import { createTimeOrderedIds } from '../../lib/time-ordered-id.ts';
import { createConfigFile } from './config-file.ts';
import { createConfigMetrics } from './config-metrics.ts';
import type { GenerationServices } from './generation.ts';
import { type LiveConfig, openLiveConfig } from './live-config.ts';
import { createSharedKnowledge } from './open-knowledge.ts';
import { createSharedModels, type SharedModels } from './open-models.ts';
import { createSharedPools } from './shared-pools.ts';

const text = `version: v0.3
providers:
  defaults: { default_model: a }
  models: [{ name: a, backend_refs: [{ endpoint: "127.0.0.1:9" }] }]
routing:
  modelCards: [{ name: a }]
`;

let folder: string;
let path: string;
let live: LiveConfig;
/** What opening models does next instead. */
let failure: Error | undefined;
const registry = createRegistry();
const metrics = createConfigMetrics(registry);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-live-'));
  path = join(folder, 'config.yaml');
  await writeFile(path, text);
  failure = undefined;
  const file = createConfigFile({ path, environment: {} });
  const source = file.load(await file.read());
  const { config } = source.loaded;
  if (config === undefined) throw new Error('the configuration of the test is broken');
  live = await openLiveConfig({
    file,
    isFixed: false,
    source: { ...source, loaded: { ...source.loaded, config } },
    services: servicesOf(path),
    history: undefined,
    replay: undefined,
    metrics,
    log: pino({ level: 'silent' }),
  });
});

afterEach(async () => {
  await live.close();
  await rm(folder, { recursive: true, force: true });
});

function servicesOf(configPath: string): GenerationServices {
  const environment = {};
  const opened = createSharedModels({ configPath, environment, warn: () => {} });
  const models: SharedModels = {
    open: (config) => (failure === undefined ? opened.open(config) : Promise.reject(failure)),
  };
  return {
    environment,
    models,
    configPath,
    knowledge: createSharedKnowledge({ configPath, environment, warn: () => {} }),
    pools: createSharedPools(),
    onPrepareError: () => {},
    dataPlane: {
      environment,
      inFlight: new InFlight(() => {}),
      afterIo: createAfterIo(),
      sessions: createSessionModels(),
      ids: createTimeOrderedIds(),
      record: () => {},
      onBug: () => {},
      onReply: () => {},
      isDraining: () => false,
      readiness: () => {
        throw new Error('nobody asks');
      },
    },
  };
}

const write = (edited: string, edit: () => void = () => {}) =>
  live.deploy({
    ifMatch: undefined,
    source: 'api',
    author: null,
    message: null,
    isDryRun: false,
    edit() {
      edit();
      return { text: edited };
    },
  });

describe('the running configuration', () => {
  it('closes a generation after its last request, not before', async () => {
    const leave = live.current().enter();
    await write(`${text}x-a: 1\n`);
    expect((await live.status()).generationsAlive).toBe(2);
    leave();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await live.status()).toMatchObject({ generationsAlive: 1, generation: 2 });
  });

  it('does not overwrite what somebody else wrote in the meantime', async () => {
    const theirs = `${text}x-theirs: 1\n`;
    const ours = write(`${text}x-ours: 1\n`, () => writeFileSync(path, theirs));
    await expect(ours).rejects.toMatchObject({ code: 'CONFIG_CHANGED' });
    expect(await readFile(path, 'utf8')).toBe(theirs);
    expect(await live.status()).toMatchObject({ generationsAlive: 1, generation: 1 });
    await live.reload({ isForced: false });
    expect((await live.status()).generation).toBe(2);
  });

  it('takes one writer at a time', async () => {
    const [first, second] = await Promise.allSettled([
      write(`${text}x-a: 1\n`),
      write(`${text}x-a: 2\n`),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'DEPLOY_IN_PROGRESS' } });
    expect(await readFile(path, 'utf8')).toContain('x-a: 1');
  });

  it('stays when the next one cannot be built, even by a bug', async () => {
    failure = new Error('a bug');
    await expect(write(`${text}x-a: 1\n`)).rejects.toMatchObject({ code: 'ACTIVATION_FAILED' });
    expect(await readFile(path, 'utf8')).toBe(text);
    await writeFile(path, `${text}x-b: 1\n`);
    await live.reload({ isForced: false });
    expect(live.lastError?.findings).toEqual([
      expect.objectContaining({ code: 'activation_failed' }),
    ]);
    expect(registry.render()).toContain('config_last_reload_success 0');
    expect((await live.status()).generation).toBe(1);

    failure = undefined;
    await live.reload({ isForced: true });
    expect(live.lastError).toBeUndefined();
    expect(registry.render()).toContain('config_last_reload_success 1');
  });

  it('applies a file again only when that is asked for', async () => {
    await live.reload({ isForced: false });
    expect((await live.status()).generation).toBe(1);
    await live.reload({ isForced: true });
    expect((await live.status()).generation).toBe(2);
  });

  it('applies many requests for a reload at once', async () => {
    const storm = Array.from({ length: 100 }, (_, index) =>
      live.reload({ isForced: index % 2 === 0 }),
    );
    await Promise.all(storm);
    expect((await live.status()).generation).toBe(2);
    const during = write(`${text}x-a: 1\n`, () => void live.reload({ isForced: true }));
    await during;
    await live.reload({ isForced: false });
    expect((await live.status()).generation).toBe(4);
  });

  it('takes no change once it is closed', async () => {
    await live.close();
    await expect(write(`${text}x-a: 1\n`)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('says why a file cannot be written, and goes on', async () => {
    const broken = write(`${text}x-a: 1\n`, () => {
      rmSync(folder, { recursive: true });
    });
    await expect(broken).rejects.toMatchObject({
      code: 'WRITE_ERROR',
      message: expect.stringContaining('ENOENT'),
    });
    expect(await live.status()).toMatchObject({ generation: 1, generationsAlive: 1 });
  });

  it('knows whether there was one whose signals could answer', async () => {
    expect(live.hasBeenReady).toBe(false);
    await live.current().prepare();
    expect(live.hasBeenReady).toBe(true);
    await write(`${text}x-a: 1\n`);
    expect(live.hasBeenReady).toBe(true);
  });
});
