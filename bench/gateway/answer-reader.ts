const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_FEED = 10;
const CRLF_BYTES = 2;

/** Where in an answer the reader is. */
type Place = 'head' | 'counted' | 'chunk-size' | 'chunk' | 'end';

/** Follows HTTP/1.1 answers to requests sent one after the other, without keeping them. */
export class AnswerReader {
  #place: Place = 'head';
  #unread: Buffer | undefined;
  /** Bytes until the body, or the chunk with its line end, is over. */
  #missing = 0;
  #size = '';
  #head = '';
  bodyBytes = 0;

  /** True when the answer is over. Bytes beyond it would be an answer to nothing, and throw. */
  read(given: Buffer): boolean {
    let bytes = given;
    if (this.#unread !== undefined) {
      bytes = Buffer.concat([this.#unread, given]);
      this.#unread = undefined;
    }
    let at = 0;
    while (at < bytes.length) {
      switch (this.#place) {
        case 'head': {
          const end = bytes.indexOf(HEAD_END, at);
          if (end < 0) {
            // The caller reuses its buffer.
            this.#unread = Buffer.from(bytes.subarray(at));
            return false;
          }
          this.#head = bytes.toString('latin1', at, end + 2);
          this.#readHead();
          at = end + HEAD_END.length;
          break;
        }
        case 'counted': {
          const taken = Math.min(this.#missing, bytes.length - at);
          this.#missing -= taken;
          this.bodyBytes += taken;
          at += taken;
          if (this.#missing === 0) this.#place = 'end';
          break;
        }
        case 'chunk-size': {
          const code = bytes[at++] as number;
          if (code !== LINE_FEED) this.#size += String.fromCharCode(code);
          else this.#startChunk();
          break;
        }
        case 'chunk': {
          const taken = Math.min(this.#missing, bytes.length - at);
          this.#missing -= taken;
          at += taken;
          if (this.#missing === 0) this.#place = this.#size === '0' ? 'end' : 'chunk-size';
          if (this.#place === 'chunk-size') this.#size = '';
          break;
        }
        case 'end':
          throw new Error('more bytes than one answer has');
      }
    }
    return this.#place === 'end';
  }

  get status(): number {
    return Number(this.#head.slice(9, 12));
  }

  /** Ready for the next answer. */
  reset(): void {
    this.#place = 'head';
    this.bodyBytes = 0;
  }

  #readHead(): void {
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
    if (length !== undefined) {
      this.#missing = Number(length);
      this.#place = this.#missing === 0 ? 'end' : 'counted';
      return;
    }
    if (!/\r\ntransfer-encoding: *chunked/i.test(this.#head)) {
      throw new Error('an answer without a length');
    }
    this.#place = 'chunk-size';
    this.#size = '';
  }

  #startChunk(): void {
    const size = Number.parseInt(this.#size, 16);
    if (!Number.isFinite(size)) throw new Error(`\`${this.#size}\` is no size of a chunk`);
    this.#size = size === 0 ? '0' : 'more';
    this.#missing = size + CRLF_BYTES;
    this.bodyBytes += size;
    this.#place = 'chunk';
  }
}
