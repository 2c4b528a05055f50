import { redact } from '../../config/redact.ts';
import { ConfigApiError } from './config-api-error.ts';
import { parseYaml } from './config-body.ts';
import type { ConfigControl, StoredConfig } from './config-control.ts';
import { printYaml } from './edit-yaml.ts';

/** The file as it is; the document may be broken. */
export async function readCurrent(control: ConfigControl): Promise<StoredConfig> {
  try {
    return await control.read();
  } catch (cause) {
    throw new ConfigApiError('READ_ERROR', 'the configuration file cannot be read', { cause });
  }
}

/** What a configuration would be if it was deployed; throws a 422 with all findings. */
export function checked(control: ConfigControl, text: string) {
  const { config, findings } = control.check(text);
  if (config === undefined) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    throw new ConfigApiError(
      'CONFIG_VALIDATION_ERROR',
      `the configuration has ${errors} ${errors === 1 ? 'error' : 'errors'}`,
      { status: 422, details: { valid: false, findings } },
    );
  }
  const normalized = redact(parseYaml(text));
  return {
    valid: true,
    warnings: findings,
    normalized,
    normalized_yaml: printYaml(normalized),
  };
}
