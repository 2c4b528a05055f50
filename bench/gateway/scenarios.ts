import { type ChatRequest, createChatRequest } from './chat-request.ts';
import type { Behaviour } from './messages.ts';

/** One kind of load. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly connections: number;
  readonly request: ChatRequest;
  readonly behaviour: Behaviour;
  /** Table that the figures go into. */
  readonly table: 'throughput' | 'latency';
  /** What an answer is called. */
  readonly unit: 'request' | 'stream';
}

const KIB = 1024;
const atOnce: Behaviour = { answer: 'json', delayMs: 0, events: 0, gapMs: 0 };

export const scenarios: readonly Scenario[] = [
  {
    name: 'json',
    title: 'JSON, 0.2 KiB prompt, 64 connections',
    connections: 64,
    request: createChatRequest({ promptBytes: 0.2 * KIB, isStream: false, answerBytes: 300 }),
    behaviour: atOnce,
    table: 'throughput',
    unit: 'request',
  },
  {
    name: 'long',
    title: 'JSON, 32 KiB prompt, 64 connections',
    connections: 64,
    request: createChatRequest({ promptBytes: 32 * KIB, isStream: false, answerBytes: 300 }),
    behaviour: atOnce,
    table: 'throughput',
    unit: 'request',
  },
  {
    name: 'stream',
    title: 'Streams of 100 events without pauses, 16 connections',
    connections: 16,
    request: createChatRequest({ promptBytes: 0.2 * KIB, isStream: true, answerBytes: 10_000 }),
    behaviour: { answer: 'stream', delayMs: 0, events: 100, gapMs: 0 },
    table: 'throughput',
    unit: 'stream',
  },
  {
    name: 'latency',
    title: 'Latency: JSON after 20 ms, 16 connections',
    connections: 16,
    request: createChatRequest({ promptBytes: 0.2 * KIB, isStream: false, answerBytes: 300 }),
    behaviour: { ...atOnce, delayMs: 20 },
    table: 'latency',
    unit: 'request',
  },
  {
    name: 'first-byte',
    title: 'Time to first byte: 20 events 5 ms apart, the first after 20 ms, 16 connections',
    connections: 16,
    request: createChatRequest({ promptBytes: 0.2 * KIB, isStream: true, answerBytes: 2000 }),
    behaviour: { answer: 'stream', delayMs: 20, events: 20, gapMs: 5 },
    table: 'latency',
    unit: 'stream',
  },
];
