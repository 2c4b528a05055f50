/** Where one member of a JSON object lies in its bytes; `end` is exclusive. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BYTES = Buffer.from('{');
const COMMA_BYTES = Buffer.from(',');

/** Keys of chat bodies and chunks, by length: comparing bytes is cheaper than making a string. */
const frequentKeys = byLength([
  'id',
  'user',
  'model',
  'tools',
  'usage',
  'object',
  'stream',
  'created',
  'choices',
  'messages',
  'max_tokens',
  'temperature',
  'service_tier',
  'stream_options',
  'system_fingerprint',
]);
const NO_KEYS: readonly string[] = [];

function byLength(keys: readonly string[]): readonly (readonly string[])[] {
  const longest = Math.max(...keys.map((key) => key.length));
  return Array.from({ length: longest + 1 }, (_, length) =>
    keys.filter((key) => key.length === length),
  );
}

/** Longest string that is searched byte by byte; beyond it the native search pays for its call. */
const SHORT_STRING_BYTES = 24;

/**
 * Finds the members of the top-level object without parsing values, so that a few of them can be
 * replaced while every other byte (number lexemes, key order, blanks) stays as it came.
 * Safe on any bytes; what it returns is meaningful only if they are valid JSON.
 * Undefined when nesting exceeds `maxDepth` or the top level is no object.
 */
export function scanJsonMembers(
  bytes: Buffer,
  { start = 0, end = bytes.length, maxDepth = Number.POSITIVE_INFINITY } = {},
): readonly JsonMember[] | undefined {
  const members: JsonMember[] = [];
  let at = skipBlanks(bytes, start, end);
  if (bytes[at] !== OPEN_BRACE) return undefined;
  at += 1;
  while (at < end) {
    at = skipBlanks(bytes, at, end);
    if (bytes[at] === COMMA) {
      at += 1;
      continue;
    }
    if (bytes[at] !== QUOTE) break;
    const keyStart = at;
    const keyEnd = stringEnd(bytes, at, end);
    at = skipBlanks(bytes, keyEnd, end) + 1; // past the colon
    const valueStart = skipBlanks(bytes, at, end);
    at = valueEndFrom(bytes, valueStart, end, maxDepth - 1);
    if (at < 0) return undefined;
    members.push({
      key: decodeKey(bytes, keyStart, keyEnd),
      keyStart,
      valueStart,
      valueEnd: trimEnd(bytes, valueStart, at),
    });
  }
  return members;
}

/**
 * Replaces the value of one member wherever it stands; the same bytes when it is not there or has
 * that value already.
 */
export function replaceJsonMember(
  bytes: Buffer,
  members: readonly JsonMember[],
  { key, value }: { readonly key: string; readonly value: Buffer },
): Buffer {
  let edited = bytes;
  // From the end, so that the members before keep their places.
  for (let index = members.length - 1; index >= 0; index -= 1) {
    const member = members[index] as JsonMember;
    if (member.key === key) edited = splice(edited, member, value);
  }
  return edited;
}

function splice(bytes: Buffer, { valueStart, valueEnd }: JsonMember, value: Buffer): Buffer {
  if (isAt(bytes, value, { start: valueStart, end: valueEnd })) return bytes;
  const spliced = Buffer.allocUnsafe(bytes.length - (valueEnd - valueStart) + value.length);
  bytes.copy(spliced, 0, 0, valueStart);
  value.copy(spliced, valueStart);
  bytes.copy(spliced, valueStart + value.length, valueEnd);
  return spliced;
}

function isAt(bytes: Buffer, value: Buffer, { start, end }: { start: number; end: number }) {
  return end - start === value.length && bytes.compare(value, 0, value.length, start, end) === 0;
}

/**
 * Replaces (bytes), removes (`undefined`) or adds members. Keys and values that stay keep every byte;
 * the blanks between members stay too unless one is removed.
 */
export function editJsonMembers(
  bytes: Buffer,
  members: readonly JsonMember[],
  edits: ReadonlyMap<string, Buffer | undefined>,
): Buffer {
  const removed = members.some(({ key }) => edits.has(key) && edits.get(key) === undefined);
  const parts: Buffer[] = [];
  let copiedTo = 0;
  let hasMember = false;
  for (const { key, keyStart, valueStart, valueEnd } of members) {
    const value = edits.get(key);
    if (value === undefined && edits.has(key)) continue;
    if (removed) {
      parts.push(hasMember ? COMMA_BYTES : OPEN_BYTES, bytes.subarray(keyStart, valueStart));
      parts.push(value ?? bytes.subarray(valueStart, valueEnd));
    } else if (value !== undefined) {
      parts.push(bytes.subarray(copiedTo, valueStart), value);
      copiedTo = valueEnd;
    }
    hasMember = true;
  }
  const close = bytes.lastIndexOf(CLOSE_BRACE);
  if (!removed) parts.push(bytes.subarray(copiedTo, close));
  else if (!hasMember) parts.push(OPEN_BYTES);
  for (const [key, value] of edits) {
    if (value === undefined || members.some((member) => member.key === key)) continue;
    parts.push(Buffer.from(`${hasMember ? ',' : ''}${JSON.stringify(key)}:`), value);
    hasMember = true;
  }
  parts.push(bytes.subarray(close));
  return Buffer.concat(parts);
}

function decodeKey(bytes: Buffer, start: number, end: number): string {
  const candidates = frequentKeys[end - start - 2] ?? NO_KEYS;
  for (const candidate of candidates) {
    if (isText(bytes, start + 1, candidate)) return candidate;
  }
  const key = bytes.toString('latin1', start + 1, end - 1);
  if (!key.includes('\\') && !/[^ -~]/.test(key)) return key;
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as string;
  } catch {
    return key; // not JSON: the caller's parser says so
  }
}

function isText(bytes: Buffer, start: number, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) <= 0x20) at += 1;
  return at;
}

function trimEnd(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] as number) <= 0x20) at -= 1;
  return at;
}

/** Index after the closing quote of the string that opens at `from`. */
function stringEnd(bytes: Buffer, from: number, end: number): number {
  let at = from + 1;
  const near = Math.min(end, at + SHORT_STRING_BYTES);
  while (at < near) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  while (at < end) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0 || quote >= end) return end;
    let backslashes = 0;
    while (quote - backslashes > at && bytes[quote - 1 - backslashes] === BACKSLASH) {
      backslashes += 1;
    }
    at = quote + 1;
    if (backslashes % 2 === 0) return at;
  }
  return end;
}

/** Index of the comma or brace that ends the value, or -1 when it nests too deeply. */
function valueEndFrom(bytes: Buffer, from: number, end: number, maxDepth: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    switch (byte) {
      case QUOTE:
        at = stringEnd(bytes, at, end);
        continue;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > maxDepth) return -1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (depth === 0) return at;
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
    }
    at += 1;
  }
  return end;
}
