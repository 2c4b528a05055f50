import type { ConfigDocument } from '../config/document.ts';
import { loadConfig, readConfigFile } from '../config/load.ts';
import { ConfigError } from './config-error.ts';

interface ReadConfigOptions {
  readonly configPath: string;
  /** Taken instead of the file's content. */
  readonly configText?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A configuration that is fit to run; throws `ConfigError` with every finding otherwise. */
export async function readConfig({
  configPath,
  configText,
  environment,
}: ReadConfigOptions): Promise<ConfigDocument> {
  const loaded =
    configText === undefined
      ? await readConfigFile(configPath, { environment, mode: 'run' })
      : loadConfig({ text: configText, file: configPath, environment, mode: 'run' });
  if (loaded.config === undefined) throw new ConfigError(loaded.findings);
  return loaded.config;
}
