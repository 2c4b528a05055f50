import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RouteCase } from '../cases/case.ts';
import { type OfflineRouter, openOfflineRouter } from '../evaluate.ts';
import type { CostOf } from './costs.ts';
import { diffOfTexts, editThresholds } from './edit-thresholds.ts';
import { type Observation, observe } from './observe.ts';
import { type Measure, measure, type Proposal, proposeThresholds } from './propose.ts';
import { findTunables, type Tunable } from './tunables.ts';

interface TuneOptions {
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cases: AsyncIterable<RouteCase>;
  readonly isTarget: (tunable: Tunable) => boolean;
  readonly folds: number;
  readonly costOf: CostOf;
  readonly onProgress: (done: number) => void;
}

export interface Tuning {
  readonly cases: number;
  /** Without an expected decision, refused, or to a model by name. */
  readonly skipped: number;
  /** Signal types without a result -> in how many cases. */
  readonly failed: ReadonlyMap<string, number>;
  readonly targets: readonly Tunable[];
  readonly proposal: Proposal;
  readonly moves: readonly Move[];
  /** All cases, evaluated with the present and with the proposed file. */
  readonly whole: { readonly present: Measure; readonly proposed: Measure };
  /** The proposed file; that of before where nothing is proposed. */
  readonly text: string;
  readonly diff: string;
}

interface Move {
  readonly id: string;
  readonly path: Tunable['path'];
  readonly present: number;
  readonly proposed: number;
}

/** Cases that are under way at a time. */
const CONCURRENCY = 4;

/** Proposes thresholds from labelled cases; nothing is written. */
export async function tune(options: TuneOptions): Promise<Tuning> {
  const { configPath, environment, costOf, folds } = options;
  const text = await readFile(configPath, 'utf8');
  const before = await openOfflineRouter({ configPath, configText: text, environment });
  const targets = findTunables(before.config).filter(options.isTarget);
  const cases: RouteCase[] = [];
  let skipped = 0;
  for await (const one of options.cases) {
    if (one.expected.decision === undefined) skipped += 1;
    else cases.push(one);
  }
  const found = await observeAll(cases, before, { targets, onProgress: options.onProgress });
  const observed = found.flatMap((observation, at) =>
    observation === undefined ? [] : [{ observation, one: cases[at] as RouteCase }],
  );
  skipped += cases.length - observed.length;
  const observations = observed.map(({ observation }) => observation);
  const failed = new Map<string, number>();
  for (const type of observations.flatMap((one) => one.failed)) {
    failed.set(type, (failed.get(type) ?? 0) + 1);
  }
  const present = targets.map((tunable) => tunable.present);
  const search = (movable: readonly number[]) =>
    proposeThresholds(observations, { present, movable, costOf, folds });
  let proposal = search([...targets.keys()]);
  const now = measure(
    observations,
    observations.map(({ decision }) => decision),
    costOf,
  );
  let whole = { present: now, proposed: now };
  let changed = text;
  if (proposal.moved.length > 0) {
    changed = editThresholds(
      text,
      proposal.moved.map((at) => ({
        path: (targets[at] as Tunable).path,
        threshold: proposal.thresholds[at] as number,
      })),
    );
    // What was computed is measured: the proposed file itself decides every case again.
    const after = await openOfflineRouter({ configPath, configText: changed, environment });
    const decided = await observeAll(
      observed.map(({ one }) => one),
      after,
      { targets: [], onProgress: () => {} },
    );
    const proposed = measure(
      observations,
      decided.map((one) => one?.decision ?? ''),
      costOf,
    );
    if (proposed.cost < now.cost) whole = { present: now, proposed };
    else {
      proposal = search([]);
      changed = text;
    }
  }
  return {
    cases: observations.length,
    skipped,
    failed,
    targets,
    proposal,
    moves: proposal.moved.map((at) => {
      const { id, path, present: from } = targets[at] as Tunable;
      return { id, path, present: from, proposed: proposal.thresholds[at] as number };
    }),
    whole,
    text: changed,
    diff: diffOfTexts(basename(configPath), text, changed),
  };
}

interface ObserveOptions {
  readonly targets: readonly Tunable[];
  readonly onProgress: (done: number) => void;
}

/** Evaluates cases in order, a few at a time, and closes the router. */
async function observeAll(
  cases: readonly RouteCase[],
  router: OfflineRouter,
  { targets, onProgress }: ObserveOptions,
): Promise<readonly (Observation | undefined)[]> {
  const results = new Array<Observation | undefined>(cases.length).fill(undefined);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < cases.length) {
      const at = next;
      next += 1;
      results[at] = await observe(cases[at] as RouteCase, router, targets);
      done += 1;
      onProgress(done);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    await router.close();
  }
  return results;
}
