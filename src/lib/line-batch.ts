/** A place to write lines to, as loggers expect one. */
export interface LineBatch {
  write(line: string): void;
  /** Hands over what waits, at once. */
  flush(): void;
}

interface LineBatchOptions {
  /** Takes any number of whole lines. */
  readonly write: (lines: string) => void;
  /** Characters after which the lines are handed over without waiting. */
  readonly maxLength?: number;
  readonly delayMs?: number;
}

/**
 * Joins lines that come close together. Buffered streams look at all that they hold whenever a line
 * is added, which takes longer than making the line.
 */
export function createLineBatch({
  write,
  maxLength = 16_384,
  delayMs = 50,
}: LineBatchOptions): LineBatch {
  let lines = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines === '') return;
    const batch = lines;
    lines = '';
    write(batch);
  }

  return {
    write(line) {
      lines += line;
      if (lines.length >= maxLength) flush();
      else timer ??= setTimeout(flush, delayMs).unref();
    },
    flush,
  };
}
