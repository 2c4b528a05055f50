import { fileURLToPath } from 'node:url';
import { openTextModels } from '../models/open-text-models.ts';
import type { TextModels } from '../models/text-models.ts';

/** Beside `dist/` in the package, and beside `src/` in a checkout. */
const bundle = fileURLToPath(new URL('../../models/', import.meta.url));

/** The embedded models; nothing is loaded before the first rule or request that needs it. */
export function openBuiltInModels({
  warn,
}: {
  readonly warn: (details: object, message: string) => void;
}): TextModels {
  return openTextModels({ directory: bundle, logger: { warn } });
}
