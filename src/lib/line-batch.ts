import { JsonBytes } from './json-bytes.ts';

/** A place to write lines to, as loggers expect one. */
export interface LineBatch {
  write(line: string): void;
  /** Where to write the next line, to be followed by `end`. */
  begin(): JsonBytes;
  end(): void;
  /** Hands over what waits, at once. */
  flush(): void;
}

interface LineBatchOptions {
  /** Takes any number of whole lines. */
  readonly write: (lines: Buffer) => void;
  /** Bytes after which the lines are handed over without waiting. */
  readonly maxBytes?: number;
  readonly delayMs?: number;
}

/**
 * Joins lines that come close together. Buffered streams look at all that they hold whenever a line
 * is added, which takes longer than making the line.
 */
export function createLineBatch({
  write,
  maxBytes = 16_384,
  delayMs = 50,
}: LineBatchOptions): LineBatch {
  const lines = new JsonBytes(maxBytes * 2);
  /** Where the last whole line ends. */
  let whole = 0;
  let timer: NodeJS.Timeout | undefined;

  /** A line that was begun and never ended is forgotten. */
  function begin(): JsonBytes {
    lines.rewind(whole);
    return lines;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    lines.rewind(whole);
    whole = 0;
    if (lines.length > 0) write(lines.take(maxBytes * 2));
  }

  function end(): void {
    whole = lines.length;
    if (lines.length >= maxBytes) flush();
    else timer ??= setTimeout(flush, delayMs).unref();
  }

  return {
    write(line) {
      begin().utf8(line);
      end();
    },
    begin,
    end,
    flush,
  };
}
