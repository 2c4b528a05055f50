import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigDocument } from '../../config/document.ts';
import { composeTextModels } from '../../models/compose-text-models.ts';
import { openTextModels } from '../../models/open-text-models.ts';
import { openPlugins } from '../../models/plugins/open-plugins.ts';
import type { TextModels } from '../../models/text-models.ts';
import { ConfigError } from '../config-error.ts';
import { createLeases } from './leases.ts';

type ModelSettings = Pick<ConfigDocument, 'inference' | 'models'>;

interface SharedModelsOptions {
  /** Paths of models are relative to its folder. */
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly warn: (details: object, message: string) => void;
}

interface OpenModelsOptions extends SharedModelsOptions {
  readonly config: ModelSettings;
}

/** Models that outlive the generation which opened them. */
export interface SharedModels {
  /**
   * The models that the configuration asks for; equal settings give the same ones until the last user
   * has closed them. Folders that it names are loaded at once, and what is wrong with them throws
   * `ConfigError`; the embedded models load when the first rule or request needs them.
   */
  open(config: ModelSettings): Promise<TextModels>;
}

/** Beside `dist/` in the package, and beside `src/` in a checkout. */
const bundle = fileURLToPath(new URL('../../../models/', import.meta.url));

export function createSharedModels(options: SharedModelsOptions): SharedModels {
  const { configPath, environment, warn } = options;
  const builtIns = createLeases<TextModels>((models) => models.close());
  const composed = createLeases<Promise<TextModels>>(async (opening) => {
    const models = await opening.catch(() => undefined);
    await models?.close();
  });

  function openBuiltIn(inference: ModelSettings['inference']): TextModels {
    const { engine, workers, max_queue: maxQueue, lru_entries: cacheEntries } = inference;
    const lease = builtIns.acquire(JSON.stringify(inference), () =>
      openTextModels({
        directory: bundle,
        engine,
        maxQueue,
        cacheEntries,
        ...(workers > 0 && { workers }),
        logger: { warn },
      }),
    );
    return borrowed(lease.value, () => lease.release());
  }

  async function compose({ inference, models }: ModelSettings): Promise<TextModels> {
    const builtIn = openBuiltIn(inference);
    const { plugins, problems } = await openPlugins({
      sources: models,
      directory: dirname(resolve(configPath)),
      environment,
      labels: (task) => builtIn.labels(task),
      maxQueue: inference.max_queue,
      cacheEntries: inference.lru_entries,
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

  return {
    async open({ inference, models }) {
      const settings = { inference, models };
      const lease = composed.acquire(JSON.stringify(settings), () => compose(settings));
      try {
        return borrowed(await lease.value, () => lease.release());
      } catch (error) {
        await lease.release();
        throw error;
      }
    },
  };
}

/** The models of a configuration, for one user. */
export function openModels({ config, ...options }: OpenModelsOptions): Promise<TextModels> {
  return createSharedModels(options).open(config);
}

/** The same models, whose end only lets go of them. */
function borrowed(models: TextModels, release: () => Promise<void>): TextModels {
  return {
    labels: (task) => models.labels(task),
    classify: (text, tasks, options) => models.classify(text, tasks, options),
    embed: (text, options) => models.embed(text, options),
    embedAll: (texts, options) => models.embedAll(texts, options),
    scoreReasks: (text, earlier, options) => models.scoreReasks(text, earlier, options),
    findPii: (text, options) => models.findPii(text, options),
    findUnsupported: (input, options) => models.findUnsupported(input, options),
    get dimension() {
      return models.dimension;
    },
    calibrate: (cosine) => models.calibrate(cosine),
    status: () => models.status(),
    ready: () => models.ready(),
    close: release,
  };
}
