import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigDocument } from '../config/document.ts';
import { type HttpServer, openHttpServer } from '../gateway/http-server.ts';
import { InFlight } from '../gateway/in-flight.ts';
import { createSessionModels } from '../gateway/session-models.ts';
import { createAfterIo } from '../lib/after-io.ts';
import { createRegistry } from '../lib/prometheus.ts';
import { createTimeOrderedIds } from '../lib/time-ordered-id.ts';
import { openManagementServer } from '../management/management-server.ts';
import { createAccessLog } from '../records/access-log.ts';
import { createRequestMetrics } from '../records/metrics.ts';
import { addProcessMetrics } from '../records/process-metrics.ts';
import { createRecorder } from '../records/recorder.ts';
import {
  type ConfigHistory,
  historyDirectory,
  openConfigHistory,
} from '../stores/config-history/config-history.ts';
import { createMemoryReplayStore } from '../stores/replay/memory.ts';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import { openSqliteReplayStore } from '../stores/replay/sqlite.ts';
import { ConfigError } from './config-error.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';
import { evaluateRequest } from './evaluate.ts';
import { createConfigFile } from './live/config-file.ts';
import { createConfigMetrics } from './live/config-metrics.ts';
import { socketOf } from './live/generation.ts';
import { createKnowledgeFiles } from './live/knowledge-files.ts';
import { openLiveConfig } from './live/live-config.ts';
import { createSharedKnowledge } from './live/open-knowledge.ts';
import { createSharedModels } from './live/open-models.ts';
import { createSharedPools } from './live/shared-pools.ts';
import { watchFile } from './live/watch-file.ts';
import { openMetricsServer } from './metrics-server.ts';
import { openLog } from './open-log.ts';
import { packageVersion } from './package-info.ts';
import { readinessOf } from './readiness.ts';
import { describeSignals, missingSignals } from './signal-status.ts';
import { withinLimit } from './within-limit.ts';

export interface ServeOptions {
  readonly configPath: string;
  /** Taken instead of the file's content; nothing is reloaded or written then. */
  readonly configText?: string | undefined;
  /** Changes the file's content before it is loaded. */
  readonly rewriteConfig?: ((text: string) => string) | undefined;
  /** Apply changes of the file by itself; `reload` does it in any case. */
  readonly isWatching?: boolean | undefined;
  /** Replace what the configuration says; ports may be 0 for any free one. */
  readonly overrides?: {
    readonly host?: string | undefined;
    readonly port?: number | undefined;
    readonly managementPort?: number | undefined;
    readonly metricsPort?: number | undefined;
  };
  readonly dataDir?: string | undefined;
  readonly logLevel?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A running product. */
export interface Switchyard {
  readonly urls: {
    readonly inference: string;
    readonly management: string;
    /** Null when metrics are switched off. */
    readonly metrics: string | null;
  };
  /** Resolves when learned signals can answer, or have failed for good. */
  ready(): Promise<void>;
  /** Applies the configuration file now, changed or not; what is wrong with it goes to the log. */
  reload(): Promise<void>;
  /** Refuses new requests and waits for those under way, within the limits of the gateway. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const DRAIN_REQUESTS_MS = 30_000;
const DRAIN_STREAMS_MS = 120_000;
/** A disk that hangs must not keep the process from ending. */
const RECORDER_CLOSE_MS = 10_000;

/** Configuration -> stores, models, router, listeners. Throws `ConfigError`, or what a port says. */
export async function startSwitchyard(options: ServeOptions): Promise<Switchyard> {
  const { environment, overrides = {}, dataDir = DEFAULT_DATA_DIR } = options;
  const configText = options.configText ?? textOfPipe(options.configPath);
  const file = createConfigFile({
    path: options.configPath,
    rewrite: options.rewriteConfig,
    environment,
  });
  const source = configText === undefined ? file.load(await file.read()) : file.parse(configText);
  const { config } = source.loaded;
  if (config === undefined) throw new ConfigError(source.loaded.findings);
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const log = openLog(options.logLevel);
    closers.push(log.close);
    const { logger } = log;
    const registry = createRegistry();
    const metrics = createRequestMetrics(registry);
    closers.push(addProcessMetrics(registry, packageVersion()));
    const store = await openReplayStore(config, dataDir);
    if (store !== undefined) closers.push(() => store.close());
    const recorder = createRecorder({
      store,
      metrics,
      accessLog: createAccessLog({ log: logger, lines: log.lines }),
      log: logger,
      ttlSeconds: config.global.services.router_replay.ttl_seconds,
    });
    closers.push(() => withinLimit(recorder.close(), RECORDER_CLOSE_MS));
    const inFlight = new InFlight((model, change) => metrics.inflight(model).add(change));
    let isDraining = false;
    const onBug = (error: unknown, requestId: string) =>
      logger.error({ err: error, request_id: requestId }, 'unexpected error');
    const warn = (details: object, text: string) => logger.warn(details, text);
    const ofSignals = () => {
      const { config: current, router, models } = live.current();
      return { config: current, recipes: router.recipes, models: models.status() };
    };
    const readiness = () =>
      readinessOf({
        isDraining,
        models: live.current().models.status(),
        ...live.current().preparation,
        missing: missingSignals(ofSignals()),
        hasBeenReady: live.hasBeenReady,
        configError: live.lastError,
      });
    const knowledge = createSharedKnowledge({
      configPath: options.configPath,
      environment,
      warn,
      cacheDirectory: join(dataDir, 'knowledge'),
      ...(options.isWatching && configText === undefined
        ? { onChange: () => void live.reload({ isForced: true }) }
        : {}),
    });
    closers.push(() => knowledge.close());
    const live = await openLiveConfig({
      file,
      isFixed: configText !== undefined,
      source: { ...source, loaded: { ...source.loaded, config } },
      history:
        configText === undefined
          ? openHistory({ dataDir, configPath: options.configPath, warn })
          : undefined,
      metrics: createConfigMetrics(registry),
      replay: store,
      log: logger,
      services: {
        environment,
        configPath: options.configPath,
        models: createSharedModels({ configPath: options.configPath, environment, warn }),
        knowledge,
        pools: createSharedPools(),
        onPrepareError: (error) =>
          logger.error({ err: error }, 'learned signals are not available'),
        dataPlane: {
          environment,
          inFlight,
          afterIo: createAfterIo(),
          sessions: createSessionModels(),
          ids: createTimeOrderedIds(),
          record: recorder.record,
          onBug,
          onReply: metrics.countHttpRequest,
          isDraining: () => isDraining,
          readiness,
        },
      },
    });
    closers.push(() => live.close());

    const listeners: HttpServer[] = [];
    for (const listener of config.listeners) {
      const socket = socketOf(listener);
      const now = () => live.current().listeners.get(socket);
      const server = await openHttpServer({
        host: overrides.host ?? listener.address,
        port: overrides.port ?? listener.port,
        get maxBodyBytes() {
          return now()?.settings.max_body_bytes ?? listener.max_body_bytes;
        },
        handle: (request, response) => now()?.handle(request, response),
      });
      listeners.push(server);
      closers.push(() => server.close());
    }
    const { management_api, observability } = config.global.services;
    const management = await openManagementServer({
      host: management_api.bind_address,
      port: overrides.managementPort ?? management_api.port,
      services: {
        replay: store,
        readiness,
        config: live,
        knowledge: {
          ...createKnowledgeFiles({ configPath: options.configPath, environment }),
          config: () => live.current().config,
          find: (name) => live.current().knowledge.get(name),
        },
        enter: () => live.current().enter(),
        listModels: () => live.current().router.listedModels,
        textModels: () => live.current().models,
        signals: () => describeSignals(ofSignals()),
        evaluate: (body, evaluation) => evaluateRequest(live.current().router, body, evaluation),
        onBug,
      },
    });
    closers.push(() => management.close());
    const metricsServer = observability.metrics.enabled
      ? await openMetricsServer({
          host: management_api.bind_address,
          port: overrides.metricsPort ?? observability.metrics.port,
          registry,
        })
      : undefined;
    closers.push(() => metricsServer?.close());

    const prepared = live.current().prepare();
    if (options.isWatching && configText === undefined) {
      const watch = watchFile({
        path: options.configPath,
        onChange: () => void live.reload({ isForced: false }),
      });
      closers.push(() => watch.close());
    }
    return {
      urls: {
        inference: listeners[0]?.url ?? '',
        management: management.url,
        metrics: metricsServer?.url ?? null,
      },
      ready: () => prepared,
      reload: () => live.reload({ isForced: true }),
      async drain() {
        isDraining = true;
        logger.info({ requests: inFlight.requests, streams: inFlight.streams }, 'draining');
        await drained(inFlight);
        for (const listener of listeners) listener.closeIdle();
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What comes through a pipe can be read once: reading it again would wait for ever. */
function textOfPipe(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile() || found.isDirectory()) return undefined;
  return readFileSync(path, 'utf8');
}

/** Plain requests get less time than streams. */
async function drained(inFlight: InFlight): Promise<void> {
  await withinLimit(inFlight.idle(), DRAIN_REQUESTS_MS);
  if (inFlight.streams > 0) {
    await withinLimit(inFlight.idle(), DRAIN_STREAMS_MS - DRAIN_REQUESTS_MS);
  }
}

async function openReplayStore(
  { global }: ConfigDocument,
  dataDir: string,
): Promise<ReplayStore | undefined> {
  const { enabled, store_backend } = global.services.router_replay;
  if (!enabled) return undefined;
  if (store_backend === 'memory') return createMemoryReplayStore({});
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return openSqliteReplayStore({ path: join(dataDir, 'replay.sqlite') });
}

interface OpenHistoryOptions {
  readonly dataDir: string;
  readonly configPath: string;
  readonly warn: (details: object, message: string) => void;
}

/** Undefined where nothing can be written: serving needs no history. */
function openHistory({ dataDir, configPath, warn }: OpenHistoryOptions): ConfigHistory | undefined {
  const directory = historyDirectory(dataDir, configPath);
  try {
    return openConfigHistory({ directory });
  } catch (error) {
    warn({ err: error }, 'versions of the configuration are not kept');
    return undefined;
  }
}
