import { describe, expect, it } from 'vitest';
import { packed, replayExchange } from '../../../test/doubles/replay.ts';
import { createMemoryReplayStore } from './memory.ts';
import { testReplayStore } from './replay-store.contract.ts';

testReplayStore('memory', async () => createMemoryReplayStore());

describe('memory replay store', () => {
  it('forgets the records that were appended first when it is full', async () => {
    const store = createMemoryReplayStore({ maxRecords: 3 });
    await store.append(packed([1, 2].map((at) => replayExchange(at))));
    await store.append(packed([3, 4, 5].map((at) => replayExchange(at))));
    const { records } = await store.list({ limit: 10, offset: 0 });
    expect(records.map((record) => record.request_id)).toEqual([
      'request-5',
      'request-4',
      'request-3',
    ]);
  });
});
