import { createTimeOrderedIds } from '../../src/lib/time-ordered-id.ts';
import type { Exchange } from '../../src/records/exchange.ts';
import { PackedBatch, type PackedRows, recordsOf } from '../../src/records/packed-batch.ts';
import { type PackedRecord, unpackRecord } from '../../src/records/packed-record.ts';
import type { ReplayRecord } from '../../src/records/record.ts';
import { summarize } from '../../src/records/summary.ts';
import { exchange, exchangeRouting } from './exchange.ts';

/** When the exchanges of `replayExchange(0)` arrive. */
export const noon = Date.UTC(2026, 5, 1, 12);

/** What lists filter by; null for an exchange without it. */
interface Filtered {
  readonly requestId?: string;
  readonly originalModel?: string;
  readonly recipe?: string;
  readonly decision?: string | null;
  readonly model?: string | null;
}

/** An exchange that arrived `at` milliseconds after noon, with an id of that time. */
export function replayExchange(at: number, changes: Filtered = {}): Exchange {
  const { requestId = `request-${at}`, originalModel = 'auto' } = changes;
  const { recipe = 'default', decision = 'code', model = 'coder' } = changes;
  const routing = exchangeRouting({ recipe });
  const match = decision === null ? undefined : routing.match;
  const { selection, ...rest } = exchange();
  return {
    ...rest,
    id: createTimeOrderedIds().next(noon + at),
    arrivedAtMs: noon + at,
    requestId,
    originalModel,
    routing: {
      ...routing,
      match: match && { ...match, decision: { ...match.decision, name: decision ?? '' } },
    },
    selection: model === null || selection === undefined ? undefined : { ...selection, model },
  };
}

/** The exchanges as a store takes them. */
export function packed(exchanges: readonly Exchange[]): PackedRows {
  const batch = new PackedBatch(exchanges.length);
  for (const one of exchanges) batch.add(one, summarize(one));
  return batch.take();
}

/** The exchange as the replay API shows it. */
export function recordOf(one: Exchange): ReplayRecord {
  const [row] = recordsOf(packed([one]));
  return unpackRecord(row as PackedRecord);
}
