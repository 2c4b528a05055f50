import pino, { destination, type Logger } from 'pino';
import { createIsoTime } from '../lib/iso-time.ts';
import { createLineBatch, type LineBatch } from '../lib/line-batch.ts';

interface Log {
  readonly logger: Logger;
  /** Where the logger's lines go: JSON objects, one a line. */
  readonly lines: LineBatch;
  /** Writes what waits. */
  close(): void;
}

/** Opens the log on stderr. */
export function openLog(level = 'info'): Log {
  // Lines are written in blocks: a system call for each would cost more than routing does.
  const output = destination({ fd: 2, sync: false, contentMode: 'buffer' });
  // The types of the package do not know that a destination of buffers takes buffers.
  const writeBytes = output.write.bind(output) as unknown as (bytes: Buffer) => boolean;
  const lines = createLineBatch({ write: writeBytes });
  const isoTime = createIsoTime();
  const logger = pino(
    {
      level,
      base: { component: 'switchyard' },
      timestamp: () => `,"time":"${isoTime(Date.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  );
  return {
    logger,
    lines,
    close() {
      lines.flush();
      output.flushSync();
    },
  };
}
