import { fileURLToPath } from 'node:url';
import type { Encoder } from '../models/encoder.ts';
import { openEncoder } from '../models/open-encoder.ts';

/** The embedded encoder, started by the first rule that needs it: without one no model is loaded. */
export interface LazyEncoder {
  get(): Encoder;
  /** Undefined while nothing has needed it. */
  current(): Encoder | undefined;
  close(): Promise<void>;
}

interface LazyEncoderOptions {
  readonly warn: (details: object, message: string) => void;
}

/** Beside `dist/` in the package, and beside `src/` in a checkout. */
const bundle = fileURLToPath(new URL('../../models/base/', import.meta.url));

export function createLazyEncoder({ warn }: LazyEncoderOptions): LazyEncoder {
  let encoder: Encoder | undefined;
  return {
    get() {
      encoder ??= openEncoder({ directory: bundle, logger: { warn } });
      return encoder;
    },
    current: () => encoder,
    async close() {
      await encoder?.close();
    },
  };
}
