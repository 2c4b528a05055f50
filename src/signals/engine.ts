import { setMaxListeners } from 'node:events';
import { SwitchyardError } from '../errors.ts';
import type { Lifetime } from '../lib/lifetime.ts';
import { InvalidModelOutput } from '../models/external/external-model.ts';
import type { RequestView } from '../protocols/canonical.ts';
import type { SignalType } from './collections.ts';
import { emittedNames } from './emitted-names.ts';
import { LiteralPool } from './literal-pool.ts';
import {
  failedResults,
  type Outcome,
  PENDING,
  SignalResults,
  type SignalTable,
} from './results.ts';
import type { RuleOf } from './schemas.ts';
import type {
  CheapSignal,
  LearnedSignal,
  OnError,
  RuleResult,
  Signal,
  SignalErrorCode,
  SignalFactory,
  SignalServices,
} from './signal.ts';

/** Declared rules by leaf type. */
export type SignalRules = { readonly [T in SignalType]: readonly RuleOf<T>[] };

/** Leaf type -> how to build its signal; the table is `signals/registry.ts`. */
export type SignalFactories = { readonly [T in SignalType]: SignalFactory<T> };

/** What is made of the results of signals, between them and decisions. */
export interface SignalDerivation {
  /** Lets rules of one type that compete settle who stands. */
  arbitrate(type: string, results: readonly RuleResult[]): readonly RuleResult[];
  /** Keys of slots that are computed from others. */
  readonly derivedKeys: Iterable<string>;
  /** Recomputes them as far as what they read is known; may be called again with more results. */
  run(results: SignalResults): void;
  /** Called once, when nothing more comes: writes the report of what was computed. */
  finish(results: SignalResults): void;
}

/** Who needs results, so that what nobody waits for is not evaluated. */
interface SignalDemand {
  /** Slots that the decision still waits for; empty when it is made. */
  pending(results: SignalResults): ReadonlySet<number>;
  /** Keys of other slots that the one of `key` is computed from, itself when it is not computed. */
  sources(key: string): Iterable<string>;
}

export interface SignalEngineOptions {
  readonly rules: SignalRules;
  /** `type:name` of what is asked for; rules that answer to none of it are never built. */
  readonly needed: ReadonlySet<string>;
  readonly table: SignalTable;
  readonly factories: SignalFactories;
  readonly services: Omit<SignalServices, 'literals' | 'needed'>;
  readonly derivation?: SignalDerivation;
  /** Omitted: every signal is evaluated. */
  readonly demand?: SignalDemand;
  /** What a signal type reads of a request; omitted: the request as it is. */
  readonly read?: (view: RequestView) => (type: SignalType) => RequestView;
  /** Upper bound of the whole stage. */
  readonly deadlineMs: number;
  /** Tighter bounds of single types. */
  readonly typeDeadlinesMs: Readonly<Partial<Record<SignalType, number>>>;
}

export interface SignalEngine {
  /** Types that run, cheap ones first. */
  readonly types: readonly SignalType[];
  /** Lets learned signals embed their examples; rejects with the first failure. */
  prepare(): Promise<void>;
  /** How the types that run fare, in the order of `types`. */
  health(): readonly SignalHealth[];
  /**
   * Synchronous unless a learned signal runs. What fails is `unknown` in the results, and what must
   * refuse the request because of it is their `refusal`; throws a `SwitchyardError` where somebody may
   * not ask.
   */
  evaluate(view: RequestView, lifetime: Lifetime): SignalResults | Promise<SignalResults>;
}

/** How one signal type fares. */
export interface SignalHealth {
  readonly type: SignalType;
  readonly cost: Signal['cost'];
  /** The needed names that it answers for. */
  readonly names: readonly string[];
  /** Cheap ones need no preparation. */
  readonly state: 'preparing' | 'ready' | 'failed';
  /** Why it could not be prepared. */
  readonly error?: string;
  /** By name: the last time that a rule had no result. */
  readonly failures: ReadonlyMap<string, RuleFailure>;
}

export interface RuleFailure {
  readonly code: SignalErrorCode;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** It has had no result since. */
  readonly isLatest: boolean;
}

interface Running<S extends Signal> {
  readonly type: SignalType;
  readonly signal: S;
  /** The needed names that it answers for. */
  readonly names: readonly string[];
  readonly slots: Int32Array;
  /** Names whose rules say what happens without a result. */
  readonly onError: ReadonlyMap<string, OnError>;
  readonly failures: Map<string, RuleFailure>;
  preparation: Pick<SignalHealth, 'state' | 'error'>;
}

const noDerivation: SignalDerivation = {
  arbitrate: (_, results) => results,
  derivedKeys: [],
  run() {},
  finish() {},
};

/** Builds the signals whose rules are needed, once, at load. */
export function createSignalEngine(options: SignalEngineOptions): SignalEngine {
  const { table, derivation = noDerivation } = options;
  const literals = new LiteralPool();
  const running = (Object.keys(options.factories) as SignalType[]).flatMap((type) => {
    const built = build(type, options, literals);
    return built === undefined ? [] : [built];
  });
  literals.compile();
  const cheap = running.filter(isCheap);
  const learned = running.filter(isLearned);
  const initial = initialOutcomes(table, learned, derivation);
  const isDue = options.demand && createDueTest(options.demand, learned, table);

  function stillDue(left: readonly Running<LearnedSignal>[], results: SignalResults) {
    if (isDue === undefined) return left;
    const wanted = isDue(left, results);
    // What a server has to be asked for waits until what is here has not settled it.
    const here = wanted.filter(({ signal }) => signal.cost === 'model');
    return here.length > 0 ? here : wanted;
  }

  async function runLearned(run: LearnedRun, first: readonly Running<LearnedSignal>[]) {
    try {
      let left: readonly Running<LearnedSignal>[] = learned;
      for (let due = first; due.length > 0; due = stillDue(left, run.results)) {
        const started = new Set(due);
        left = left.filter((one) => !started.has(one));
        await Promise.all(due.map((one) => runOne(one, run)));
        derivation.run(run.results);
        if (run.results.refusal !== undefined) break;
      }
    } finally {
      run.stage.close();
    }
    derivation.finish(run.results);
    return run.results;
  }

  return {
    types: [...cheap, ...learned].map(({ type }) => type),
    async prepare() {
      await Promise.all(learned.map(prepareOne));
    },
    health: () =>
      [...cheap, ...learned].map(({ type, signal, names, failures, preparation }) => ({
        ...{ type, cost: signal.cost, names, failures },
        ...preparation,
      })),
    evaluate(view, lifetime) {
      const results = new SignalResults(table, initial);
      const read = options.read?.(view) ?? (() => view);
      for (const one of cheap) runCheap(one, read(one.type), { results, derivation });
      literals.forget();
      derivation.run(results);
      const first = stillDue(learned, results);
      if (first.length === 0) {
        derivation.finish(results);
        return results;
      }
      const { deadlineMs, typeDeadlinesMs } = options;
      const stage = openStage(lifetime.signal, deadlineMs);
      return runLearned({ read, results, derivation, stage, typeDeadlinesMs }, first);
    },
  };
}

/** Learned signals and what is computed of them start as pending; cheap ones run at once. */
function initialOutcomes(
  table: SignalTable,
  learned: readonly Running<LearnedSignal>[],
  { derivedKeys }: SignalDerivation,
): readonly Outcome[] {
  const outcomes: Outcome[] = [...table.noOutcomes];
  for (const { slots } of learned) for (const slot of slots) outcomes[slot] = PENDING;
  for (const key of derivedKeys) {
    const slot = table.slotOfKey(key);
    if (slot !== undefined) outcomes[slot] = PENDING;
  }
  return outcomes;
}

type DueTest = (
  left: readonly Running<LearnedSignal>[],
  results: SignalResults,
) => readonly Running<LearnedSignal>[];

/** Finds the signals that a decision waits for, directly or through what is computed from them. */
function createDueTest(
  { pending, sources }: SignalDemand,
  learned: readonly Running<LearnedSignal>[],
  table: SignalTable,
): DueTest {
  const ownerOf = new Map<number, Running<LearnedSignal>>();
  for (const one of learned) for (const slot of one.slots) ownerOf.set(slot, one);
  const ownersOf = table.keys.map((key) => {
    const slots = [...sources(key)].flatMap((source) => table.slotOfKey(source) ?? []);
    return new Set(slots.flatMap((slot) => ownerOf.get(slot) ?? []));
  });
  return (left, results) => {
    if (left.length === 0) return left;
    const wanted = new Set<Running<LearnedSignal>>();
    for (const slot of pending(results)) for (const one of ownersOf[slot] ?? []) wanted.add(one);
    return left.filter((one) => wanted.has(one));
  };
}

function build<T extends SignalType>(
  type: T,
  { rules, needed, table, factories, services }: SignalEngineOptions,
  literals: LiteralPool,
): Running<Signal> | undefined {
  const declared: readonly RuleOf<T>[] = rules[type];
  const isNeeded = (name: string) => needed.has(`${type}:${name}`);
  const wanted = declared.filter((rule) => emittedNames(type, rule).some(isNeeded));
  // What is measured of a knowledge base can be asked for without a rule.
  const isMeasuring = (type as SignalType) === 'kb';
  const metrics = [...needed].filter((key) => isMeasuring && key.startsWith('kb_metric:'));
  if (wanted.length === 0 && metrics.length === 0) return undefined;
  const named = wanted.flatMap((rule) => emittedNames(type, rule).map((name) => ({ name, rule })));
  const keys = [...named.map(({ name }) => `${type}:${name}`), ...metrics];
  const factory: SignalFactory<T> = factories[type];
  const signal = factory(wanted, { ...services, literals, needed });
  return {
    type,
    names: named.map(({ name }) => name).filter(isNeeded),
    slots: Int32Array.from(keys.flatMap((key) => table.slotOfKey(key) ?? [])),
    onError: new Map(
      named.flatMap(({ name, rule }) =>
        'on_error' in rule && rule.on_error !== undefined
          ? [[name, rule.on_error as OnError] as const]
          : [],
      ),
    ),
    signal,
    failures: new Map(),
    preparation: { state: signal.cost === 'cheap' ? 'ready' : 'preparing' },
  };
}

async function prepareOne(one: Running<LearnedSignal>): Promise<void> {
  try {
    await one.signal.prepare();
    one.preparation = { state: 'ready' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    one.preparation = { state: 'failed', error: message };
    throw error;
  }
}

function isCheap(one: Running<Signal>): one is Running<CheapSignal> {
  return one.signal.cost === 'cheap';
}

function isLearned(one: Running<Signal>): one is Running<LearnedSignal> {
  return one.signal.cost !== 'cheap';
}

interface Recording {
  readonly results: SignalResults;
  readonly derivation: SignalDerivation;
}

function runCheap(one: Running<CheapSignal>, view: RequestView, recording: Recording): void {
  const startedAt = performance.now();
  let said: readonly RuleResult[];
  try {
    said = one.signal.evaluate(view);
  } catch (error) {
    if (error instanceof SwitchyardError) throw error;
    // A broken detector must not take the request down; its rules are unknown and the record says so.
    said = failedResults(one.names, 'signal_failed');
  }
  record(one, said, { ...recording, startedAt });
}

function record(
  one: Running<Signal>,
  said: readonly RuleResult[],
  { results, derivation, startedAt }: Recording & { readonly startedAt: number },
): void {
  const { type, slots, onError } = one;
  noteFailures(one.failures, said);
  const judged = onError.size === 0 ? said : said.map((result) => withOnError(one, result));
  const durationMs = performance.now() - startedAt;
  results.report(type, derivation.arbitrate(type, judged), { durationMs, slots, said: judged });
}

/** What failed, for who looks after it; rules that a signal leaves out have a result. */
function noteFailures(failures: Map<string, RuleFailure>, said: readonly RuleResult[]): void {
  for (const [name, failure] of failures) {
    if (failure.isLatest) failures.set(name, { ...failure, isLatest: false });
  }
  for (const { name, error } of said) {
    if (error === undefined || error === 'signal_cancelled') continue;
    failures.set(name, { code: error, atMs: Date.now(), isLatest: true });
  }
}

/** A rule may say that its failure counts as a match. */
function withOnError({ onError }: Running<Signal>, result: RuleResult): RuleResult {
  const counts = result.error !== undefined && onError.get(result.name) === 'match';
  return counts ? { ...result, isMatch: true, confidence: 1 } : result;
}

/** ...or that it ends the request. */
function refusalOf(
  { type, onError }: Running<Signal>,
  said: readonly RuleResult[],
): SwitchyardError | undefined {
  const failed = said.find(({ name, error, isMatch }) => {
    return error !== undefined && !isMatch && onError.get(name) === 'block';
  });
  if (failed === undefined) return undefined;
  return new SwitchyardError(
    'signal_failed',
    `signal \`${type}:${failed.name}\` has no result (${failed.error}) and its \`on_error\` is \`block\``,
  );
}

interface LearnedRun extends Recording {
  readonly read: (type: SignalType) => RequestView;
  readonly stage: Stage;
  readonly typeDeadlinesMs: SignalEngineOptions['typeDeadlinesMs'];
}

async function runOne(one: Running<LearnedSignal>, run: LearnedRun): Promise<void> {
  const startedAt = performance.now();
  const limitMs = run.typeDeadlinesMs[one.type];
  const stage = limitMs === undefined ? run.stage : openStage(run.stage.signal, limitMs);
  let said: readonly RuleResult[];
  try {
    said = await Promise.race([one.signal.evaluate(run.read(one.type), stage.signal), stage.ended]);
  } catch (error) {
    said = failedResults(one.names, whyFailed(error, stage, run.stage));
  } finally {
    if (stage !== run.stage) stage.close();
  }
  record(one, said, { ...run, startedAt });
  if (run.stage.isCancelled()) return;
  const refusal = refusalOf(one, said);
  if (refusal === undefined) return;
  run.results.refusal = refusal;
  run.stage.cancel();
}

/** What runs until its time is over, or until what it is a part of ends. */
interface Stage {
  readonly signal: AbortSignal;
  /** Rejects when the signal aborts. */
  readonly ended: Promise<never>;
  /** Its time was over. */
  isLate(): boolean;
  /** Ended before that: the client went away, or there is nothing left to find out. */
  isCancelled(): boolean;
  cancel(): void;
  close(): void;
}

/** One timer and one listener for all that run in it: some signals cost less than those. */
function openStage(outer: AbortSignal, limitMs: number): Stage {
  const controller = new AbortController();
  const { signal } = controller;
  // Every question to a model listens.
  setMaxListeners(0, signal);
  let isLate = false;
  let end: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  ended.catch(() => {});
  const abort = (reason: unknown) => {
    controller.abort(reason);
    end(signal.reason);
  };
  const stop = () => abort(outer.reason);
  const timer = setTimeout(() => {
    isLate = !signal.aborted;
    abort(undefined);
  }, limitMs);
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  return {
    signal,
    ended,
    isLate: () => isLate,
    isCancelled: () => signal.aborted && !isLate,
    cancel: () => abort(undefined),
    close() {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

function whyFailed(error: unknown, inner: Stage, outer: Stage): SignalErrorCode {
  if (inner.isLate() || outer.isLate()) return 'signal_timeout';
  return inner.signal.aborted ? 'signal_cancelled' : codeOfFailure(error);
}

/** What a model that cannot answer means for the rules that asked it. */
export function codeOfFailure(error: unknown): SignalErrorCode {
  if (error instanceof InvalidModelOutput) return 'signal_invalid_output';
  return error instanceof SwitchyardError ? 'signal_unavailable' : 'signal_failed';
}
