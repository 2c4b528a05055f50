import { nearestName } from '../../lib/nearest-name.ts';
import { defaultAutoNames } from '../global/router.ts';
import { didYouMean, type Path } from '../problem.ts';
import type { Draft, DraftDocument } from './draft.ts';
import { type Entry, entriesOf, type Report, uniqueNames } from './report.ts';

type Card = NonNullable<NonNullable<NonNullable<DraftDocument['routing']>['modelCards']>[number]>;
type Model = NonNullable<NonNullable<NonNullable<DraftDocument['providers']>['models']>[number]>;
type BackendRef = NonNullable<NonNullable<Model['backend_refs']>[number]>;

/** The models that a document declares, as far as they can be told. */
export interface ModelCatalog {
  readonly cards: ReadonlyMap<string, Entry<Card>>;
  /** Adapter -> the card that declares it. */
  readonly adapters: ReadonlyMap<string, string>;
  readonly models: ReadonlyMap<string, Entry<Model>>;
  /** Whether requests for a card, or an adapter of it, have somewhere to go. */
  hasBackend(name: string): boolean;
  /** Reports a name that is no card and no adapter. */
  checkName(name: string | undefined, path: Path): boolean;
}

/** Checks cards, models, backends and the names they share. */
export function checkModels(
  { providers, routing, global }: DraftDocument,
  report: Report,
): ModelCatalog {
  const cards = uniqueNames(entriesOf(routing?.modelCards, ['routing', 'modelCards']), {
    what: 'model card',
    report,
  });
  const adapters = checkAdapters(cards, report);
  const models = uniqueNames(entriesOf(providers?.models, ['providers', 'models']), {
    what: 'model',
    report,
  });
  const families = Object.keys(providers?.defaults?.reasoning_families ?? {});
  const catalog = createCatalog({ cards, adapters, models, report });

  if (cards.size === 0) {
    const message = 'declares no models, add `routing.modelCards`';
    report({ code: 'missing_field', path: ['routing', 'modelCards'], message });
  }
  for (const [name, { value, path }] of models) {
    if (cards.size > 0 && !cards.has(name)) {
      report({
        code: 'unknown_model',
        path: [...path, 'name'],
        message: `no model card is called \`${name}\``,
        suggestion:
          didYouMean(nearestName(name, cards.keys())) ?? 'declare it under `routing.modelCards`',
      });
    }
    const { reasoning_family: family } = value;
    if (family !== undefined && !families.includes(family)) {
      report({
        code: 'unknown_reasoning_family',
        path: [...path, 'reasoning_family'],
        message: `no reasoning family is called \`${family}\``,
        suggestion:
          didYouMean(nearestName(family, families)) ??
          'declare it under `providers.defaults.reasoning_families`',
      });
    }
    if (Object.keys(value).every((key) => key === 'name')) {
      const message = 'says nothing about the model, add `backend_refs` or remove it';
      report({ code: 'missing_field', path, message });
    }
    checkBackends({ value, path }, report);
    for (const other of entriesOf(value.fallback, [...path, 'fallback'])) {
      catalog.checkName(other.value, other.path);
    }
  }
  const { default_model: fallback } = providers?.defaults ?? {};
  const path = ['providers', 'defaults', 'default_model'];
  if (fallback !== undefined && catalog.checkName(fallback, path)) {
    checkReachable(fallback, { path, catalog, report });
  }
  checkAutoNames(global?.router, { cards, adapters, report });
  checkCurrencies(models, report);
  return catalog;
}

/** Reports a model that routing may choose although it has no server. */
export function checkReachable(
  name: string,
  { path, catalog, report }: { path: Path; catalog: ModelCatalog; report: Report },
): void {
  if (catalog.hasBackend(name)) return;
  report({
    code: 'no_backend',
    path,
    message: `model \`${name}\` has no backend`,
    suggestion: 'add `backend_refs` to its entry under `providers.models`',
  });
}

function createCatalog({
  cards,
  adapters,
  models,
  report,
}: Pick<ModelCatalog, 'cards' | 'adapters' | 'models'> & {
  readonly report: Report;
}): ModelCatalog {
  return {
    cards,
    adapters,
    models,
    hasBackend(name) {
      const card = cards.has(name) ? name : (adapters.get(name) ?? name);
      return (models.get(card)?.value.backend_refs ?? []).length > 0;
    },
    checkName(name, path) {
      if (name === undefined) return false;
      if (cards.has(name) || adapters.has(name)) return true;
      if (cards.size === 0) return false; // none at all is one finding
      report({
        code: 'unknown_model',
        path,
        message: `no model card and no adapter is called \`${name}\``,
        suggestion:
          didYouMean(nearestName(name, [...cards.keys(), ...adapters.keys()])) ??
          'declare it under `routing.modelCards`',
      });
      return false;
    },
  };
}

function checkAdapters(
  cards: ReadonlyMap<string, Entry<Card>>,
  report: Report,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [card, { value, path }] of cards) {
    const adapters = uniqueNames(entriesOf(value.loras, [...path, 'loras']), {
      what: 'adapter of this card',
      report,
    });
    for (const [name, entry] of adapters) {
      const other = cards.has(name) ? name : owners.get(name);
      if (other === undefined) owners.set(name, card);
      else {
        report({
          code: 'duplicate_name',
          severity: 'warning',
          path: [...entry.path, 'name'],
          message: `requests for \`${name}\` go to the card \`${other}\`, not to this adapter`,
          suggestion: 'rename one of them',
        });
      }
    }
  }
  return owners;
}

function checkBackends({ value, path }: Entry<Model>, report: Report): void {
  const refs = entriesOf(value.backend_refs, [...path, 'backend_refs']);
  const named = refs.map(({ value: ref, path: refPath }, index) => ({
    value: { ...ref, name: ref.name ?? (index === 0 ? 'primary' : `backend-${index + 1}`) },
    path: refPath,
  }));
  uniqueNames(named, { what: 'backend of this model', report });
  if (refs.length > 0 && refs.every(({ value: { weight } }) => weight === 0)) {
    const message = 'all have weight 0, so that none takes requests';
    report({ code: 'no_backend', path: [...path, 'backend_refs'], message });
  }
  for (const { value: ref, path: refPath } of refs) {
    checkPath(ref, refPath, report);
    checkOverruled(ref, refPath, report);
  }
  if (refs.length === 0) return;
  const labels = new Set(
    refs.flatMap(({ value: { type, provider } }) => [type ?? provider ?? 'vllm', provider]),
  );
  for (const label of Object.keys(value.external_model_ids ?? {})) {
    if (label === 'default' || labels.has(label)) continue;
    report({
      code: 'unused_model_id',
      severity: 'warning',
      path: [...path, 'external_model_ids', label],
      isAboutKey: true,
      message: `no backend of the model has type or provider \`${label}\`, the id is never sent`,
    });
  }
}

/** Two ways to say the same, of which one wins. */
function checkOverruled(ref: BackendRef, path: Path, report: Report): void {
  const { base_url, endpoint, protocol, api_key, api_key_env } = ref;
  const hasScheme = base_url !== undefined || endpoint?.includes('://') === true;
  const winners = {
    endpoint: endpoint !== undefined && base_url !== undefined ? '`base_url`' : undefined,
    protocol: protocol !== undefined && hasScheme ? 'the scheme of the address' : undefined,
    api_key_env: api_key_env !== undefined && api_key !== undefined ? '`api_key`' : undefined,
  };
  for (const [key, winner] of Object.entries(winners)) {
    if (winner === undefined) continue;
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...path, key],
      isAboutKey: true,
      message: `is not read, ${winner} wins`,
      suggestion: 'keep one of them',
    });
  }
}

function checkPath({ base_url, chat_path }: BackendRef, path: Path, report: Report): void {
  if (base_url === undefined || chat_path === undefined || !URL.canParse(base_url)) return;
  const { pathname } = new URL(base_url);
  if (pathname === '/' || chat_path.startsWith(pathname)) return;
  report({
    code: 'dropped_path',
    severity: 'warning',
    path: [...path, 'chat_path'],
    message: `replaces the whole path, so \`${pathname}\` of \`base_url\` is not sent`,
    suggestion: `write \`${pathname.replace(/\/$/, '')}${chat_path}\` if it should be`,
  });
}

function checkAutoNames(
  router: Draft<{ auto_model_name?: string; auto_model_names?: string[] }> | undefined,
  {
    cards,
    adapters,
    report,
  }: Pick<ModelCatalog, 'cards' | 'adapters'> & { readonly report: Report },
): void {
  const base = ['global', 'router'];
  const given = router?.auto_model_names;
  const single = router?.auto_model_name;
  if (given !== undefined && single !== undefined && !given.includes(single)) {
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...base, 'auto_model_name'],
      message: 'is not read beside `auto_model_names`, which lists all names',
      suggestion: 'add it to the list, or remove it',
    });
  }
  const names =
    given === undefined
      ? defaultAutoNames(router?.auto_model_name ?? 'MoM').map((name) => ({
          name,
          path: undefined,
        }))
      : entriesOf(given, [...base, 'auto_model_names']).map(({ value, path }) => ({
          name: value,
          path,
        }));
  for (const { name, path } of names) {
    if (!cards.has(name) && !adapters.has(name)) continue;
    const card = cards.get(name) ?? cards.get(adapters.get(name) ?? '');
    report({
      code: 'name_collision',
      path: path ?? [...(card?.path ?? []), 'name'],
      message: `\`${name}\` is both a model and a name that is routed`,
      suggestion:
        path === undefined
          ? 'rename it, or set `global.router.auto_model_names`'
          : 'rename one of them',
    });
  }
}

/** Amounts in different currencies cannot be added up or compared. */
function checkCurrencies(models: ReadonlyMap<string, Entry<Model>>, report: Report): void {
  let first: string | undefined;
  for (const { value, path } of models.values()) {
    if (value.pricing === undefined) continue;
    const currency = value.pricing.currency ?? 'USD';
    first ??= currency;
    if (currency === first) continue;
    report({
      code: 'mixed_currencies',
      severity: 'warning',
      path: [...path, 'pricing', 'currency'],
      message: `\`${currency}\` is not compared with the prices in \`${first}\``,
    });
  }
}
