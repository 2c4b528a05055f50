import { SwitchyardError } from '../../errors.ts';
import type { EvaluationReport } from '../evaluate.ts';
import type { RouteCase } from './case.ts';
import { judge } from './judge.ts';
import { whyNot } from './why-not.ts';

/** What became of one case; small, so that many can be kept. */
export interface CaseResult {
  readonly id: string;
  readonly place: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** Undefined where any will do. */
  readonly expected_decision: string | null | undefined;
  readonly decision: string | null;
  readonly model: string | null;
  readonly recipe: string | null;
  /** What is not as expected, in words. */
  readonly problems: readonly string[];
  /** What would have had to be otherwise. */
  readonly reason?: string;
  /** The request was refused. */
  readonly is_error: boolean;
  readonly passed: boolean;
  readonly duration_ms: number;
}

interface RunOptions {
  readonly evaluate: (body: RouteCase['body']) => Promise<EvaluationReport>;
  /** Cases under way at a time. */
  readonly concurrency: number;
  /** Whether an error is about the one request; others end the run. */
  readonly isRefusal?: (error: unknown) => boolean;
}

/** Evaluates cases, several at a time, and tells of each in order. */
export async function* runCases(
  cases: AsyncIterable<RouteCase>,
  { evaluate, concurrency, isRefusal = isOfRequest }: RunOptions,
): AsyncGenerator<CaseResult> {
  const running: Promise<CaseResult>[] = [];
  for await (const one of cases) {
    const result = runCase(one, evaluate, isRefusal);
    // Looked at in its turn, which may come after another one has ended the run.
    result.catch(() => {});
    running.push(result);
    if (running.length >= concurrency) yield (await running.shift()) as CaseResult;
  }
  for (const result of running) yield await result;
}

async function runCase(
  { id, place, title, tags, body, expected }: RouteCase,
  evaluate: RunOptions['evaluate'],
  isRefusal: (error: unknown) => boolean,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const about = { id, place, title, tags, expected_decision: expected.decision };
  try {
    const report = await evaluate(body);
    const duration_ms = performance.now() - startedAt;
    const problems = judge(expected, report);
    const decision = report.decision_result?.decision_name ?? null;
    const isElsewhere = expected.decision !== undefined && decision !== expected.decision;
    const reason = isElsewhere ? whyNot(report, expected.decision ?? null) : undefined;
    return {
      ...about,
      decision,
      model: report.selected_model,
      recipe: report.recipe ?? null,
      problems,
      ...(reason === undefined ? {} : { reason }),
      is_error: false,
      passed: problems.length === 0,
      duration_ms,
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {
      ...about,
      decision: null,
      model: null,
      recipe: null,
      problems: [`is refused: ${(error as Error).message}`],
      is_error: true,
      passed: false,
      duration_ms: performance.now() - startedAt,
    };
  }
}

function isOfRequest(error: unknown): boolean {
  return error instanceof SwitchyardError;
}
