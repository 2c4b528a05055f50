import type { TextModels } from '../models/text-models.ts';

/** Cuts a long text into what is embedded one by one. */
export type WindowsOf = (text: string) => readonly string[];

interface EmbedOptions {
  readonly models: Pick<TextModels, 'embed'>;
  readonly windowsOf: WindowsOf;
  readonly abort: AbortSignal;
}

/** One vector a window; none of a blank text. */
export async function embedWindows(
  text: string,
  { models, windowsOf, abort }: EmbedOptions,
): Promise<readonly Float32Array[]> {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const embeddings = await Promise.all(
    windowsOf(trimmed).map((window) => models.embed(window, { signal: abort })),
  );
  return embeddings.map(({ vector }) => vector);
}
