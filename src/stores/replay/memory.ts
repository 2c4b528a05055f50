import type { ReplayRecord } from '../../records/record.ts';
import type { ReplayQuery, ReplayStore } from './replay-store.ts';

interface MemoryReplayOptions {
  /** The oldest records make room. */
  readonly maxRecords?: number;
}

/** Keeps the last records until the process ends. */
export function createMemoryReplayStore({
  maxRecords = 10_000,
}: MemoryReplayOptions = {}): ReplayStore {
  const records = new Map<string, ReplayRecord>();

  return {
    async append(added) {
      for (const record of added) if (!records.has(record.id)) records.set(record.id, record);
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
      return { records: matching.slice(offset, offset + limit), total: matching.length };
    },
    async get(id) {
      return records.get(id);
    },
    async deleteBefore(timestamp) {
      const before = records.size;
      for (const record of records.values()) {
        if (record.timestamp < timestamp) records.delete(record.id);
      }
      return before - records.size;
    },
    async close() {
      records.clear();
    },
  };
}

function matches(record: ReplayRecord, { search, recipe, decision, model }: ReplayQuery): boolean {
  if (recipe !== undefined && record.recipe !== recipe) return false;
  if (decision !== undefined && record.decision !== decision) return false;
  if (model !== undefined && record.selected_model !== model) return false;
  if (search === undefined) return true;
  return record.request_id.includes(search) || (record.recipe?.includes(search) ?? false);
}
