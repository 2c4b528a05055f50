import { nearestName } from '../../lib/nearest-name.ts';
import { checkPlugins, type SharedSettings } from '../../plugins/check-plugins.ts';
import { pluginTypeOf } from '../../plugins/schemas.ts';
import { checkAlgorithm, type DecisionDraft } from '../../selection/check-algorithm.ts';
import { didYouMean } from '../problem.ts';
import { checkReachable, type ModelCatalog } from './check-models.ts';
import type { DeclaredRules } from './declared-rules.ts';
import type { DraftPolicy, DraftRouting } from './draft-policies.ts';
import { type Entry, entriesOf, type Report, uniqueNames } from './report.ts';
import { leavesOf } from './rule-leaves.ts';

type DraftDecision = NonNullable<NonNullable<DraftRouting['decisions']>[number]>;
type DraftModelRef = NonNullable<NonNullable<DraftDecision['modelRefs']>[number]>;

interface CheckOptions {
  readonly declared: DeclaredRules;
  readonly catalog: ModelCatalog;
  /** What all policies share. */
  readonly settings: SharedSettings | undefined;
  readonly report: Report;
}

/** Checks that the decisions of a policy refer to rules and models that exist. */
export function checkDecisions(policy: DraftPolicy, options: CheckOptions): void {
  const { declared, catalog, settings, report } = options;
  const decisions = entriesOf(policy.routing.decisions, [...policy.path, 'decisions']);
  uniqueNames(decisions, { what: 'decision', report });
  for (const { value, path } of decisions) {
    const leaves = leavesOf(value.rules, [...path, 'rules']);
    for (const leaf of leaves) {
      declared.checkLeaf(leaf);
      if (leaf.type === 'modality' && leaf.name === 'BOTH') {
        checkModalities({ value, path: leaf.path }, catalog, report);
      }
    }
    checkModelRefs({ value, path }, catalog, report);
    checkAction({ value, path }, declared, report);
    checkRetention({ value, path }, report);
    checkIterations({ value, path }, catalog, report);
    checkAlgorithm(value as DecisionDraft, { path, models: catalog, report });
    checkPlugins(value.plugins ?? [], { path: [...path, 'plugins'], settings, report });
  }
}

/** Text and image need one model for both, or one for each. */
function checkModalities(
  { value: { modelRefs }, path }: Entry<DraftDecision>,
  catalog: ModelCatalog,
  report: Report,
): void {
  const modalities = (modelRefs ?? []).map(
    (ref) => catalog.cards.get(ref?.model ?? '')?.value.modality ?? 'text',
  );
  const has = (...wanted: string[]) => modalities.some((modality) => wanted.includes(modality));
  if (has('omni', 'both', 'multimodal') || (has('ar', 'text') && has('diffusion'))) return;
  report({
    code: 'missing_modality',
    path,
    message: 'asks for text and image, and no model of the decision makes both',
    suggestion: 'add a model with `modality: omni`, or one for text and one with `diffusion`',
  });
}

function checkModelRefs(
  { value, path }: Entry<DraftDecision>,
  catalog: ModelCatalog,
  report: Report,
): void {
  const { modelRefs } = value;
  const refs = entriesOf(modelRefs, [...path, 'modelRefs']);
  if ((modelRefs ?? []).length === 0 && asksModel(value)) {
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

function checkRetention({ value: { emits }, path }: Entry<DraftDecision>, report: Report): void {
  for (const { value, path: place } of entriesOf(emits, [...path, 'emits'])) {
    const { drop, ttl_turns, keep_current_model, prefer_prefix_retention } = value.retention ?? {};
    const isEmpty = [drop, ttl_turns, keep_current_model, prefer_prefix_retention].every(
      (field) => field === undefined,
    );
    const at = [...place, 'retention'];
    if (isEmpty && value.retention !== undefined) {
      const message = 'says nothing, set one of its fields or remove it';
      report({ code: 'no_effect', severity: 'warning', path: at, message });
    }
    if (ttl_turns !== 0 || drop === true) continue;
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...at, 'ttl_turns'],
      message: 'keeps the answer for no turn, and is not read as that',
      suggestion: 'write `drop: true`, or remove it',
    });
  }
}

/** Nothing is chosen by these lists, so that a name without a model does no harm. */
function checkIterations(
  { value: { candidateIterations, modelRefs = [] }, path }: Entry<DraftDecision>,
  catalog: ModelCatalog,
  report: Report,
): void {
  const base = [...path, 'candidateIterations'];
  for (const { value, path: place } of entriesOf(candidateIterations, base)) {
    if (value.source === 'decision.candidates' && modelRefs.length === 0) {
      const message = 'goes through the models of the decision, which has none';
      report({ code: 'no_models', path: [...place, 'source'], message });
    }
    for (const ref of entriesOf(value.models, [...place, 'models'])) {
      const { model } = ref.value;
      if (model === undefined || catalog.cards.has(model) || catalog.adapters.has(model)) continue;
      report({
        code: 'unknown_model',
        severity: 'warning',
        path: [...ref.path, 'model'],
        message: `no model card and no adapter is called \`${model}\``,
      });
    }
  }
}

/** Whether requests of a decision go to one of its models; the others are answered, or passed on. */
function asksModel({ action, plugins }: DraftDecision): boolean {
  const isAnswered = (plugins ?? []).some(
    (plugin) =>
      pluginTypeOf(plugin?.type ?? '') === 'fast_response' &&
      (plugin?.configuration as { readonly enabled?: boolean } | undefined)?.enabled !== false,
  );
  return !isAnswered && actionOf(action) === 'route';
}

function actionOf(action: DraftDecision['action']): string {
  return (typeof action === 'object' ? action?.type : action) ?? 'route';
}

/** Signals whose confidence is changed exist, and what no request reaches is named. */
function checkAction(
  { value: { action, modelRefs, plugins }, path }: Entry<DraftDecision>,
  declared: DeclaredRules,
  report: Report,
): void {
  const type = actionOf(action);
  if (type !== 'route') {
    // A record is kept of refused requests too, as its plugin says.
    const unread = type === 'block' ? { modelRefs } : { modelRefs, plugins };
    for (const [key, list] of Object.entries(unread)) {
      if (list === undefined || list.length === 0) continue;
      report({
        code: 'no_effect',
        severity: 'warning',
        path: [...path, key],
        message: `is not read, since the decision does not route requests (\`action: ${type}\`)`,
        suggestion: 'remove it',
      });
    }
  }
  if (typeof action !== 'object' || action.type !== 'boost') return;
  for (const signal of Object.keys(action.signals ?? {})) {
    const colon = signal.indexOf(':');
    const [signalType, name] = [signal.slice(0, colon), signal.slice(colon + 1)];
    const names = signalType === 'projection' ? undefined : declared.namesOf(signalType);
    if (names?.has(name)) continue;
    report({
      code: 'unknown_signal',
      path: [...path, 'action', 'signals', signal],
      message: `unknown signal \`${signal}\``,
      suggestion: didYouMean(nearestName(name, names ?? [])),
    });
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
