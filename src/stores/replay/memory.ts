import { firstIdAt } from '../../lib/time-ordered-id.ts';
import { recordsOf } from '../../records/packed-batch.ts';
import { type PackedRecord, unpackRecord } from '../../records/packed-record.ts';
import type { ReplayQuery, ReplayStore } from './replay-store.ts';

interface MemoryReplayOptions {
  /** The oldest records make room. */
  readonly maxRecords?: number;
}

/** Keeps the last records until the process ends. */
export function createMemoryReplayStore({
  maxRecords = 10_000,
}: MemoryReplayOptions = {}): ReplayStore {
  const records = new Map<string, PackedRecord>();

  return {
    async append(added) {
      for (const record of recordsOf(added))
        if (!records.has(record.id)) records.set(record.id, record);
      for (const id of records.keys()) {
        if (records.size <= maxRecords) break;
        records.delete(id);
      }
    },
    async list(query) {
      const matching = [...records.values()].filter((record) => matches(record, query));
      // Records arrive in the order in which exchanges end, and are listed as they began.
      matching.sort((a, b) => (a.id < b.id ? 1 : -1));
      const { offset, limit } = query;
      const page = matching.slice(offset, offset + limit);
      return { records: page.map(unpackRecord), total: matching.length };
    },
    async get(id) {
      const record = records.get(id);
      return record && unpackRecord(record);
    },
    async deleteBefore(timestamp) {
      const before = records.size;
      const firstKept = firstIdAt(Date.parse(timestamp));
      for (const id of records.keys()) if (id < firstKept) records.delete(id);
      return before - records.size;
    },
    async close() {
      records.clear();
    },
  };
}

function matches(record: PackedRecord, { search, recipe, decision, model }: ReplayQuery): boolean {
  if (recipe !== undefined && record.recipe !== recipe) return false;
  if (decision !== undefined && record.decision !== decision) return false;
  if (model !== undefined && record.model !== model) return false;
  if (search === undefined) return true;
  return record.requestId.includes(search) || record.recipe.includes(search);
}
