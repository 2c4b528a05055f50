const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const DATA_FIELD = 'data:';

/**
 * Cuts a byte stream into server-sent events (WHATWG HTML, section 9.2) wherever the network cut it:
 * LF, CR and CRLF line ends, boundaries inside UTF-8 sequences.
 */
export class SseFramer {
  #held: Buffer | undefined;

  /** Bytes held back because their event is not complete. */
  get heldBytes(): number {
    return this.#held?.length ?? 0;
  }

  /** The complete events, each with its blank line; what follows is held for the next call. */
  push(chunk: Buffer): readonly Buffer[] {
    const bytes = this.#held === undefined ? chunk : Buffer.concat([this.#held, chunk]);
    const events: Buffer[] = [];
    let start = 0;
    const boundary = bytes.indexOf(CR) < 0 ? boundaryOfLf : boundaryOfAny;
    for (let end = boundary(bytes, 0); end > 0; end = boundary(bytes, start)) {
      events.push(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end));
      start = end;
    }
    this.#held = start === bytes.length ? undefined : bytes.subarray(start);
    return events;
  }

  /** Takes what is left when the stream ends; an event without blank line is not an event. */
  takeRest(): Buffer | undefined {
    const rest = this.#held;
    this.#held = undefined;
    return rest;
  }
}

/** The `data` field of an event, its lines joined by LF; undefined for comments and other fields. */
export function sseData(event: Buffer): Buffer | undefined {
  const lineEnd = event.indexOf(LF);
  const isOneLine = lineEnd === event.length - 2 && event.indexOf(CR) < 0;
  if (isOneLine && isData(event)) return event.subarray(valueStart(event), lineEnd);
  const lines: Buffer[] = [];
  for (const [start, end] of linesOf(event)) {
    const line = event.subarray(start, end);
    if (isData(line)) lines.push(line.subarray(valueStart(line)));
  }
  if (lines.length === 0) return undefined;
  return lines.length === 1 ? lines[0] : Buffer.from(lines.map(String).join('\n'));
}

function isData(line: Buffer): boolean {
  for (let at = 0; at < DATA_FIELD.length; at += 1) {
    if (line[at] !== DATA_FIELD.charCodeAt(at)) return false;
  }
  return true;
}

function valueStart(line: Buffer): number {
  return line[DATA_FIELD.length] === SPACE ? DATA_FIELD.length + 1 : DATA_FIELD.length;
}

function* linesOf(event: Buffer): Generator<readonly [number, number]> {
  let start = 0;
  for (let at = 0; at < event.length; at += 1) {
    const byte = event[at];
    if (byte !== LF && byte !== CR) continue;
    yield [start, at];
    if (byte === CR && event[at + 1] === LF) at += 1;
    start = at + 1;
  }
  if (start < event.length) yield [start, event.length];
}

/** Index after the next blank line, or -1. */
function boundaryOfLf(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
  }
  return -1;
}

function boundaryOfAny(bytes: Buffer, from: number): number {
  let lineStart = from;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== LF && byte !== CR) continue;
    const isBlank = at === lineStart && at > from;
    if (byte === CR) {
      // A CR that ends the chunk may be half of a CRLF; a blank line must not be cut in two.
      if (at + 1 === bytes.length) return -1;
      if (bytes[at + 1] === LF) at += 1;
    }
    if (isBlank) return at + 1;
    lineStart = at + 1;
  }
  return -1;
}
