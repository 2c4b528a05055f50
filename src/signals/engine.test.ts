import { describe, expect, it } from 'vitest';
import { Lifetime } from '../lib/lifetime.ts';
import type { RequestView } from '../protocols/canonical.ts';
import { createSignalEngine, type SignalFactories, type SignalRules } from './engine.ts';
import { SignalTable } from './results.ts';
import type { LearnedSignal } from './signal.ts';

type Evaluate = LearnedSignal['evaluate'];

const answers: Evaluate = async () => [{ name: 'a', isMatch: true, confidence: 1 }];
const hangs: Evaluate = () => new Promise(() => {});

interface EngineOptions {
  readonly signals: Readonly<Record<string, Evaluate>>;
  readonly deadlineMs?: number;
  readonly typeDeadlinesMs?: Readonly<Record<string, number>>;
}

/** One rule `a` of each type. */
function engineOf({ signals, deadlineMs = 60_000, typeDeadlinesMs = {} }: EngineOptions) {
  const keys = Object.keys(signals).map((type) => `${type}:a`);
  const build = (evaluate: Evaluate) => () => ({
    cost: 'model',
    prepare: async () => {},
    evaluate,
  });
  const mapped = <T>(map: (evaluate: Evaluate) => T) =>
    Object.fromEntries(Object.entries(signals).map(([type, one]) => [type, map(one)]));
  const engine = createSignalEngine({
    rules: mapped(() => [{ name: 'a', labels: [] }]) as unknown as SignalRules,
    needed: new Set(keys),
    table: new SignalTable(keys),
    factories: mapped(build) as unknown as SignalFactories,
    services: {} as never,
    deadlineMs,
    typeDeadlinesMs,
  });
  return async (lifetime = new Lifetime()) => {
    const { reports } = await engine.evaluate({} as RequestView, lifetime);
    return Object.fromEntries(reports.map(({ type, error }) => [type, error ?? 'answered']));
  };
}

describe('learned signals', () => {
  it('are given up together when the time of the stage is over', async () => {
    const run = engineOf({
      signals: { domain: answers, fact_check: hangs, user_feedback: hangs },
      deadlineMs: 30,
    });
    expect(await run()).toEqual({
      domain: 'answered',
      fact_check: 'signal_timeout',
      user_feedback: 'signal_timeout',
    });
  });

  it('are given up alone when only their type is late', async () => {
    let isAborted = false;
    const run = engineOf({
      signals: {
        domain: async (view, abort) => {
          await new Promise((resolve) => setTimeout(resolve, 60));
          isAborted = abort.aborted;
          return answers(view, abort);
        },
        fact_check: hangs,
      },
      typeDeadlinesMs: { fact_check: 10 },
    });
    expect(await run()).toEqual({ domain: 'answered', fact_check: 'signal_timeout' });
    expect(isAborted).toBe(false);
  });

  it.each([{}, { domain: 60_000 }])(
    'end with the client, deadlines of types: %o',
    async (limits) => {
      const run = engineOf({ signals: { domain: hangs }, typeDeadlinesMs: limits });
      const lifetime = new Lifetime();
      const running = run(lifetime);
      lifetime.abort();
      expect(await running).toEqual({ domain: 'signal_cancelled' });
      expect(await run(lifetime)).toEqual({ domain: 'signal_cancelled' });
    },
  );

  it('may ask as many questions as they like that listen for the end', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const run = engineOf({
      signals: {
        embedding: async (view, abort) => {
          for (let count = 0; count < 20; count += 1) abort.addEventListener('abort', () => {});
          return answers(view, abort);
        },
      },
    });
    await run();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
