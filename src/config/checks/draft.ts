import type { z } from 'zod';
import type { configDocument } from '../document.ts';

/**
 * A document as written: everything that is there has the right kind, but may be missing, out of
 * range or misspelt, so that references can be checked despite other errors.
 */
export type Draft<T> = T extends readonly (infer Element)[]
  ? readonly (Draft<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

export type DraftDocument = Draft<z.input<typeof configDocument>>;
