import { SwitchyardError } from '../errors.ts';
import { Lifetime } from '../lib/lifetime.ts';
import type { TimeOrderedIds } from '../lib/time-ordered-id.ts';
import {
  type ChatRequest,
  type DecodeLimits,
  decodeChatRequest,
} from '../protocols/openai-chat/decode.ts';
import { createRequestView } from '../protocols/openai-chat/view.ts';
import type { Exchange } from '../records/exchange.ts';
import { type EdgeHandler, type EdgeRequest, replyWithError } from './edge.ts';
import { asSwitchyardError } from './error-reply.ts';
import { type ForwardResult, forward } from './forward.ts';
import { forwardedHeaders } from './headers.ts';
import type { InFlight } from './in-flight.ts';
import { type Plan, plan, type Routing, route, upstreamBody } from './pipeline.ts';
import { readBody } from './read-body.ts';
import type { Router } from './router.ts';
import { routingHeaders } from './routing-headers.ts';

export interface ChatServices {
  /** The compiled configuration of now; a request keeps the one that it started with. */
  readonly router: () => Router;
  readonly limits: DecodeLimits & { readonly maxBodyBytes: number };
  readonly inFlight: InFlight;
  /** Adds to the number of requests that a model works on. */
  readonly countInFlight: (model: string, change: 1 | -1) => void;
  readonly ids: TimeOrderedIds;
  readonly record: (exchange: Exchange) => void;
  /** A bug was met; the client got a 500 without detail. */
  readonly onBug: (error: unknown, requestId: string) => void;
}

/** `POST /v1/chat/completions`: bytes in, route, forward, record. */
export function createChatCompletions(services: ChatServices): EdgeHandler {
  return async (edge) => {
    const exchange = new ChatExchange(edge, services);
    try {
      await exchange.run();
    } finally {
      services.record(exchange.result());
    }
  };
}

/** One exchange, from the first byte of the request to the last one of the answer. */
class ChatExchange {
  readonly #edge: EdgeRequest;
  readonly #services: ChatServices;
  readonly #router: Router;
  readonly #lifetime = new Lifetime();
  readonly #arrivedAtMs = Date.now();
  readonly #id: string;
  #request: ChatRequest | undefined;
  #routing: Routing | undefined;
  #plan: Plan | undefined;
  #dispatchedAt: number | undefined;
  #answer: ForwardResult | undefined;
  #failure: SwitchyardError | undefined;

  constructor(edge: EdgeRequest, services: ChatServices) {
    this.#edge = edge;
    this.#services = services;
    this.#router = services.router();
    this.#id = services.ids.next(this.#arrivedAtMs);
  }

  async run(): Promise<void> {
    const { response, replyHeaders } = this.#edge;
    response.on('close', () => {
      if (!response.writableFinished) this.#lifetime.abort();
    });
    try {
      this.#request = await this.#read();
      const model = await this.#chooseModel(this.#request);
      this.#plan = plan(this.#router, model);
      this.#answer = await this.#forward(this.#request, this.#plan);
      this.#failure = this.#answer.error;
    } catch (thrown) {
      this.#failure = asSwitchyardError(thrown);
      if (this.#failure.code === 'internal_error') this.#services.onBug(thrown, this.#edge.id);
      replyWithError(response, this.#failure, replyHeaders);
    }
  }

  async #read(): Promise<ChatRequest> {
    const { limits } = this.#services;
    const bytes = await readBody(this.#edge.incoming, limits.maxBodyBytes);
    return decodeChatRequest(bytes, limits);
  }

  async #chooseModel(request: ChatRequest): Promise<string> {
    const resolution = this.#router.resolve(request.model);
    if (resolution === undefined) {
      throw new SwitchyardError(
        'model_not_found',
        `model \`${request.model.slice(0, 200)}\` is not available`,
        { param: 'model' },
      );
    }
    if (resolution.kind === 'explicit') return resolution.model;
    const view = createRequestView(request.body);
    this.#routing = await route(resolution.recipe, view, this.#lifetime);
    return this.#routing.selection.model;
  }

  async #forward(request: ChatRequest, chosen: Plan): Promise<ForwardResult> {
    const { incoming, response, replyHeaders, id } = this.#edge;
    const { inFlight, countInFlight } = this.#services;
    const leave = inFlight.enter(request.isStream);
    countInFlight(chosen.target.name, 1);
    this.#dispatchedAt = performance.now();
    try {
      return await forward({
        backend: chosen.backend,
        body: upstreamBody({
          ...chosen,
          request,
          reasoning: this.#routing?.selection.reasoning,
        }),
        upstreamHeaders: forwardedHeaders(incoming.headers, id),
        request,
        response,
        replyHeaders,
        routingHeaders: routingHeaders({
          routing: this.#routing,
          model: chosen.target.name,
          endpoint: chosen.backend.name,
          replayId: this.#id,
          isDebug: incoming.headers['x-vsr-debug'] === 'true',
        }),
        visibleModel: this.#visibleModel(request, chosen),
        lifetime: this.#lifetime,
      });
    } finally {
      leave();
      countInFlight(chosen.target.name, -1);
    }
  }

  #visibleModel(request: ChatRequest, { target }: Plan): string | undefined {
    switch (this.#router.responseModel) {
      case 'requested':
        return request.model;
      case 'routed':
        return target.name;
      case 'upstream':
        return undefined;
    }
  }

  /** What became of the exchange, for the record. */
  result(): Exchange {
    const endedAt = performance.now();
    const error = this.#failure;
    const isAborted = this.#lifetime.isAborted || error?.code === 'client_closed';
    return {
      id: this.#id,
      requestId: this.#edge.id,
      arrivedAtMs: this.#arrivedAtMs,
      originalModel: this.#request?.model ?? '',
      isStreaming: this.#request?.isStream ?? false,
      contextTokens: this.#contextTokens(),
      routing: this.#routing && withoutTexts(this.#routing),
      selection: this.#selection(),
      attempts: this.#attempts(endedAt),
      usage: this.#answer?.usage,
      prices: this.#router.prices,
      status: isAborted ? 499 : (this.#answer?.status ?? error?.status ?? 500),
      path: error === undefined ? 'upstream' : 'error',
      errorCode: isAborted ? 'client_closed' : error?.code,
      lifecycle: isAborted ? 'aborted' : error === undefined ? 'completed' : 'failed',
      terminalReason: isAborted ? 'client_canceled' : undefined,
      marks: {
        startedAt: this.#edge.startedAt,
        dispatchedAt: this.#dispatchedAt,
        firstByteAt: this.#answer?.firstByteAt,
        endedAt,
      },
    };
  }

  /** Only where a rule asked for it: the estimate reads the whole request. */
  #contextTokens(): number | undefined {
    const hasEstimate = this.#routing?.signals.reports.has('context') ?? false;
    return hasEstimate ? this.#routing?.view.tokenEstimate() : undefined;
  }

  #selection(): Exchange['selection'] {
    if (this.#plan === undefined) return undefined;
    const { target } = this.#plan;
    const selection = this.#routing?.selection;
    return {
      model: target.name,
      method: selection?.method ?? 'explicit',
      fallbackReason: selection?.fallbackReason,
      reasoning: selection?.reasoning,
      reasoningFamily: selection?.reasoning && target.reasoningFamily,
    };
  }

  #attempts(endedAt: number): Exchange['attempts'] {
    if (this.#plan === undefined || this.#dispatchedAt === undefined) return [];
    const { upstreamStatus, error } = this.#answer ?? {};
    return [
      {
        model: this.#plan.target.name,
        endpoint: this.#plan.backend.name,
        latency_ms: Math.round((endedAt - this.#dispatchedAt) * 1e3) / 1e3,
        ...(upstreamStatus === undefined ? {} : { status: upstreamStatus }),
        ...(error === undefined ? {} : { reason: error.code }),
      },
    ];
  }
}

/** What waits to be recorded must not hold the conversation in memory. */
function withoutTexts({
  recipe,
  signals,
  match,
  signalsMs,
  decisionMs,
}: Routing): Exchange['routing'] {
  return { recipe: recipe.name, signals, match, signalsMs, decisionMs };
}
