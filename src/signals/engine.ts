import type { Lifetime } from '../lib/lifetime.ts';
import type { RequestView } from '../protocols/canonical.ts';
import type { ActiveSignalType, SignalType } from './collections.ts';
import { LiteralPool } from './literal-pool.ts';
import { SignalResults, type SignalTable } from './results.ts';
import type { RuleOf } from './schemas.ts';
import type {
  CheapSignal,
  LearnedSignal,
  Signal,
  SignalErrorCode,
  SignalFactory,
  SignalServices,
} from './signal.ts';

/** Declared rules by leaf type. */
export type SignalRules = { readonly [T in ActiveSignalType]: readonly RuleOf<T>[] };

/** Leaf type -> how to build its signal; the table is `signals/registry.ts`. */
export type SignalFactories = { readonly [T in ActiveSignalType]: SignalFactory<T> };

export interface SignalEngineOptions {
  readonly rules: SignalRules;
  /** `type:name` of the rules to run; the others are never built. */
  readonly needed: ReadonlySet<string>;
  readonly table: SignalTable;
  readonly factories: SignalFactories;
  readonly services: Omit<SignalServices, 'literals'>;
  /** Upper bound of the whole stage. */
  readonly deadlineMs: number;
  /** Tighter bounds of single types. */
  readonly typeDeadlinesMs: Readonly<Partial<Record<SignalType, number>>>;
}

export interface SignalEngine {
  /** Types that run, cheap ones first. */
  readonly types: readonly ActiveSignalType[];
  /** Lets learned signals embed their examples; rejects with the first failure. */
  prepare(): Promise<void>;
  /** Synchronous unless a learned signal runs. Never rejects: what fails is `unknown` in the results. */
  evaluate(view: RequestView, lifetime: Lifetime): SignalResults | Promise<SignalResults>;
}

interface Running<S extends Signal> {
  readonly type: ActiveSignalType;
  readonly names: readonly string[];
  readonly signal: S;
}

/** Builds the signals whose rules are needed, once, at load. */
export function createSignalEngine(options: SignalEngineOptions): SignalEngine {
  const literals = new LiteralPool();
  const running = (Object.keys(options.factories) as ActiveSignalType[]).flatMap((type) => {
    const built = build(type, options, literals);
    return built === undefined ? [] : [built];
  });
  literals.compile();
  const cheap = running.filter(isCheap);
  const learned = running.filter(isLearned);
  const inactive = inactiveNames(options);
  return {
    types: [...cheap, ...learned].map(({ type }) => type),
    async prepare() {
      await Promise.all(learned.map(({ signal }) => signal.prepare()));
    },
    evaluate(view, lifetime) {
      const results = new SignalResults(options.table);
      for (const one of cheap) runCheap(one, view, results);
      for (const [type, names] of inactive) results.fail(type, names, 'signal_inactive', 0);
      literals.forget();
      if (learned.length === 0) return results;
      return runLearned(learned, { view, lifetime, results, options });
    },
  };
}

/** Rules that decisions ask for and that nothing evaluates in this version. */
function inactiveNames({ needed, factories }: SignalEngineOptions): ReadonlyMap<string, string[]> {
  const names = new Map<string, string[]>();
  for (const key of needed) {
    const colon = key.indexOf(':');
    const type = key.slice(0, colon);
    if (Object.hasOwn(factories, type)) continue;
    names.set(type, [...(names.get(type) ?? []), key.slice(colon + 1)]);
  }
  return names;
}

function build<T extends ActiveSignalType>(
  type: T,
  { rules, needed, factories, services }: SignalEngineOptions,
  literals: LiteralPool,
): Running<Signal> | undefined {
  const declared: readonly RuleOf<T>[] = rules[type];
  const wanted = declared.filter(({ name }) => needed.has(`${type}:${name}`));
  if (wanted.length === 0) return undefined;
  const factory: SignalFactory<T> = factories[type];
  return {
    type,
    names: wanted.map(({ name }) => name),
    signal: factory(wanted, { ...services, literals }),
  };
}

function isCheap(one: Running<Signal>): one is Running<CheapSignal> {
  return one.signal.cost === 'cheap';
}

function isLearned(one: Running<Signal>): one is Running<LearnedSignal> {
  return one.signal.cost === 'model';
}

function runCheap(one: Running<CheapSignal>, view: RequestView, results: SignalResults): void {
  const startedAt = performance.now();
  try {
    const reports = one.signal.evaluate(view);
    results.report(one.type, reports, performance.now() - startedAt);
  } catch {
    // A broken detector must not take the request down; its rules are unknown and the record says so.
    results.fail(one.type, one.names, 'signal_failed', performance.now() - startedAt);
  }
}

interface LearnedRun {
  readonly view: RequestView;
  readonly lifetime: Lifetime;
  readonly results: SignalResults;
  readonly options: SignalEngineOptions;
}

async function runLearned(
  learned: readonly Running<LearnedSignal>[],
  run: LearnedRun,
): Promise<SignalResults> {
  await Promise.all(learned.map((one) => runOne(one, run)));
  return run.results;
}

async function runOne(
  one: Running<LearnedSignal>,
  { view, lifetime, results, options }: LearnedRun,
): Promise<void> {
  const startedAt = performance.now();
  const limitMs = Math.min(
    options.deadlineMs,
    options.typeDeadlinesMs[one.type] ?? options.deadlineMs,
  );
  const client = lifetime.signal;
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(), limitMs);
  const abort = AbortSignal.any([client, budget.signal]);
  try {
    const reports = await Promise.race([one.signal.evaluate(view, abort), rejectOn(abort)]);
    results.report(one.type, reports, performance.now() - startedAt);
  } catch {
    const code = whyFailed({ client, budget: budget.signal });
    results.fail(one.type, one.names, code, performance.now() - startedAt);
  } finally {
    clearTimeout(timer);
  }
}

function rejectOn(abort: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(abort.reason);
    if (abort.aborted) stop();
    else abort.addEventListener('abort', stop, { once: true });
  });
}

function whyFailed({
  client,
  budget,
}: {
  readonly client: AbortSignal;
  readonly budget: AbortSignal;
}): SignalErrorCode {
  if (client.aborted) return 'signal_cancelled';
  return budget.aborted ? 'signal_timeout' : 'signal_unavailable';
}
