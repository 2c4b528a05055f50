import type { RequestListener } from 'node:http';
import type { ConfigDocument } from '../../config/document.ts';
import { type ChatServices, createChatCompletions } from '../../gateway/chat-completions.ts';
import { createEdge, replyWithJson } from '../../gateway/edge.ts';
import { createIdentityReader, identityHeaderNames } from '../../gateway/identity.ts';
import { createModelList, createModelLookup } from '../../gateway/list-models.ts';
import type { Readiness } from '../../management/management-services.ts';
import type { CompiledRouter } from '../compile-router.ts';

export type ListenerSettings = ConfigDocument['listeners'][number];

/** What all generations of listeners share. */
type OfListener = 'router' | 'limits' | 'identityOf' | 'identityHeaders';

export interface DataPlaneServices extends Omit<ChatServices, OfListener> {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isDraining: () => boolean;
  readonly readiness: () => Readiness;
  readonly onReply: (route: string, status: number) => void;
}

interface DataPlaneOptions {
  readonly services: DataPlaneServices;
  readonly listener: ListenerSettings;
  readonly router: CompiledRouter;
  /** Counts one request until the returned function is called. */
  readonly enter: () => () => void;
}

const MAX_BODY_DEPTH = 64;

/** Answers the requests of one listener with one router. */
export function createDataPlane(options: DataPlaneOptions): RequestListener {
  const { services, listener, router, enter } = options;
  const chat = createChatCompletions({
    ...services,
    router: () => router,
    identityOf: createIdentityReader(router.identity, listener.trusted_identity_headers),
    identityHeaders: identityHeaderNames(router.identity),
    limits: {
      maxBodyBytes: listener.max_body_bytes,
      maxDepth: MAX_BODY_DEPTH,
      maxMessages: listener.max_messages,
    },
  });
  return createEdge({
    name: listener.name,
    apiKeys: keysOf(listener, services.environment),
    isDraining: services.isDraining,
    onBug: services.onBug,
    onReply: services.onReply,
    routes: [
      {
        method: 'POST',
        path: '/v1/chat/completions',
        async handle(request) {
          const leave = enter();
          try {
            await chat(request);
          } finally {
            leave();
          }
        },
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
        handle(request) {
          const { ready, phase } = services.readiness();
          replyWithJson(request, ready ? 200 : 503, { status: ready ? 'ready' : phase });
        },
      },
    ],
  });
}

/** Undefined when the listener asks for no key; variables that are unset give none. */
function keysOf(
  { api_keys, api_keys_env }: ListenerSettings,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  if (api_keys === undefined && api_keys_env === undefined) return undefined;
  const fromEnvironment = (api_keys_env ?? []).map((name) => environment[name] ?? '');
  return [...(api_keys ?? []), ...fromEnvironment].filter((key) => key !== '');
}
