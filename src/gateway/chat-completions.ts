import { SwitchyardError } from '../errors.ts';
import type { AfterIo } from '../lib/after-io.ts';
import { Lifetime } from '../lib/lifetime.ts';
import type { TimeOrderedIds } from '../lib/time-ordered-id.ts';
import {
  type ChatRequest,
  type DecodeLimits,
  decodeChatRequest,
} from '../protocols/openai-chat/decode.ts';
import { createRequestView } from '../protocols/openai-chat/view.ts';
import type { Exchange } from '../records/exchange.ts';
import { forwardUnderContract } from './contracted-answer.ts';
import { type DecisionPolicy, policyOf } from './decision-policy.ts';
import { type EdgeHandler, type EdgeRequest, replyWithError } from './edge.ts';
import { asSwitchyardError } from './error-reply.ts';
import type { FixedAnswer } from './fixed-answer.ts';
import { replyFixed } from './fixed-reply.ts';
import { type ForwardResult, forward } from './forward.ts';
import { forwardedHeaders } from './headers.ts';
import type { IdentityReader } from './identity.ts';
import type { InFlight } from './in-flight.ts';
import { type Heard, type Plan, plan, type Routing, route, upstreamBody } from './pipeline.ts';
import { readBody } from './read-body.ts';
import type { Router } from './router.ts';
import { routingHeaders, signalErrorHeaders } from './routing-headers.ts';
import { type SessionModels, sessionOf } from './session-models.ts';

export interface ChatServices {
  readonly identityOf: IdentityReader;
  /** Names of headers that say who asks, which are never sent to a backend. */
  readonly identityHeaders: ReadonlySet<string>;
  /** The compiled configuration of now; a request keeps the one that it started with. */
  readonly router: () => Router;
  readonly limits: DecodeLimits & { readonly maxBodyBytes: number };
  readonly inFlight: InFlight;
  readonly afterIo: AfterIo;
  readonly ids: TimeOrderedIds;
  readonly sessions: SessionModels;
  readonly record: (exchange: Exchange) => void;
  /** A bug was met; the client got a 500 without detail. */
  readonly onBug: (error: unknown, requestId: string) => void;
}

/** A model name that a client made up may be as long as a body: records and errors hold this much. */
const MAX_NAME_UNITS = 200;

const NO_USAGE = { promptTokens: 0, cachedPromptTokens: 0, completionTokens: 0, totalTokens: 0 };

/** `POST /v1/chat/completions`: bytes in, route, forward, record. */
export function createChatCompletions(services: ChatServices): EdgeHandler {
  return (edge) => new ChatExchange(edge, services).run();
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
  #heard: Heard | undefined;
  #routing: Routing | undefined;
  #policy: DecisionPolicy | undefined;
  #session: string | undefined;
  #plan: Plan | undefined;
  #leave: (() => void) | undefined;
  #dispatchedAt: number | undefined;
  #answer: ForwardResult | undefined;
  #fixed: FixedAnswer | undefined;
  #failure: SwitchyardError | undefined;

  constructor(edge: EdgeRequest, services: ChatServices) {
    this.#edge = edge;
    this.#services = services;
    this.#router = services.router();
    this.#id = services.ids.next(this.#arrivedAtMs);
  }

  /** Never rejects: whatever goes wrong is answered and recorded. */
  async run(): Promise<void> {
    const { incoming, response, replyHeaders } = this.#edge;
    const { limits, afterIo } = this.#services;
    response.on('close', () => {
      if (!response.writableFinished) this.#lifetime.abort();
    });
    try {
      const bytes = await readBody(incoming, { maxBytes: limits.maxBodyBytes, afterIo });
      const request = decodeChatRequest(bytes, limits);
      this.#request = request;
      const chosen = this.#chooseModel(request);
      const model = chosen instanceof Promise ? await chosen : chosen;
      const fixed = this.#policy?.fixedAnswer;
      if (fixed !== undefined) this.#answerItself(request, fixed);
      else {
        this.#plan = plan(this.#router, model);
        this.#answer = await this.#forward(request, this.#plan);
        this.#failure = this.#answer.error;
        this.#rememberModel(model);
      }
    } catch (thrown) {
      this.#failure = asSwitchyardError(thrown);
      if (this.#failure.code === 'internal_error') this.#services.onBug(thrown, this.#edge.id);
      replyWithError(response, this.#failure, [...replyHeaders, ...this.#errorHeaders()]);
    } finally {
      this.#leave?.();
      this.#services.record(this.#result());
    }
  }

  #chooseModel(request: ChatRequest): string | Promise<string> {
    const resolution = this.#router.resolve(request.model);
    if (resolution === undefined) {
      throw new SwitchyardError(
        'model_not_found',
        `model \`${request.model.slice(0, MAX_NAME_UNITS)}\` is not available`,
        { param: 'model' },
      );
    }
    if (resolution.kind === 'explicit') return resolution.model;
    const { headers, socket } = this.#edge.incoming;
    const identity = this.#services.identityOf(headers, socket.remoteAddress);
    const view = createRequestView(request.body, { identity });
    const routing = route(resolution.recipe, view, this.#lifetime, (heard) => {
      this.#heard = heard;
    });
    return routing instanceof Promise
      ? routing.then((later) => this.#take(later))
      : this.#take(routing);
  }

  #take(routing: Routing): string {
    this.#routing = routing;
    const { match, recipe } = routing;
    this.#policy = match && policyOf(match.decision);
    this.#session = sessionOf(this.#edge.incoming.headers);
    if (this.#policy?.keepsModel === true && this.#session !== undefined) {
      const current = this.#services.sessions.get(recipe.name, this.#session);
      const selection = current === undefined ? undefined : recipe.select(match, current);
      if (selection !== undefined) this.#routing = { ...routing, selection };
    }
    return this.#routing.selection.model;
  }

  /** For the decisions that keep the model of a session; a failed one is not worth keeping. */
  #rememberModel(model: string): void {
    const recipe = this.#routing?.recipe.name;
    if (recipe === undefined || this.#session === undefined || this.#failure !== undefined) return;
    this.#services.sessions.set(recipe, this.#session, model);
  }

  #answerItself(request: ChatRequest, answer: FixedAnswer): void {
    const { response, replyHeaders } = this.#edge;
    this.#fixed = answer;
    replyFixed({
      answer,
      request,
      response,
      replyHeaders,
      routingHeaders: this.#routingHeaders(undefined),
      id: this.#id,
      createdAtMs: this.#arrivedAtMs,
      model: request.model.slice(0, MAX_NAME_UNITS),
    });
  }

  #forward(request: ChatRequest, chosen: Plan): Promise<ForwardResult> {
    const { incoming, response, replyHeaders, id } = this.#edge;
    const { contract, instruction } = this.#policy ?? {};
    this.#leave = this.#services.inFlight.enter(chosen.target.name, request.isStream);
    this.#dispatchedAt = performance.now();
    const body = {
      target: chosen.target,
      backend: chosen.backend,
      request,
      reasoning: this.#routing?.selection.reasoning,
      instruction,
    };
    const options = {
      backend: chosen.backend,
      upstreamHeaders: forwardedHeaders(incoming.headers, {
        requestId: id,
        withheld: this.#services.identityHeaders,
      }),
      request,
      response,
      replyHeaders,
      routingHeaders: this.#routingHeaders(chosen),
      visibleModel: this.#visibleModel(request, chosen),
      lifetime: this.#lifetime,
    };
    if (contract === undefined) {
      const { afterIo } = this.#services;
      return forward({ ...options, body: upstreamBody(body), afterIo });
    }
    return forwardUnderContract({
      ...options,
      contract,
      bodyWith: (appended) => upstreamBody({ ...body, appended, isWhole: true }),
    });
  }

  /** Of what was refused: which rules had no result, to who asks for details. */
  #errorHeaders(): readonly string[] {
    return this.#isDebug && this.#heard !== undefined
      ? signalErrorHeaders(this.#heard.signals)
      : [];
  }

  get #isDebug(): boolean {
    return this.#edge.incoming.headers['x-vsr-debug'] === 'true';
  }

  #routingHeaders(chosen: Plan | undefined): readonly string[] {
    return routingHeaders({
      routing: this.#routing,
      policy: this.#policy,
      model: chosen?.target.name,
      endpoint: chosen?.backend.name,
      replayId: this.#id,
      isDebug: this.#isDebug,
    });
  }

  #visibleModel({ bytes, members }: ChatRequest, { target }: Plan): Buffer | undefined {
    switch (this.#router.responseModel) {
      case 'requested': {
        const model = members.findLast(({ key }) => key === 'model');
        return model && bytes.subarray(model.valueStart, model.valueEnd);
      }
      case 'routed':
        return target.visibleName;
      case 'upstream':
        return undefined;
    }
  }

  /** What became of the exchange, for the record. */
  #result(): Exchange {
    const endedAt = performance.now();
    const error = this.#failure;
    const isAborted = this.#lifetime.isAborted || error?.code === 'client_closed';
    return {
      id: this.#id,
      requestId: this.#edge.id,
      arrivedAtMs: this.#arrivedAtMs,
      originalModel: this.#request?.model.slice(0, MAX_NAME_UNITS) ?? '',
      isStreaming: this.#request?.isStream ?? false,
      contextTokens: this.#contextTokens(),
      routing: this.#recordedRouting(),
      selection: this.#selection(),
      attempts: this.#attempts(endedAt),
      usage: this.#fixed === undefined ? this.#answer?.usage : NO_USAGE,
      prices: this.#router.prices,
      status: isAborted ? 499 : (this.#statusSeen() ?? error?.status ?? 500),
      path: error === undefined ? (this.#fixed?.path ?? 'upstream') : 'error',
      errorCode: isAborted ? 'client_closed' : (error?.code ?? this.#refusalCode()),
      contract: this.#answer?.contract,
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

  #statusSeen(): number | undefined {
    return this.#answer?.status ?? this.#fixed?.status;
  }

  /** What the client reads as `code` of a refusal; a refusal that looks like an answer has none. */
  #refusalCode(): string | undefined {
    return this.#fixed !== undefined && this.#fixed.status >= 400 ? this.#fixed.code : undefined;
  }

  /** Only where a rule asked for it: the estimate reads the whole request. */
  #contextTokens(): number | undefined {
    const routing = this.#routing;
    return routing?.signals.reportOf('context') && routing.view.tokenEstimate();
  }

  /** What waits to be recorded must not hold the conversation in memory. */
  #recordedRouting(): Exchange['routing'] {
    if (this.#heard === undefined) return undefined;
    const { recipe, signals, signalsMs } = this.#heard;
    const { match, decisionMs = 0 } = this.#routing ?? {};
    return { recipe: recipe.name, signals, match, signalsMs, decisionMs };
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
    const { target, backend } = this.#plan;
    const { upstreamStatus: status, error, calls } = this.#answer ?? {};
    const made = calls ?? [{ latencyMs: endedAt - this.#dispatchedAt, status, error }];
    return made.map((call) => ({
      model: target.name,
      endpoint: backend.name,
      latencyMs: call.latencyMs,
      status: call.status,
      reason: call.error?.code,
    }));
  }
}
