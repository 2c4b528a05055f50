import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackendPools } from '../backends/pools.ts';
import type { ConfigDocument } from '../config/document.ts';
import { createChatCompletions } from '../gateway/chat-completions.ts';
import { createEdge, type EdgeRoute, replyWithJson } from '../gateway/edge.ts';
import { type HttpServer, openHttpServer } from '../gateway/http-server.ts';
import { InFlight } from '../gateway/in-flight.ts';
import { createModelList, createModelLookup } from '../gateway/list-models.ts';
import { createAfterIo } from '../lib/after-io.ts';
import { createRegistry } from '../lib/prometheus.ts';
import { createTimeOrderedIds } from '../lib/time-ordered-id.ts';
import { openManagementServer } from '../management/management-server.ts';
import { createAccessLog } from '../records/access-log.ts';
import { createRequestMetrics } from '../records/metrics.ts';
import { addProcessMetrics } from '../records/process-metrics.ts';
import { createRecorder } from '../records/recorder.ts';
import { createMemoryReplayStore } from '../stores/replay/memory.ts';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import { openSqliteReplayStore } from '../stores/replay/sqlite.ts';
import { compileRouter } from './compile-router.ts';
import { evaluateRequest } from './evaluate.ts';
import { openMetricsServer } from './metrics-server.ts';
import { openLog } from './open-log.ts';
import { openModels } from './open-models.ts';
import { packageVersion } from './package-info.ts';
import { readConfig } from './read-config.ts';
import { readinessOf } from './readiness.ts';

export interface ServeOptions {
  readonly configPath: string;
  /** Taken instead of the file's content. */
  readonly configText?: string | undefined;
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
  /** Refuses new requests and waits for those under way, within the limits of the gateway. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_DATA_DIR = '.switchyard';
const MAX_BODY_DEPTH = 64;
const PREPARE_AGAIN_MS = 5000;
const DRAIN_REQUESTS_MS = 30_000;
const DRAIN_STREAMS_MS = 120_000;
/** A disk that hangs must not keep the process from ending. */
const RECORDER_CLOSE_MS = 10_000;

/** Configuration -> stores, models, router, listeners. Throws `ConfigError`, or what a port says. */
export async function startSwitchyard(options: ServeOptions): Promise<Switchyard> {
  const { environment, overrides = {} } = options;
  const config = await readConfig(options);
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
    const store = await openReplayStore(config, options.dataDir ?? DEFAULT_DATA_DIR);
    if (store !== undefined) closers.push(() => store.close());
    const recorder = createRecorder({
      store,
      metrics,
      accessLog: createAccessLog({ log: logger, lines: log.lines }),
      log: logger,
      ttlSeconds: config.global.services.router_replay.ttl_seconds,
    });
    closers.push(() => withinLimit(recorder.close(), RECORDER_CLOSE_MS));

    const pools = createBackendPools();
    closers.push(() => pools.close());
    const models = await openModels({
      config,
      configPath: options.configPath,
      environment,
      warn: (details, text) => logger.warn(details, text),
    });
    closers.push(() => models.close());
    const router = compileRouter({ config, models, pools, environment, loadedAtMs: Date.now() });

    const inFlight = new InFlight((model, change) => metrics.inflight(model).add(change));
    let isDraining = false;
    let isPrepared = false;
    let prepareError: string | undefined;
    const readiness = () =>
      readinessOf({ isDraining, models: models.status(), isPrepared, prepareError });
    const onBug = (error: unknown, requestId: string) =>
      logger.error({ err: error, request_id: requestId }, 'unexpected error');

    const afterIo = createAfterIo();
    const ids = createTimeOrderedIds();
    const openListener = (listener: ConfigDocument['listeners'][number]): Promise<HttpServer> => {
      const routes: readonly EdgeRoute[] = [
        {
          method: 'POST',
          path: '/v1/chat/completions',
          handle: createChatCompletions({
            router: () => router,
            limits: {
              maxBodyBytes: listener.max_body_bytes,
              maxDepth: MAX_BODY_DEPTH,
              maxMessages: listener.max_messages,
            },
            inFlight,
            afterIo,
            ids,
            record: recorder.record,
            onBug,
          }),
        },
        { method: 'GET', path: '/v1/models', handle: createModelList(() => router) },
        { method: 'GET', path: '/v1/models/*', handle: createModelLookup(() => router) },
        {
          method: 'GET',
          path: '/health',
          isPublic: true,
          handle: (request) => replyWithJson(request, 200, { status: 'healthy' }),
        },
        {
          method: 'GET',
          path: '/ready',
          isPublic: true,
          handle: (request) => {
            const { ready, phase } = readiness();
            replyWithJson(request, ready ? 200 : 503, { status: ready ? 'ready' : phase });
          },
        },
      ];
      return openHttpServer({
        host: overrides.host ?? listener.address,
        port: overrides.port ?? listener.port,
        maxBodyBytes: listener.max_body_bytes,
        handle: createEdge({
          name: listener.name,
          apiKeys: keysOf(listener, environment),
          routes,
          isDraining: () => isDraining,
          onBug,
          onReply: metrics.countHttpRequest,
        }),
      });
    };

    const listeners: HttpServer[] = [];
    for (const listener of config.listeners) {
      const server = await openListener(listener);
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
        listModels: () => router.listedModels,
        textModels: () => models,
        evaluate: (body, evaluation) => evaluateRequest(router, body, evaluation),
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

    let nextPreparation: NodeJS.Timeout | undefined;
    closers.push(() => clearTimeout(nextPreparation));
    const prepare = async (): Promise<void> => {
      try {
        await router.prepare();
        isPrepared = true;
        prepareError = undefined;
      } catch (error) {
        const isKnown = prepareError !== undefined;
        prepareError = error instanceof Error ? error.message : String(error);
        if (!isKnown) logger.error({ err: error }, 'learned signals are not available');
        // What ships with the product stays broken; a server may come back.
        const mayRecover = models
          .status()
          .some(({ tier, state }) => tier === 'plugin' && state !== 'closed');
        if (mayRecover) nextPreparation = setTimeout(prepare, PREPARE_AGAIN_MS).unref();
      }
    };
    const prepared = prepare();

    return {
      urls: {
        inference: listeners[0]?.url ?? '',
        management: management.url,
        metrics: metricsServer?.url ?? null,
      },
      ready: () => prepared,
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

/** Plain requests get less time than streams. */
async function drained(inFlight: InFlight): Promise<void> {
  await withinLimit(inFlight.idle(), DRAIN_REQUESTS_MS);
  if (inFlight.streams > 0) {
    await withinLimit(inFlight.idle(), DRAIN_STREAMS_MS - DRAIN_REQUESTS_MS);
  }
}

async function withinLimit(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
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

/** Undefined when the listener asks for no key; variables that are unset give none. */
function keysOf(
  { api_keys, api_keys_env }: ConfigDocument['listeners'][number],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  if (api_keys === undefined && api_keys_env === undefined) return undefined;
  const fromEnvironment = (api_keys_env ?? []).map((name) => environment[name] ?? '');
  return [...(api_keys ?? []), ...fromEnvironment].filter((key) => key !== '');
}
