import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextModels } from '../models/text-models.ts';
import type { RoutingReport } from './classify/intent.ts';
import { type ManagementServer, openManagementServer } from './management-server.ts';
import type { Readiness } from './management-services.ts';

let server: ManagementServer;
let inside: number;
/** What is inside when an evaluation takes what is current. */
let seen: number[];
let finish: () => void;

beforeEach(async () => {
  inside = 0;
  seen = [];
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  server = await openManagementServer({
    host: '127.0.0.1',
    port: 0,
    services: {
      replay: undefined,
      enter() {
        inside += 1;
        return () => {
          inside -= 1;
        };
      },
      readiness: () => ({ ready: true }) as Readiness,
      listModels: () => [],
      textModels: () => ({}) as TextModels,
      async evaluate() {
        seen.push(inside);
        await finished;
        return {} as RoutingReport;
      },
      onBug: () => {},
    },
  });
});

afterEach(() => server.close());

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(isTrue()).toBe(true);
}

describe('the models of now', () => {
  const request = `POST /api/v1/eval HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n`;

  it('are held from the end of the body on, and let go of with the answer', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(request);
    await fetch(`${server.url}/health`);
    expect(inside).toBe(0);
    socket.write('{}');
    await until(() => seen.length === 1);
    expect(seen).toEqual([1]);
    finish();
    await until(() => inside === 0);
    socket.destroy();
  });

  it('are let go of when a client leaves that sent several requests at once', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(`${request}{}`.repeat(3));
    await until(() => seen.length === 3);
    socket.destroy();
    await fetch(`${server.url}/health`);
    finish();
    await until(() => inside === 0);
  });
});
