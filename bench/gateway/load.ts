import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';
import type { ChatRequest } from './chat-request.ts';

const READ_BUFFER_BYTES = 64 * 1024;
const ANSWER_LIMIT_MS = 10_000;

interface LoadOptions {
  readonly port: number;
  readonly request: ChatRequest;
  readonly connections: number;
}

/** What one stretch of load saw; times in milliseconds, sorted. */
interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  readonly firstBytesMs: readonly number[];
  readonly errors: readonly string[];
}

export interface Load {
  /** Sends requests until the time is over and all are answered. */
  run(seconds: number): Promise<LoadResult>;
  close(): void;
}

/** A closed loop: each connection sends its next request when the one before is answered. */
export async function openLoad({ port, request, connections }: LoadOptions): Promise<Load> {
  const buffer = Buffer.alloc(READ_BUFFER_BYTES);
  const open = () => Connection.open({ port, request, buffer });
  const all = await Promise.all(Array.from({ length: connections }, open));
  return {
    async run(seconds) {
      const startedAt = performance.now();
      const until = startedAt + seconds * 1000;
      const tallies = await Promise.all(all.map((connection) => connection.run(until)));
      const elapsed = (performance.now() - startedAt) / 1000;
      for (const [index, connection] of all.entries()) {
        if (connection.isBroken) all[index] = await open();
      }
      return {
        requests: tallies.reduce((sum, { latenciesMs }) => sum + latenciesMs.length, 0),
        seconds: elapsed,
        latenciesMs: sorted(tallies.flatMap(({ latenciesMs }) => latenciesMs)),
        firstBytesMs: sorted(tallies.flatMap(({ firstBytesMs }) => firstBytesMs)),
        errors: tallies.flatMap(({ errors }) => errors),
      };
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}

interface Tally {
  readonly latenciesMs: number[];
  readonly firstBytesMs: number[];
  readonly errors: string[];
}

interface ConnectionOptions {
  readonly port: number;
  readonly request: ChatRequest;
  /** Shared by all connections: each chunk is read before the next one comes. */
  readonly buffer: Buffer;
}

class Connection {
  readonly #socket: Socket;
  readonly #request: ChatRequest;
  readonly #bytes: Buffer;
  readonly #reader = new AnswerReader();
  #tally: Tally = { latenciesMs: [], firstBytesMs: [], errors: [] };
  #until = 0;
  #sentAt = 0;
  #firstByteAt = 0;
  #finish: ((tally: Tally) => void) | undefined;
  isBroken = false;

  static open(options: ConnectionOptions): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const connection = new Connection(options);
      connection.#socket.once('connect', () => resolve(connection)).once('error', reject);
    });
  }

  constructor({ port, request, buffer }: ConnectionOptions) {
    this.#request = request;
    this.#bytes = Buffer.from(request.bytes);
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback: (count) => {
          this.#read(buffer.subarray(0, count));
          return true;
        },
      },
    });
    this.#socket.on('error', (error) => this.#break(error.message));
    this.#socket.on('close', () => this.#break('the connection was closed'));
    this.#socket.setTimeout(ANSWER_LIMIT_MS, () => this.#break('no answer in time'));
  }

  run(until: number): Promise<Tally> {
    this.#until = until;
    this.#tally = { latenciesMs: [], firstBytesMs: [], errors: [] };
    return new Promise((resolve) => {
      this.#finish = resolve;
      this.#send();
    });
  }

  close(): void {
    this.#finish = undefined;
    this.#socket.destroy();
  }

  #send(): void {
    this.#request.renumber(this.#bytes);
    this.#firstByteAt = 0;
    this.#sentAt = performance.now();
    this.#socket.write(this.#bytes);
  }

  #read(bytes: Buffer): void {
    let isOver: boolean;
    try {
      isOver = this.#reader.read(bytes);
    } catch (error) {
      this.#break(String(error));
      return;
    }
    if (this.#firstByteAt === 0 && this.#reader.bodyBytes > 0) {
      this.#firstByteAt = performance.now();
    }
    if (isOver) this.#endAnswer();
  }

  #endAnswer(): void {
    const { status, bodyBytes } = this.#reader;
    const now = performance.now();
    if (status === 200 && bodyBytes >= this.#request.answerBytes) {
      this.#tally.latenciesMs.push(now - this.#sentAt);
      this.#tally.firstBytesMs.push(this.#firstByteAt - this.#sentAt);
    } else this.#tally.errors.push(`status ${status}, ${bodyBytes} bytes`);
    this.#reader.reset();
    if (now < this.#until) this.#send();
    else this.#end();
  }

  #break(problem: string): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.#socket.destroy();
    if (this.#finish !== undefined) this.#tally.errors.push(problem);
    this.#end();
  }

  #end(): void {
    this.#finish?.(this.#tally);
    this.#finish = undefined;
  }
}

function sorted(values: number[]): readonly number[] {
  return values.sort((a, b) => a - b);
}
