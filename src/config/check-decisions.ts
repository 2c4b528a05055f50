import { nearestName } from '../lib/nearest-name.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import { type Entry, entriesOf, type Report, uniqueNames } from './check.ts';
import { checkReachable, type ModelCatalog } from './check-models.ts';
import type { DraftDocument } from './draft.ts';
import { didYouMean, type Path } from './problem.ts';
import { leavesOf } from './rule-leaves.ts';

type DraftDecision = NonNullable<
  NonNullable<NonNullable<DraftDocument['routing']>['decisions']>[number]
>;
type DraftModelRef = NonNullable<NonNullable<DraftDecision['modelRefs']>[number]>;

/** Rules by type, then by name. */
type DeclaredRules = ReadonlyMap<SignalType, ReadonlyMap<string, Path>>;

/** Checks signal names, and that decisions refer to rules and models that exist. */
export function checkDecisions(
  { routing }: DraftDocument,
  { catalog, report }: { readonly catalog: ModelCatalog; readonly report: Report },
): void {
  const declared = declaredRules(routing?.signals, report);
  const decisions = entriesOf(routing?.decisions, ['routing', 'decisions']);
  uniqueNames(decisions, { what: 'decision', report });
  for (const { value, path } of decisions) {
    for (const leaf of leavesOf(value.rules, [...path, 'rules'])) {
      checkLeaf(leaf, declared, report);
    }
    checkModelRefs({ value, path }, catalog, report);
  }
}

function declaredRules(
  signals: NonNullable<DraftDocument['routing']>['signals'],
  report: Report,
): DeclaredRules {
  return new Map(
    (Object.keys(signalCollections) as SignalType[]).map((type) => {
      const collection = signalCollections[type];
      const list: readonly ({ readonly name?: string | undefined } | undefined)[] | undefined =
        signals?.[collection];
      const entries = entriesOf(list, ['routing', 'signals', collection]);
      const names = uniqueNames(entries, { what: `rule under \`${collection}\``, report });
      if (type === 'metadata') reportCaseTwins(names, report);
      return [
        type,
        new Map(
          entries.flatMap(({ value, path }) =>
            value.name === undefined ? [] : [[value.name, path]],
          ),
        ),
      ];
    }),
  );
}

/** Names of metadata rules differ by more than case, since header names do too. */
function reportCaseTwins(names: ReadonlyMap<string, Entry<unknown>>, report: Report): void {
  const seen = new Map<string, string>();
  for (const [name, { path }] of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin === undefined) seen.set(name.toLowerCase(), name);
    else {
      const message = `\`${name}\` differs from \`${twin}\` only by case, rename one of them`;
      report({ code: 'duplicate_name', path: [...path, 'name'], message });
    }
  }
}

function checkLeaf(
  { type, name, path }: ReturnType<typeof leavesOf>[number],
  declared: DeclaredRules,
  report: Report,
): void {
  const rules = declared.get(type);
  if (rules === undefined || rules.has(name)) return;
  const elsewhere = [...declared].find(([, names]) => names.has(name))?.[0];
  const nearest = didYouMean(nearestName(name, rules.keys()));
  report({
    code: 'unknown_signal',
    path: [...path, 'name'],
    message: `unknown signal \`${type}:${name}\``,
    suggestion:
      elsewhere === undefined
        ? (nearest ?? `declare it under \`routing.signals.${signalCollections[type]}\``)
        : `\`${name}\` is of type \`${elsewhere}\``,
  });
}

function checkModelRefs(
  { value: { modelRefs }, path }: Entry<DraftDecision>,
  catalog: ModelCatalog,
  report: Report,
): void {
  const refs = entriesOf(modelRefs, [...path, 'modelRefs']);
  if ((modelRefs ?? []).length === 0) {
    report({ code: 'no_models', path, message: 'names no model, add `modelRefs`' });
  }
  const seen = new Set<string>();
  for (const ref of refs) {
    checkModelRef(ref, catalog, report);
    const { model, lora_name } = ref.value;
    if (model === undefined) continue;
    const key = JSON.stringify([model, lora_name]);
    if (seen.has(key)) {
      const message = `\`${lora_name ?? model}\` is listed twice`;
      report({ code: 'duplicate_model', severity: 'warning', path: ref.path, message });
    }
    seen.add(key);
  }
}

function checkModelRef(
  { value, path }: Entry<DraftModelRef>,
  catalog: ModelCatalog,
  report: Report,
): void {
  const { model, lora_name: adapter, use_reasoning } = value;
  if (model === undefined || !catalog.checkName(model, [...path, 'model'])) return;
  checkReachable(model, { path: [...path, 'model'], catalog, report });
  if (adapter !== undefined) {
    const adapters = (catalog.cards.get(model)?.value.loras ?? []).flatMap(
      (lora) => lora?.name ?? [],
    );
    if (!adapters.includes(adapter)) {
      report({
        code: 'unknown_adapter',
        path: [...path, 'lora_name'],
        message: `model \`${model}\` has no adapter \`${adapter}\``,
        suggestion:
          didYouMean(nearestName(adapter, adapters)) ??
          (adapters.length === 0
            ? 'declare it under `loras` of its card'
            : `it has \`${adapters.join('`, `')}\``),
      });
    }
  }
  const card = catalog.cards.has(model) ? model : (catalog.adapters.get(model) ?? model);
  const entry = catalog.models.get(card);
  if (use_reasoning !== true || entry === undefined) return;
  if (entry.value.reasoning_family !== undefined) return;
  report({
    code: 'no_reasoning_family',
    severity: 'info',
    path: [...path, 'use_reasoning'],
    message: `has no effect, since model \`${card}\` has no \`reasoning_family\``,
  });
}
