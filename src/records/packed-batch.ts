import { JsonBytes } from '../lib/json-bytes.ts';
import type { Exchange } from './exchange.ts';
import { type PackedRecord, packRecord } from './packed-record.ts';
import type { ExchangeSummary } from './summary.ts';

/** Packed records as two pieces of memory, which go to another thread without being copied. */
export interface PackedRows {
  /** The columns of all records, one after the other, in the order of `PackedRecord`. */
  readonly bytes: Uint8Array;
  /** Where each column ends. */
  readonly ends: Uint32Array;
}

const COLUMNS = 6;
const MIN_BYTES = 16_384;

/** Records on their way to a store. */
export class PackedBatch {
  readonly #maxSize: number;
  readonly #bytes: JsonBytes;
  #ends: Uint32Array;
  #size = 0;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
    this.#bytes = new JsonBytes(MIN_BYTES);
    this.#ends = new Uint32Array(maxSize * COLUMNS);
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= this.#maxSize;
  }

  /** Adds all of a record, or nothing when it throws. */
  add(exchange: Exchange, summary: ExchangeSummary): void {
    if (this.isFull) throw new Error('the batch is full');
    const bytes = this.#bytes;
    const start = bytes.length;
    try {
      const first = this.#size * COLUMNS;
      this.#column(first, exchange.id);
      this.#column(first + 1, exchange.requestId);
      this.#column(first + 2, exchange.routing?.recipe);
      this.#column(first + 3, exchange.routing?.match?.decision.name);
      this.#column(first + 4, exchange.selection?.model);
      packRecord(bytes, exchange, summary);
      this.#ends[first + 5] = bytes.length;
      this.#size += 1;
    } catch (error) {
      bytes.rewind(start);
      throw error;
    }
  }

  #column(index: number, text = ''): void {
    this.#bytes.utf8(text);
    this.#ends[index] = this.#bytes.length;
  }

  /** Hands over what was added and starts anew. */
  take(): PackedRows {
    const ends = this.#ends.subarray(0, this.#size * COLUMNS);
    // The next batch will be about as long as this one.
    const bytes = this.#bytes.take(Math.max(MIN_BYTES, Math.ceil(this.#bytes.length * 1.25)));
    this.#ends = new Uint32Array(this.#maxSize * COLUMNS);
    this.#size = 0;
    return { bytes, ends };
  }
}

export function rowCount({ ends }: PackedRows): number {
  return ends.length / COLUMNS;
}

/** The columns of all records as texts, one after the other. */
export function columnsOf({ bytes, ends }: PackedRows): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const columns: string[] = [];
  let start = 0;
  for (const end of ends) {
    columns.push(buffer.toString('utf8', start, end));
    start = end;
  }
  return columns;
}

export function recordsOf(rows: PackedRows): PackedRecord[] {
  const columns = columnsOf(rows);
  return Array.from({ length: rowCount(rows) }, (_, index) => {
    const [id = '', requestId = '', recipe = '', decision = '', model = '', packed = ''] =
      columns.slice(index * COLUMNS, (index + 1) * COLUMNS);
    return { id, requestId, recipe, decision, model, packed };
  });
}
