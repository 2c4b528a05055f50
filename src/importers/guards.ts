import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import { freeName } from './names.ts';

const signals: Path = ['routing', 'signals'];
const guardPriority = 1000;

const refusals = {
  jailbreak: 'This request was refused because it tries to get around the rules of the service.',
  pii: 'This request was refused because it contains personal data. Remove it and ask again.',
} as const;

type GuardKind = keyof typeof refusals;

export interface GuardOptions {
  readonly kind: GuardKind;
  /** Of the signal. */
  readonly name: string;
  readonly decision: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The policy that it belongs to, e.g. `routing`. */
  readonly routing?: Path;
  /** Only where this rule holds too. */
  readonly within?: unknown;
  readonly migration: Migration;
}

export function leaf(type: string, name: string): Readonly<Record<string, unknown>> {
  return { type, name };
}

/** A signal for what is not wanted, and a decision above all others that refuses it. */
export function addGuard({
  kind,
  name,
  decision,
  settings = {},
  routing = ['routing'],
  within,
  migration,
}: GuardOptions): { readonly signal: Path; readonly decision: Path } {
  const signalList = [...routing, ...signals.slice(1), kind];
  const signalName = freeName(signalList, name, migration);
  const signal = migration.element(signalList, signalName);
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined) migration.add([...signal, key], value);
  }
  const decisionList = [...routing, 'decisions'];
  const decisionName = freeName(decisionList, decision, migration);
  const at = migration.element(decisionList, decisionName);
  const condition = leaf(kind, signalName);
  const rules =
    within === undefined ? condition : { operator: 'AND', conditions: [within, condition] };
  migration.add([...at, 'priority'], guardPriority);
  migration.add([...at, 'rules'], rules);
  const configuration = { message: refusals[kind] };
  migration.add([...at, 'plugins'], [{ type: 'fast_response', configuration }]);
  migration.add(at, {}, `refuses what \`${kind}:${signalName}\` finds`);
  return { signal, decision: at };
}
