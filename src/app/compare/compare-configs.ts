import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createPriceBook, type PriceBook, type Quote } from '../../records/cost.ts';
import type { ReplayRecord } from '../../records/record.ts';
import type { ReplayRequest } from './compare-requests.ts';
import {
  type ComparedConfig,
  createRecordedRouting,
  openTextRouting,
  type RouteOutcome,
  type TextRouting,
} from './compare-route.ts';

/** What changes for requests when one configuration takes the place of another. */
export interface ComparisonReport {
  /** That were to be routed. */
  readonly requests: number;
  readonly replayed: number;
  readonly not_replayable: readonly { readonly id: string; readonly reason: string }[];
  readonly changed: number;
  /** Of those replayed; 0 where there are none. */
  readonly changed_percent: number;
  /** Requests that go another way, in the order in which they were given. */
  readonly changes: readonly RouteChange[];
  /** The same by the way they went and go, most frequent first. */
  readonly moves: readonly RouteMove[];
  /** By currency; what has no price on both sides is in none of them. */
  readonly costs: readonly CostChange[];
  /** Replayed requests without tokens, or without price in one of the two. */
  readonly unpriced: number;
  /** Replayed requests with signals that failed. */
  readonly uncertain: number;
}

export interface RouteChange {
  readonly id: string;
  /** Beginning of what the user said; null where it was not kept. */
  readonly text: string | null;
  readonly before: RouteOutcome;
  readonly after: RouteOutcome;
  readonly cost_before: number | null;
  readonly cost_after: number | null;
  readonly currency: string | null;
  /** Signal types that failed on either side: in reality the request may go another way. */
  readonly uncertain_signals: readonly string[];
}

interface RouteMove {
  readonly before: Route;
  readonly after: Route;
  readonly requests: number;
}

type Route = Pick<RouteOutcome, 'recipe' | 'decision' | 'model' | 'error'>;

export interface CostChange {
  readonly currency: string;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Null where it cost nothing before. */
  readonly change_percent: number | null;
  readonly requests: number;
  /** Of them, requests whose tokens are a guess. */
  readonly estimated_requests: number;
}

interface CompareOptions {
  readonly before: ComparedConfig;
  readonly after: ComparedConfig;
  readonly requests: readonly ReplayRequest[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Enough that learned signals are asked in batches. */
const PARALLEL_REQUESTS = 8;
const MAX_TEXT_CHARACTERS = 120;

/**
 * Routes requests under two configurations, without calling a backend. A request whose text is known
 * takes the whole way; of one that is only recorded the signals of its record are used, which is
 * possible where both configurations read the same rules.
 */
export async function compareConfigs(options: CompareOptions): Promise<ComparisonReport> {
  const { before, after, requests } = options;
  const sides = await openSides(options);
  const books = {
    before: createPriceBook(before.config.providers.models),
    after: createPriceBook(after.config.providers.models),
  };
  try {
    const compared = await inParallel(requests, async (request) => {
      const outcome = await sides.route(request);
      return typeof outcome === 'string'
        ? { id: request.id, reason: outcome }
        : compareRoutes(request, { ...outcome, books });
    });
    return summarise(compared);
  } finally {
    await sides.close();
  }
}

interface Outcomes {
  readonly before: RouteOutcome;
  readonly after: RouteOutcome;
}

interface Sides {
  /** A text tells why the request cannot be routed again. */
  route(request: ReplayRequest): Promise<Outcomes | string>;
  close(): Promise<void>;
}

async function openSides({ before, after, requests, environment }: CompareOptions): Promise<Sides> {
  const recorded = {
    before: createRecordedRouting(before.config, before.config),
    after: createRecordedRouting(after.config, before.config),
  };
  const opened: TextRouting[] = [];
  // Models take time and memory, which records do not need.
  if (requests.some(({ body }) => body !== undefined)) {
    try {
      opened.push(await openTextRouting(before, environment));
      opened.push(await openTextRouting(after, environment));
    } catch (error) {
      await closeAll();
      throw error;
    }
  }

  async function closeAll(): Promise<void> {
    await Promise.all(opened.map((side) => side.close()));
  }

  function routeRecord(record: ReplayRecord): Outcomes | string {
    const first = recorded.before.route(record);
    if (typeof first === 'string') return first;
    const isOfBefore =
      first.decision === record.decision &&
      first.model === record.selected_model &&
      first.recipe === record.recipe;
    if (!isOfBefore) return 'was routed by another configuration, and its text is not kept';
    const second = recorded.after.route(record);
    return typeof second === 'string' ? second : { before: first, after: second };
  }

  const [textBefore, textAfter] = opened;
  return {
    async route({ body, record, problem }) {
      if (body !== undefined && textBefore !== undefined && textAfter !== undefined) {
        const [first, second] = await Promise.all([textBefore.route(body), textAfter.route(body)]);
        return { before: first, after: second };
      }
      return record === undefined ? (problem ?? 'has no text') : routeRecord(record);
    },
    close: closeAll,
  };
}

interface ComparedRequest extends RouteChange {
  readonly isChanged: boolean;
  readonly isEstimated: boolean;
}

function compareRoutes(
  { id, body, usage, isUsageEstimated }: ReplayRequest,
  {
    before,
    after,
    books,
  }: Outcomes & { readonly books: { readonly before: PriceBook; readonly after: PriceBook } },
): ComparedRequest {
  const quoteOf = (book: PriceBook, { model }: RouteOutcome): Quote | undefined =>
    model === null || usage === undefined ? undefined : book.quote(model, usage);
  const first = quoteOf(books.before, before);
  const second = quoteOf(books.after, after);
  const isComparable = first !== undefined && first.currency === second?.currency;
  return {
    id,
    text: body === undefined ? null : excerptOf(createRequestView(body).evaluationText),
    before,
    after,
    cost_before: isComparable ? first.cost : null,
    cost_after: isComparable ? (second?.cost ?? null) : null,
    currency: isComparable ? first.currency : null,
    uncertain_signals: [...new Set([before, after].flatMap(failedSignals))],
    isChanged: keyOf(before) !== keyOf(after),
    isEstimated: isUsageEstimated,
  };
}

function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_TEXT_CHARACTERS ? `${line.slice(0, MAX_TEXT_CHARACTERS)}…` : line;
}

function keyOf({ recipe, decision, model, error }: Route): string {
  return JSON.stringify([recipe, decision, model, error]);
}

type Compared = ComparedRequest | { readonly id: string; readonly reason: string };

function summarise(compared: readonly Compared[]): ComparisonReport {
  const replayed = compared.filter((one) => 'before' in one);
  const changed = replayed.filter(({ isChanged }) => isChanged);
  return {
    requests: compared.length,
    replayed: replayed.length,
    not_replayable: compared.filter((one) => 'reason' in one),
    changed: changed.length,
    changed_percent: replayed.length === 0 ? 0 : (changed.length / replayed.length) * 100,
    changes: changed.map(({ isChanged, isEstimated, ...change }) => change),
    moves: movesOf(changed),
    costs: costsOf(replayed),
    unpriced: replayed.filter(({ currency }) => currency === null).length,
    uncertain: replayed.filter(({ uncertain_signals }) => uncertain_signals.length > 0).length,
  };
}

/** Signals that should have had a result; those that no version evaluated yet had none anywhere. */
function failedSignals({ signal_errors }: RouteOutcome): readonly string[] {
  return Object.entries(signal_errors).flatMap(([type, code]) =>
    code === 'signal_inactive' ? [] : [type],
  );
}

function movesOf(changed: readonly ComparedRequest[]): readonly RouteMove[] {
  const moves = new Map<string, RouteMove>();
  for (const { before, after } of changed) {
    const key = `${keyOf(before)} ${keyOf(after)}`;
    const requests = (moves.get(key)?.requests ?? 0) + 1;
    moves.set(key, { before: routeOf(before), after: routeOf(after), requests });
  }
  return [...moves.values()].sort((a, b) => b.requests - a.requests);
}

function routeOf({ recipe, decision, model, error }: RouteOutcome): Route {
  return { recipe, decision, model, error };
}

function costsOf(replayed: readonly ComparedRequest[]): readonly CostChange[] {
  const currencies = new Set(replayed.flatMap(({ currency }) => currency ?? []));
  return [...currencies].sort().map((currency) => {
    const priced = replayed.filter((one) => one.currency === currency);
    const before = sum(priced.map(({ cost_before }) => cost_before ?? 0));
    const after = sum(priced.map(({ cost_after }) => cost_after ?? 0));
    const change = sum([after, -before]);
    return {
      currency,
      before,
      after,
      change,
      change_percent: before > 0 ? (change / before) * 100 : change === 0 ? 0 : null,
      requests: priced.length,
      estimated_requests: priced.filter(({ isEstimated }) => isEstimated).length,
    };
  });
}

/** Without the binary noise of adding decimals. */
function sum(amounts: readonly number[]): number {
  const total = amounts.reduce((left, right) => left + right, 0);
  return Math.round(total * 1e12) / 1e12;
}

/** Results in the order of the entries. */
async function inParallel<Entry, Result>(
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = new Array(entries.length);
  let next = 0;
  const worker = async () => {
    while (next < entries.length) {
      const index = next++;
      results[index] = await work(entries[index] as Entry);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, worker));
  return results;
}

/** Bounds of what may change, in percent. */
export interface ComparisonLimits {
  readonly maxChangedPercent?: number | undefined;
  readonly maxCostRisePercent?: number | undefined;
}

/** Which bounds a comparison exceeds, in words; nothing when it may be deployed. */
export function exceededLimits(
  { requests, replayed, changed_percent: changed, costs }: ComparisonReport,
  { maxChangedPercent, maxCostRisePercent }: ComparisonLimits,
): readonly string[] {
  if (maxChangedPercent === undefined && maxCostRisePercent === undefined) return [];
  if (replayed === 0) {
    return [`none of ${requests} requests could be routed again, so nothing is known`];
  }
  const tooManyChanges =
    maxChangedPercent !== undefined && changed > maxChangedPercent
      ? [`${shown(changed)} % of the requests change, ${shown(maxChangedPercent)} % may`]
      : [];
  const tooDear = costs.flatMap(({ currency, change, change_percent: rise }) => {
    if (maxCostRisePercent === undefined || change <= 0) return [];
    if (rise !== null && rise <= maxCostRisePercent) return [];
    const by = rise === null ? 'from nothing' : `by ${shown(rise)} %`;
    return [`the cost in ${currency} rises ${by}, ${shown(maxCostRisePercent)} % is allowed`];
  });
  return [...tooManyChanges, ...tooDear];
}

function shown(percent: number): string {
  return String(Math.round(percent * 100) / 100);
}
