import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigDocument } from '../config/document.ts';
import { composeTextModels } from '../models/compose-text-models.ts';
import { openTextModels } from '../models/open-text-models.ts';
import { openPlugins } from '../models/plugins/open-plugins.ts';
import type { TextModels } from '../models/text-models.ts';
import { ConfigError } from './config-error.ts';

interface OpenModelsOptions {
  readonly config: Pick<ConfigDocument, 'inference' | 'models'>;
  /** Paths of models are relative to its folder. */
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly warn: (details: object, message: string) => void;
}

/** Beside `dist/` in the package, and beside `src/` in a checkout. */
const bundle = fileURLToPath(new URL('../../models/', import.meta.url));

/**
 * The models that the configuration asks for. Folders that it names are loaded at once, and what is
 * wrong with them throws `ConfigError`; the embedded models load when the first rule or request
 * needs them.
 */
export async function openModels(options: OpenModelsOptions): Promise<TextModels> {
  const { config, configPath, environment, warn } = options;
  const { engine, workers, max_queue: maxQueue, lru_entries: cacheEntries } = config.inference;
  const builtIn = openTextModels({
    directory: bundle,
    engine,
    maxQueue,
    cacheEntries,
    ...(workers > 0 && { workers }),
    logger: { warn },
  });
  const { plugins, problems } = await openPlugins({
    sources: config.models,
    directory: dirname(resolve(configPath)),
    environment,
    labels: (task) => builtIn.labels(task),
    maxQueue,
    cacheEntries,
  });
  if (problems.length === 0) return composeTextModels({ builtIn, plugins });
  await builtIn.close();
  throw new ConfigError(
    problems.map(({ key, message }) => ({
      code: 'model_unavailable',
      severity: 'error',
      path: `models.${key}`,
      file: configPath,
      message,
    })),
  );
}
