import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchSubject } from '../plugins/bench-model.ts';
import type { TextModels } from '../text-models.ts';

interface BuiltInSubjectOptions {
  readonly name: string;
  /** Opened without a cache; closed with the subject. */
  readonly models: TextModels;
  /** Folder of the encoder's graph. */
  readonly directory: string;
}

/** The built-in encoder, with all its heads, as something to measure; rejects while it is missing. */
export async function openBuiltInSubject(options: BuiltInSubjectOptions): Promise<BenchSubject> {
  const { name, models, directory } = options;
  const graph = readdirSync(directory).find((file) => file.endsWith('.onnx'));
  if (graph === undefined) throw new Error(`\`${directory}\` has no ONNX graph`);
  const run = async (text: string) => (await models.embed(text)).tokens;
  await run('ready');
  return { name, graphFile: join(directory, graph), run, close: () => models.close() };
}
