import { SwitchyardError } from '../../errors.ts';
import { memberOf } from '../../lib/loose-json.ts';
import {
  checkedScores,
  chosenScores,
  InvalidModelOutput,
  invalidOutput,
  type LabelScorer,
  type LabelScores,
} from './external-model.ts';
import {
  type McpConnection,
  type McpServer,
  openMcpConnection,
  unavailable,
} from './mcp-connection.ts';
import { untilAborted } from './until-aborted.ts';

interface McpClassifierOptions {
  /** How the model is called in messages. */
  readonly name: string;
  readonly server: McpServer;
  readonly toolName?: string;
  /** Of one text, waiting for the connection included. */
  readonly timeoutMs?: number;
  /** For tests; `performance.now` unless given. */
  readonly now?: () => number;
}

interface McpClassifier extends LabelScorer {
  /** As the server told when it was reached last; empty before. */
  readonly labels: readonly string[];
  /** Resolves when the server told its labels. */
  ready(): Promise<void>;
}

const TIMEOUT_MS = 5000;
/** Servers are often started by a package manager that loads them first. */
const CONNECT_MS = 30_000;
const FIRST_REST_MS = 250;
const MAX_REST_MS = 30_000;
/** A server that lets so many texts in a row run into the time limit is started anew. */
const MAX_SLOW = 3;

/**
 * A classifier behind an MCP server with the tools `list_categories` and `classify_text`. It connects
 * at once; a connection that is lost is opened again by the next text, after a rest that grows with
 * every failure. Meanwhile texts are refused at once.
 * @public
 */
export function openMcpClassifier(options: McpClassifierOptions): McpClassifier {
  const { name, server, toolName, timeoutMs = TIMEOUT_MS } = options;
  const { now = () => performance.now() } = options;
  checkServer(name, server);
  const life = new AbortController();
  const calls = new Set<AbortController>();
  /** What `close` waits for: connections that open or end. */
  const unsettled = new Set<Promise<unknown>>();
  let current: Promise<McpConnection> | undefined;
  /** The one that `current` became when the server answered. */
  let reached: Promise<McpConnection> | undefined;
  let labels: readonly string[] = [];
  let failures = 0;
  let slow = 0;
  let restUntil = Number.NEGATIVE_INFINITY;

  function fail(connection: Promise<McpConnection>): void {
    if (current !== connection) return;
    current = undefined;
    slow = 0;
    failures += 1;
    // The first failure may be chance.
    const restMs = failures < 2 ? 0 : Math.min(FIRST_REST_MS * 2 ** (failures - 2), MAX_REST_MS);
    restUntil = now() + restMs;
  }

  function connect(): Promise<McpConnection> {
    if (life.signal.aborted) throw unavailable(name, 'is closed');
    if (current !== undefined) return current;
    const waitMs = restUntil - now();
    if (waitMs > 0) throw unavailable(name, `failed and rests for ${Math.ceil(waitMs)} ms`);
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(unavailable(name, `was not there within ${CONNECT_MS} ms`)),
      CONNECT_MS,
    );
    const signal = AbortSignal.any([life.signal, limit.signal]);
    const onLost = () => fail(connection);
    const connection: Promise<McpConnection> = openMcpConnection({
      ...{ name, server, signal, onLost },
      ...(toolName !== undefined && { toolName }),
    }).finally(() => clearTimeout(timer));
    current = connection;
    const settled = connection.then(
      (found) => {
        labels = found.labels;
        reached = connection;
      },
      () => fail(connection),
    );
    settle(settled);
    return connection;
  }

  function drop(connection: Promise<McpConnection>): void {
    fail(connection);
    const ended = connection.then((lost) => lost.close()).catch(() => undefined);
    settle(ended);
  }

  function settle(ending: Promise<unknown>): void {
    unsettled.add(ending);
    ending.finally(() => unsettled.delete(ending));
  }

  async function ask(text: string, signal: AbortSignal, isAgain = false): Promise<LabelScores> {
    const isFresh = current === undefined;
    const connection = connect();
    const { labels: known, classify } = await connection;
    try {
      const scores = scoresOf(name, known, await classify(text, signal));
      failures = 0;
      slow = 0;
      return { scores };
    } catch (error) {
      if (signal.aborted || isAnswer(error)) throw error;
      drop(connection);
      // Sessions end when a server is started again, which says nothing about the text.
      if (server.transport === 'http' && !isFresh && !isAgain) return ask(text, signal, true);
      throw error;
    }
  }

  async function score(text: string, signal: AbortSignal | undefined): Promise<LabelScores> {
    signal?.throwIfAborted();
    const control = new AbortController();
    const abort = () => control.abort(signal?.reason);
    const timer = setTimeout(() => {
      if (current !== undefined && current === reached) countSlow(current);
      control.abort(unavailable(name, `did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
    signal?.addEventListener('abort', abort, { once: true });
    calls.add(control);
    try {
      return await untilAborted(ask(text, control.signal), control.signal);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw outcomeOf(name, error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      calls.delete(control);
    }
  }

  function countSlow(connection: Promise<McpConnection>): void {
    slow += 1;
    if (slow >= MAX_SLOW) drop(connection);
  }

  connect().catch(() => undefined);

  return {
    get labels() {
      return labels;
    },
    async ready() {
      try {
        await connect();
      } catch (error) {
        throw outcomeOf(name, error);
      }
    },
    score: (text, { signal } = {}) => score(text, signal),
    async close() {
      const last = current;
      const closed = unavailable(name, 'is closed');
      life.abort(closed);
      for (const call of calls) call.abort(closed);
      await last?.then((connection) => connection.close()).catch(() => undefined);
      await Promise.all(unsettled);
    },
  };
}

function scoresOf(
  name: string,
  labels: readonly string[],
  answer: unknown,
): ReadonlyMap<string, number> {
  const chosen = memberOf(answer, 'class');
  const label = typeof chosen === 'number' ? labels[chosen] : undefined;
  if (label === undefined)
    throw invalidOutput(name, 'has a `class` that is no index of a category');
  const probabilities = memberOf(answer, 'probabilities');
  if (Array.isArray(probabilities) && probabilities.length > 0) {
    if (probabilities.length !== labels.length) {
      throw invalidOutput(name, 'has another number of probabilities than of categories');
    }
    return checkedScores(
      name,
      labels.map((key, at) => [key, probabilities[at]] as const),
    );
  }
  const confidence = memberOf(answer, 'confidence');
  const others = [...chosenScores(labels, label)].filter(([key]) => key !== label);
  return checkedScores(name, [[label, confidence], ...others]);
}

/** The connection works, whatever came of the text. */
function isAnswer(error: unknown): boolean {
  const isOurs = error instanceof InvalidModelOutput || error instanceof SwitchyardError;
  return isOurs || isProtocolError(error);
}

/** The server is there and answered with an error. */
function isProtocolError(error: unknown): boolean {
  const code = memberOf(error, 'code');
  return typeof code === 'number' && code <= -32_600 && code >= -32_800;
}

function outcomeOf(name: string, error: unknown): unknown {
  if (error instanceof InvalidModelOutput || error instanceof SwitchyardError) return error;
  if (isProtocolError(error)) return unavailable(name, 'answered with an error');
  const code = memberOf(error, 'code');
  const hint = typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code) ? ` (${code})` : '';
  return unavailable(name, `cannot be reached${hint}`);
}

function checkServer(name: string, server: McpServer): void {
  if (server.transport === 'stdio') {
    if (server.command === '') throw unavailable(name, 'has no `command`');
    return;
  }
  const url = URL.canParse(server.url) ? new URL(server.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw unavailable(name, 'has a `url` that is no http or https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw unavailable(name, 'has a `url` with a password in it');
  }
}
