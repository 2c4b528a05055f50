/** What goes wrong on purpose; `afterEvents` counts the stream events that still arrive. */
export interface Fault {
  readonly kind:
    | 'status'
    | 'stall'
    | 'reset'
    | 'truncate'
    | 'invalid-json'
    | 'error-event'
    | 'no-stream';
  readonly status?: number;
  readonly afterEvents?: number;
}

/** How one answer is given; the options of the server, changed by the markers of the request. */
export interface Behaviour {
  /** Before the status line. */
  readonly latencyMs: number;
  /** Streams: between the headers and the first event. */
  readonly firstByteMs: number;
  /** Streams: between two writes. */
  readonly chunkMs: number;
  /** Content events of a stream; undefined: one a word. */
  readonly chunks: number | undefined;
  readonly eventsPerWrite: number;
  /** Streams: bytes of one write, wherever that cuts an event; 0 writes whole events. */
  readonly splitBytes: number;
  readonly words: number;
  readonly isUsageOmitted: boolean;
  readonly fault: Fault | undefined;
}

/** Share of requests, 0..1, that meet each fault. */
export interface FaultRates {
  readonly error: number;
  readonly reset: number;
  readonly stall: number;
  readonly truncate: number;
  readonly invalidJson: number;
}

const MAX_DELAY_MS = 600_000;
const MAX_CHUNKS = 10_000;
const MAX_WORDS = 100_000;

type Change = (value: number | undefined) => Partial<Behaviour>;

const markers: Readonly<Record<string, Change>> = {
  status: (value = 500) => ({ fault: { kind: 'status', status: clamp(value, 200, 599) } }),
  stall: () => ({ fault: { kind: 'stall' } }),
  'stall-after': (value = 1) => ({ fault: { kind: 'stall', afterEvents: value } }),
  reset: () => ({ fault: { kind: 'reset' } }),
  'reset-after': (value = 1) => ({ fault: { kind: 'reset', afterEvents: value } }),
  truncate: (value = 2) => ({ fault: { kind: 'truncate', afterEvents: value } }),
  'invalid-json': () => ({ fault: { kind: 'invalid-json' } }),
  'error-event': (value = 2) => ({ fault: { kind: 'error-event', afterEvents: value } }),
  'no-stream': () => ({ fault: { kind: 'no-stream' } }),
  'no-usage': () => ({ isUsageOmitted: true }),
  latency: (value = 0) => ({ latencyMs: clamp(value, 0, MAX_DELAY_MS) }),
  'first-byte': (value = 0) => ({ firstByteMs: clamp(value, 0, MAX_DELAY_MS) }),
  delay: (value = 0) => ({ chunkMs: clamp(value, 0, MAX_DELAY_MS) }),
  chunks: (value = 1) => ({ chunks: clamp(value, 1, MAX_CHUNKS) }),
  words: (value = 1) => ({ words: clamp(value, 1, MAX_WORDS) }),
  split: (value = 1) => ({ splitBytes: clamp(value, 1, 65_536) }),
};

/** Names that work as `[mock:name]` or `[mock:name=number]` in the last user text. */
export const markerNames: readonly string[] = Object.keys(markers);

const MARKER_START = '[mock:';
const markerPattern = /\[mock:([^\]=]{0,40})(?:=([^\]]{0,20}))?\]/g;

export type MarkedBehaviour =
  | { readonly behaviour: Behaviour; readonly unknownMarker?: undefined }
  | { readonly behaviour?: undefined; readonly unknownMarker: string };

/** Applies the markers of a text; a name that does not exist is reported, so that a typo is seen. */
export function applyMarkers(defaults: Behaviour, text: string): MarkedBehaviour {
  if (!text.includes(MARKER_START)) return { behaviour: defaults };
  let behaviour = defaults;
  for (const [whole, name = '', value] of text.matchAll(markerPattern)) {
    const change = Object.hasOwn(markers, name) ? markers[name] : undefined;
    const number = value === undefined ? undefined : Number(value);
    if (change === undefined || Number.isNaN(number)) return { unknownMarker: whole };
    behaviour = { ...behaviour, ...change(number) };
  }
  return { behaviour };
}

/** Draws a fault for one request; undefined, without a draw, when every rate is 0. */
export function createFaultDraw(
  rates: FaultRates,
  random: () => number,
): (() => Fault | undefined) | undefined {
  const table: readonly (readonly [number, () => Fault])[] = [
    [rates.error, () => ({ kind: 'status', status: 500 })],
    [rates.reset, () => ({ kind: 'reset', afterEvents: Math.floor(random() * 6) })],
    [rates.stall, () => ({ kind: 'stall', afterEvents: Math.floor(random() * 6) })],
    [rates.truncate, () => ({ kind: 'truncate', afterEvents: 1 + Math.floor(random() * 6) })],
    [rates.invalidJson, () => ({ kind: 'invalid-json' })],
  ];
  if (table.every(([rate]) => rate <= 0)) return undefined;
  return () => {
    let draw = random();
    for (const [rate, fault] of table) {
      if (draw < rate) return fault();
      draw -= rate;
    }
    return undefined;
  };
}

/** Mulberry32: small, fast, the same sequence for the same seed everywhere. */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.floor(value)));
}
