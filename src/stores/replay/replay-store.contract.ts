import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenExchange } from '../../../test/doubles/exchange.ts';
import { noon, packed, recordOf, replayExchange } from '../../../test/doubles/replay.ts';
import type { Exchange } from '../../records/exchange.ts';
import type { ReplayRecord } from '../../records/record.ts';
import type { ReplayStore } from './replay-store.ts';

/** What every engine of the replay store does. */
export function testReplayStore(name: string, open: () => Promise<ReplayStore>): void {
  describe(`replay store contract: ${name}`, () => {
    let store: ReplayStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const page = { limit: 100, offset: 0 };
    const requestIds = (records: readonly ReplayRecord[]) =>
      records.map((record) => record.request_id);

    it.each([
      ['a completed exchange', replayExchange(1)],
      ['an exchange of which little is known', brokenExchange()],
    ])('gives %s back as it was, by its id', async (_, one) => {
      await store.append(packed([one]));
      expect(await store.get(one.id)).toEqual(recordOf(one));
    });

    it.each([
      'ünïcode 模型 🚀',
      'quote " and \\',
      "it's; DROP TABLE replay; --",
      '\u0000\n\t',
      '\ud800',
    ])('keeps the text %j', async (text) => {
      const one = replayExchange(1, { requestId: text, decision: text, originalModel: text });
      await store.append(packed([one]));
      expect((await store.get(one.id))?.original_model).toBe(text);
    });

    it('knows nothing of an id that was never appended', async () => {
      expect(await store.get('nothing')).toBeUndefined();
    });

    it('is empty at first', async () => {
      expect(await store.list(page)).toEqual({ records: [], total: 0 });
    });

    it('accepts an empty batch', async () => {
      await store.append(packed([]));
      expect((await store.list(page)).total).toBe(0);
    });

    it('lists the record that arrived last first, whatever the order of appending', async () => {
      const [one, two, three] = [replayExchange(1), replayExchange(2), replayExchange(3)];
      await store.append(packed([two]));
      await store.append(packed([three, one]));
      const { records } = await store.list(page);
      expect(requestIds(records)).toEqual(['request-3', 'request-2', 'request-1']);
    });

    it.each([1, 31, 32, 33, 64, 500])('keeps every record of a batch of %i', async (size) => {
      const batch = Array.from({ length: size }, (_, at) => replayExchange(at));
      await store.append(packed(batch));
      const { records, total } = await store.list({ limit: 100, offset: 0 });
      expect(total).toBe(size);
      const [first, last] = [batch[0] as Exchange, batch.at(-1) as Exchange];
      expect(records[0]).toEqual(recordOf(last));
      expect(await store.get(first.id)).toEqual(recordOf(first));
    });

    it('keeps a record once that is appended twice', async () => {
      const [one, two] = [replayExchange(1), replayExchange(2)];
      await store.append(packed([one]));
      await store.append(packed([one, two]));
      expect((await store.list(page)).total).toBe(2);
    });

    it.each([
      [{ limit: 2, offset: 0 }, ['request-5', 'request-4']],
      [{ limit: 2, offset: 2 }, ['request-3', 'request-2']],
      [{ limit: 2, offset: 4 }, ['request-1']],
      [{ limit: 2, offset: 5 }, []],
      [{ limit: 2, offset: 900 }, []],
      [{ limit: 5, offset: 0 }, [5, 4, 3, 2, 1].map((at) => `request-${at}`)],
    ])('pages: %j', async (query, expected) => {
      await store.append(packed([1, 2, 3, 4, 5].map((at) => replayExchange(at))));
      const { records, total } = await store.list(query);
      expect(requestIds(records)).toEqual(expected);
      expect(total).toBe(5);
    });

    it.each([
      [{ recipe: 'default' }, [6, 4, 3, 1]],
      [{ recipe: 'Default' }, []],
      [{ decision: 'code' }, [6, 3, 1]],
      [{ decision: "o'brien" }, [4]],
      [{ model: 'coder' }, [6, 2, 1]],
      [{ model: 'coder', decision: 'code' }, [6, 1]],
      [{ recipe: 'privacy', model: 'coder' }, [2]],
      [{ recipe: 'privacy', decision: 'code' }, []],
      [{ search: 'request-3' }, [3]],
      [{ search: 'quest' }, [5, 4, 3, 2, 1]],
      [{ search: 'Quest' }, []],
      [{ search: 'rivac' }, [2]],
      [{ search: 'rivac', model: 'other' }, []],
      [{ search: '100%_done' }, [6]],
      [{ search: '%' }, [6]],
      [{ search: '_' }, [6]],
      [{ search: '' }, [6, 5, 4, 3, 2, 1]],
    ])('filters: %j', async (filter, expected) => {
      const exchanges = [
        replayExchange(1),
        replayExchange(2, { recipe: 'privacy', decision: 'secret' }),
        replayExchange(3, { model: 'writer' }),
        replayExchange(4, { decision: "o'brien", model: 'writer' }),
        replayExchange(5, { recipe: '', decision: null, model: null }),
        replayExchange(6, { requestId: '100%_done' }),
      ];
      await store.append(packed(exchanges));
      const { records, total } = await store.list({ ...page, ...filter });
      expect(records.map(({ timestamp }) => Date.parse(timestamp) - noon)).toEqual(expected);
      expect(total).toBe(expected.length);
      const rest = await store.list({ ...filter, limit: 1, offset: 1 });
      expect(rest.total).toBe(expected.length);
    });

    it('deletes what arrived before a moment and says how much', async () => {
      await store.append(packed([1, 2, 3, 4].map((at) => replayExchange(at))));
      const third = new Date(noon + 3).toISOString();
      expect(await store.deleteBefore(third)).toBe(2);
      expect(await store.deleteBefore(third)).toBe(0);
      const { records, total } = await store.list(page);
      expect(requestIds(records)).toEqual(['request-4', 'request-3']);
      expect(total).toBe(2);
    });

    it('deletes more than one step of records', async () => {
      for (let batch = 0; batch < 10; batch += 1) {
        const many = Array.from({ length: 500 }, (_, at) => replayExchange(batch * 500 + at));
        await store.append(packed(many));
      }
      expect(await store.deleteBefore(new Date(noon + 4_990).toISOString())).toBe(4_990);
      expect((await store.list(page)).total).toBe(10);
    });
  });
}
