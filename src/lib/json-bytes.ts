const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DIGIT_0 = 0x30;
const MINUS = 0x2d;
const SPACE = 0x20;
const DELETE = 0x7f;
/** A UTF-16 code unit takes at most three bytes, and at most six when JSON escapes it. */
const MAX_BYTES_PER_UNIT = 6;
const MAX_SMALL_INTEGER = 2 ** 31;
const BILLION = 1e9;

/**
 * Writes JSON as bytes into one buffer. For what is written once a request: joining strings makes a
 * tree of their parts, which costs several times the writing and leaves garbage behind.
 */
export class JsonBytes {
  #bytes: Buffer;
  #length = 0;

  constructor(initialSize: number) {
    this.#bytes = Buffer.allocUnsafeSlow(initialSize);
  }

  get length(): number {
    return this.#length;
  }

  /** Forgets what was written after the first `length` bytes. */
  rewind(length: number): void {
    this.#length = length;
  }

  /** What was written; the next call of any method may overwrite it. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Hands over the buffer and goes on with a new one of `size` bytes. */
  take(size: number): Buffer {
    const taken = this.view();
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#length = 0;
    return taken;
  }

  /** Printable ASCII that is JSON already. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < text.length; index += 1) {
      bytes[at] = text.charCodeAt(index);
      at += 1;
    }
    this.#length = at;
  }

  /** Any text, as it is. */
  utf8(text: string): void {
    this.#reserve(text.length * MAX_BYTES_PER_UNIT);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** A JSON string; `null` for what is undefined. */
  string(text: string | undefined): void {
    if (text === undefined) {
      this.ascii('null');
      return;
    }
    this.#reserve(text.length * MAX_BYTES_PER_UNIT + 2);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at] = QUOTE;
    at += 1;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < SPACE || code >= DELETE || code === QUOTE || code === BACKSLASH) {
        this.utf8(JSON.stringify(text));
        return;
      }
      bytes[at] = code;
      at += 1;
    }
    bytes[at] = QUOTE;
    this.#length = at + 1;
  }

  /** A JSON number; `null` for what is undefined, infinite or not a number. */
  number(value: number | undefined): void {
    if (value === undefined || !Number.isFinite(value)) this.ascii('null');
    else if (!Number.isInteger(value) || Math.abs(value) >= BILLION * BILLION) {
      this.ascii(String(value));
    } else this.#integer(value);
  }

  #integer(value: number): void {
    this.#reserve(24);
    let rest = value;
    if (rest < 0) {
      this.#bytes[this.#length] = MINUS;
      this.#length += 1;
      rest = -rest;
    }
    if (rest < MAX_SMALL_INTEGER) this.#digits(rest, 1);
    else {
      const high = Math.floor(rest / BILLION);
      this.#digits(high, 1);
      this.#digits(rest - high * BILLION, 9);
    }
  }

  /** `value` below 2^31, with zeros in front up to `minDigits`. */
  #digits(value: number, minDigits: number): void {
    let count = minDigits;
    for (let power = 10 ** minDigits; power <= value; power *= 10) count += 1;
    let rest = value;
    for (let at = this.#length + count - 1; at >= this.#length; at -= 1) {
      const next = Math.floor(rest / 10);
      this.#bytes[at] = DIGIT_0 + rest - next * 10;
      rest = next;
    }
    this.#length += count;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
