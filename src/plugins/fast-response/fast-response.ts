import type { Plugin } from '../schemas.ts';

/** The answer that the plugins of a decision give without asking a model. */
export function fastResponseOf(plugins: readonly Plugin[]): string | undefined {
  for (const plugin of plugins) {
    if (plugin.type !== 'fast_response' || plugin.configuration.enabled === false) continue;
    return plugin.configuration.message;
  }
  return undefined;
}
