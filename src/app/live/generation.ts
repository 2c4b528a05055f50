import type { RequestListener } from 'node:http';
import type { BackendPools } from '../../backends/pools.ts';
import type { ConfigDocument } from '../../config/document.ts';
import type { KnowledgeBases } from '../../knowledge/knowledge-bases.ts';
import type { ExternalClients } from '../../models/external/external-clients.ts';
import type { TextModels } from '../../models/text-models.ts';
import { type CompiledRouter, compileRouter } from '../compile-router.ts';
import { createDataPlane, type DataPlaneServices, type ListenerSettings } from './data-plane.ts';
import { openExternalClients } from './open-external.ts';
import type { OpenKnowledge, SharedKnowledge } from './open-knowledge.ts';
import type { SharedModels } from './open-models.ts';
import type { SharedPools } from './shared-pools.ts';

/** One configuration, compiled and ready to answer. */
export interface Generation {
  readonly number: number;
  readonly config: ConfigDocument;
  readonly router: CompiledRouter;
  readonly models: TextModels;
  readonly knowledge: KnowledgeBases;
  /** By socket; sockets that this configuration does not name keep the settings that they had. */
  readonly listeners: ReadonlyMap<string, GenerationListener>;
  readonly preparation: Preparation;
  /** Counts one request until the returned function is called. */
  enter(): () => void;
  /** Lets learned signals embed their examples; resolves when they have, or have failed to. */
  prepare(): Promise<void>;
  /** Lets go of models and connections when the last request is over; resolves then. */
  retire(): Promise<void>;
}

interface GenerationListener {
  readonly settings: ListenerSettings;
  readonly handle: RequestListener;
}

interface Preparation {
  /** Examples of the rules are embedded. */
  readonly isPrepared: boolean;
  readonly error: string | undefined;
}

export interface GenerationServices {
  readonly models: SharedModels;
  readonly knowledge: SharedKnowledge;
  /** Relative paths of a configuration start beside it. */
  readonly configPath: string;
  readonly pools: SharedPools;
  readonly dataPlane: DataPlaneServices;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Learned signals cannot be prepared; told once. */
  readonly onPrepareError: (error: unknown) => void;
}

interface OpenGenerationOptions {
  readonly number: number;
  readonly config: ConfigDocument;
  readonly services: GenerationServices;
  readonly previous?: Generation | undefined;
}

const PREPARE_AGAIN_MS = 5000;

/** Sockets are known by this: names are for people, and may change. */
export function socketOf({ address, port }: Pick<ListenerSettings, 'address' | 'port'>): string {
  return `${address}:${port}`;
}

/** Builds everything that a configuration needs; throws `ConfigError` for models that are broken. */
export async function openGeneration(given: OpenGenerationOptions): Promise<Generation> {
  const { number, config, services, previous } = given;
  const { environment } = services;
  const held: Held = {
    models: await services.models.open(config),
    pools: services.pools.open(),
    external: openExternalClients({ config, environment, configPath: services.configPath }),
  };
  const { models } = held;
  let knowledge: OpenKnowledge | undefined;
  try {
    knowledge = await services.knowledge.open(config, models);
    const options = { config, ...held, knowledge, environment, loadedAtMs: Date.now() };
    const router = compileRouter(options);
    const requests = countRequests();
    const preparation = prepareSignals({ router, models, onError: services.onPrepareError });
    return {
      number,
      config,
      router,
      models,
      knowledge,
      listeners: openListeners({ config, router, services, previous, enter: requests.enter }),
      preparation: preparation.state,
      enter: requests.enter,
      prepare: preparation.settled,
      async retire() {
        await requests.over();
        preparation.stop();
        knowledge?.close();
        await close(held);
      },
    };
  } catch (error) {
    knowledge?.close();
    await close(held);
    throw error;
  }
}

/** What a generation lets go of at its end. */
interface Held {
  readonly models: TextModels;
  readonly pools: BackendPools;
  readonly external: ExternalClients;
}

async function close({ models, pools, external }: Held): Promise<void> {
  await Promise.all([pools.close(), models.close(), external.close()]);
}

interface ListenersOptions extends Omit<OpenGenerationOptions, 'number'> {
  readonly router: CompiledRouter;
  readonly enter: () => () => void;
}

function openListeners(options: ListenersOptions): ReadonlyMap<string, GenerationListener> {
  const { config, router, services, previous, enter } = options;
  const named = new Map(config.listeners.map((settings) => [socketOf(settings), settings]));
  // Sockets are opened once, so those of the first generation are the ones of all.
  const sockets = previous === undefined ? named : previous.listeners;
  return new Map(
    [...sockets.keys()].flatMap((socket) => {
      const settings = named.get(socket) ?? previous?.listeners.get(socket)?.settings;
      if (settings === undefined) return [];
      const handle = createDataPlane({
        services: services.dataPlane,
        listener: settings,
        router,
        enter,
      });
      return [[socket, { settings, handle }] as const];
    }),
  );
}

function countRequests() {
  let count = 0;
  let onIdle: (() => void) | undefined;
  return {
    enter() {
      count += 1;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        count -= 1;
        if (count === 0) onIdle?.();
      };
    },
    over(): Promise<void> {
      if (count === 0) return Promise.resolve();
      return new Promise((resolve) => {
        onIdle = resolve;
      });
    },
  };
}

interface PrepareOptions {
  readonly router: CompiledRouter;
  readonly models: TextModels;
  readonly onError: (error: unknown) => void;
}

function prepareSignals({ router, models, onError }: PrepareOptions) {
  const state: { isPrepared: boolean; error: string | undefined } = {
    isPrepared: false,
    error: undefined,
  };
  let next: NodeJS.Timeout | undefined;
  let isStopped = false;
  let first: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    try {
      await router.prepare();
      state.isPrepared = true;
      state.error = undefined;
    } catch (error) {
      if (isStopped) return;
      const isKnown = state.error !== undefined;
      state.error = error instanceof Error ? error.message : String(error);
      if (!isKnown) onError(error);
      // What ships with the product stays broken; a server may come back.
      const mayRecover = models
        .status()
        .some(({ tier, state: modelState }) => tier === 'plugin' && modelState !== 'closed');
      if (mayRecover) next = setTimeout(prepare, PREPARE_AGAIN_MS).unref();
    }
  }

  return {
    state,
    /** Settles when the first try is over. */
    settled(): Promise<void> {
      first ??= prepare();
      return first;
    },
    stop() {
      isStopped = true;
      clearTimeout(next);
    },
  };
}
