import { providerTypes } from '../../backends/schema.ts';
import { nearestName } from '../../lib/nearest-name.ts';
import { didYouMean, type Path } from '../problem.ts';
import { checkCatalog } from './check-catalog.ts';
import { checkManagement } from './check-management.ts';
import type { ModelCatalog } from './check-models.ts';
import { checkStores } from './check-stores.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf, type Report, uniqueNames } from './report.ts';

interface CheckGlobalOptions {
  readonly catalog: Pick<ModelCatalog, 'cards' | 'adapters'>;
  readonly report: Report;
}

/** Checks what the parts of `global` need of each other and of the models. */
export function checkGlobal(
  document: DraftDocument,
  { catalog, report }: CheckGlobalOptions,
): void {
  checkManagement(document, report);
  checkStores(document, report);
  checkCatalog(document, report);
  checkCredentials(document, report);
  const { services, stores } = document.global ?? {};
  const warnOfStranger = (name: string | undefined, path: Path) => {
    if (!name || name === '*' || catalog.cards.has(name) || catalog.adapters.has(name)) return;
    report({
      code: 'unknown_model',
      severity: 'warning',
      path,
      message: `no model card and no adapter is called \`${name}\`, so this never applies`,
      suggestion: didYouMean(
        nearestName(name, [...catalog.cards.keys(), ...catalog.adapters.keys()]),
      ),
    });
  };
  const limiters = entriesOf(services?.ratelimit?.providers, [
    'global',
    'services',
    'ratelimit',
    'providers',
  ]);
  for (const { value, path } of limiters) {
    if (value.type !== 'local-limiter') continue;
    const rules = entriesOf(value.rules, [...path, 'rules']);
    uniqueNames(rules, { what: 'rule of this limiter', report });
    for (const rule of rules) {
      warnOfStranger(rule.value.match?.model, [...rule.path, 'match', 'model']);
    }
  }
  const disabled = entriesOf(stores?.memory?.disabled_models, [
    'global',
    'stores',
    'memory',
    'disabled_models',
  ]);
  for (const { value, path } of disabled) warnOfStranger(value, path);
}

/** Headers of requests that carry keys of kinds of providers. */
function checkCredentials({ global }: DraftDocument, report: Report): void {
  const path = ['global', 'services', 'authz', 'providers'];
  for (const { value, path: base } of entriesOf(global?.services?.authz?.providers, path)) {
    if (value.type !== 'header-injection') continue;
    for (const provider of Object.keys(value.headers ?? {})) {
      if (providerTypes.some((type) => type === provider)) continue;
      report({
        code: 'unknown_provider',
        severity: 'warning',
        path: [...base, 'headers', provider],
        isAboutKey: true,
        message: `no backend can have the provider \`${provider}\`, the header is never read`,
        suggestion: didYouMean(nearestName(provider, providerTypes)),
      });
    }
  }
}
