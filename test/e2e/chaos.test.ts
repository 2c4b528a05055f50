import { Agent, type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

/** `SWITCHYARD_CHAOS_SECONDS=30` gives the long run. */
const seconds = Number(process.env.SWITCHYARD_CHAOS_SECONDS ?? 6);
const CONNECTIONS = 256;
const MAX_REQUESTS = 200_000;

let backend: MockServer;
let router: RouterProcess;

beforeAll(async () => {
  backend = await startMock({
    behaviour: { latencyMs: 5, chunkMs: 2, words: 20 },
    faultRates: { error: 0.05, reset: 0.05, stall: 0.03, truncate: 0.05, invalidJson: 0.02 },
    seed: 7,
  });
  router = await startRouterProcess({
    config: fleetConfig({
      backend: new URL(backend.url).host,
      timeouts: 'timeouts: { connect: 1s, first_byte: 1s, between_bytes: 1s, total: 5s }',
    }),
    args: ['--log-level', 'warn'],
  });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

type Ending = 'answered' | 'clean error' | 'aborted' | 'no answer';

interface Reply {
  readonly ending: Ending;
  readonly detail: string;
}

describe(`${seconds} s of ${CONNECTIONS} connections with aborts, resets, stalls and errors`, () => {
  it(
    'answer every client, lose no record, leak no socket and keep memory flat',
    async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
      const random = seededRandom(11);
      const endings = new Map<string, number>();
      const unanswered: string[] = [];
      let sent = 0;
      const run = async (lengthMs: number) => {
        const deadline = Date.now() + lengthMs;
        const worker = async () => {
          while (Date.now() < deadline && sent < MAX_REQUESTS) {
            sent += 1;
            const reply = await ask({ agent, random, isStream: random() < 0.5 });
            endings.set(reply.ending, (endings.get(reply.ending) ?? 0) + 1);
            if (reply.ending === 'no answer') unanswered.push(reply.detail);
          }
        };
        await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      };
      await run(seconds * 500);
      const halfway = await residentMiB();
      await run(seconds * 500);
      agent.destroy();

      expect(unanswered.slice(0, 5)).toEqual([]);
      expect(endings.get('answered')).toBeGreaterThan(sent / 4);
      expect(endings.get('aborted')).toBeGreaterThan(0);
      expect(endings.get('clean error')).toBeGreaterThan(0);
      expect(router.child.exitCode).toBeNull();

      const inFlight = await eventually(async () => {
        const text = await metrics();
        const gauges = [...text.matchAll(/^llm_model_inflight_requests\{.*\} (\d+)$/gm)];
        return gauges.every(([, value]) => value === '0') ? gauges.length : undefined;
      }, 10_000);
      expect(inFlight).toBeGreaterThan(0);
      await eventually(async () => (backend.stats().active === 0 ? true : undefined), 10_000);
      const total = await eventually(async () => {
        const response = await fetch(`${router.management}/v1/router_replay?limit=1`);
        const page = (await response.json()) as { total: number };
        // A client that leaves before its request is read is not seen at all.
        return page.total >= sent - (endings.get('aborted') ?? 0) ? page.total : undefined;
      }, 10_000);
      expect(total).toBeLessThanOrEqual(sent);
      const growth = (await residentMiB()) - halfway;
      // The heap still finds its size in so short a time; 20,000 requests more add a few MiB.
      expect(growth).toBeLessThan(160);
      expect(router.log()).not.toContain('unexpected error');
      console.log(
        `chaos: ${sent} requests, ${JSON.stringify(Object.fromEntries(endings))}, records ${total}, memory ${halfway.toFixed(0)} MiB then ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MiB`,
      );
    },
    (seconds + 60) * 1000,
  );
});

interface AskOptions {
  readonly agent: Agent;
  readonly random: () => number;
  readonly isStream: boolean;
}

function ask({ agent, random, isStream }: AskOptions): Promise<Reply> {
  const abortAfterMs = random() < 0.15 ? random() * 60 : undefined;
  const prompt = random() < 0.3 ? 'write a python function' : 'hello there';
  return new Promise((resolve) => {
    let text = '';
    let outgoing: ClientRequest;
    let isAborted = false;
    const finish = (ending: Ending, detail: string) => {
      clearTimeout(timer);
      resolve({ ending: isAborted ? 'aborted' : ending, detail });
    };
    const timer =
      abortAfterMs === undefined
        ? undefined
        : setTimeout(() => {
            isAborted = true;
            outgoing.destroy();
          }, abortAfterMs);
    outgoing = request(
      `${router.inference}/v1/chat/completions`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', (error) => finish('no answer', `response: ${error.message}`));
        response.on('end', () => finish(judge(response.statusCode ?? 0, text), text.slice(-300)));
      },
    );
    outgoing.on('error', (error) => finish('no answer', `request: ${error.message}`));
    outgoing.end(
      JSON.stringify({
        model: 'auto',
        stream: isStream,
        messages: [{ role: 'user', content: prompt }],
      }),
    );
  });
}

/** An answer is whole, an error is one of our envelopes; anything else is a client left alone. */
function judge(status: number, text: string): Ending {
  if (status === 200 && text.endsWith('data: [DONE]\n\n')) return 'answered';
  const last = text.startsWith('data:')
    ? (text.trimEnd().split('\n\n').at(-1) ?? '').slice('data: '.length)
    : text;
  try {
    const body = JSON.parse(last) as { choices?: unknown; error?: { code?: unknown } };
    if (status === 200 && !text.startsWith('data:') && Array.isArray(body.choices))
      return 'answered';
    return typeof body.error?.code === 'string' ? 'clean error' : 'no answer';
  } catch {
    return 'no answer';
  }
}

async function metrics(): Promise<string> {
  return (await fetch(`${router.metrics}/metrics`)).text();
}

async function residentMiB(): Promise<number> {
  const [, bytes] = /^process_resident_memory_bytes (\S+)$/m.exec(await metrics()) ?? [];
  return Number(bytes) / 2 ** 20;
}

/** The Park-Miller generator: the run is the same every time, as far as the network lets it be. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
