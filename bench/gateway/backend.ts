// A backend that costs a few microseconds a request: raw sockets, answers made in advance.
import { createServer, type Socket } from 'node:net';
import { answerTheBench, listen } from './child-side.ts';
import type { Behaviour } from './messages.ts';

const HEAD_END = '\r\n\r\n';
const usage = { prompt_tokens: 48, completion_tokens: 64, total_tokens: 112 };
const text = 'Mercury is the nearest one, at about a third of the way from here to the sun. ';
const identity = { id: 'chatcmpl-bench', created: 1_700_000_000, model: 'bench-model' };

let behaviour: Behaviour = { answer: 'json', delayMs: 0, events: 0, gapMs: 0 };

const jsonAnswer = createJsonAnswer();
const streamHead = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n',
);
const streamEvent = chunk(event({ role: 'assistant', content: ' word' }, null));
const streamEnd = Buffer.concat([
  chunk(event({}, 'stop')),
  chunk(`data: ${JSON.stringify({ ...chunkIdentity(), choices: [], usage })}\n\n`),
  chunk('data: [DONE]\n\n'),
  Buffer.from('0\r\n\r\n'),
]);

function createJsonAnswer(): Buffer {
  const message = { role: 'assistant', content: text.repeat(4) };
  const body = JSON.stringify({
    ...identity,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage,
  });
  return Buffer.from(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

function chunkIdentity(): object {
  return { ...identity, object: 'chat.completion.chunk' };
}

function event(delta: object, finishReason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ ...chunkIdentity(), choices })}\n\n`;
}

function chunk(data: string): Buffer {
  return Buffer.from(`${data.length.toString(16)}\r\n${data}\r\n`);
}

/** Counts off the bytes of one request after the other; the next one comes after the answer. */
function serve(socket: Socket): void {
  let head = '';
  let missing = 0;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    if (missing > 0) missing -= bytes.length;
    else {
      head += bytes.toString('latin1');
      const end = head.indexOf(HEAD_END);
      if (end < 0) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      missing = Number(length ?? 0) - (head.length - end - HEAD_END.length);
      head = '';
    }
    if (missing > 0) return;
    missing = 0;
    if (behaviour.delayMs === 0) answer(socket);
    else setTimeout(answer, behaviour.delayMs, socket);
  });
}

function answer(socket: Socket): void {
  if (behaviour.answer === 'json') {
    socket.write(jsonAnswer);
    return;
  }
  socket.write(streamHead);
  sendEvents(socket, behaviour.events);
}

function sendEvents(socket: Socket, count: number): void {
  if (socket.destroyed) return;
  let left = count;
  while (left > 0) {
    socket.write(streamEvent);
    left--;
    if (behaviour.gapMs > 0 && left > 0) {
      setTimeout(sendEvents, behaviour.gapMs, socket, left);
      return;
    }
  }
  socket.write(streamEnd);
}

const port = await listen(createServer(serve));
answerTheBench({
  port,
  behave(next) {
    behaviour = next;
  },
});
