import { describe, expect, it } from 'vitest';
import { createAfterIo } from './after-io.ts';

const afterIo = createAfterIo();
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('after I/O', () => {
  it('runs everything of one turn in order, not before the turn is over', async () => {
    const ran: string[] = [];
    afterIo(() => ran.push('a'));
    afterIo(() => ran.push('b'));
    await Promise.resolve();
    expect(ran).toEqual([]);
    await turn();
    expect(ran).toEqual(['a', 'b']);
  });

  it('leaves what is added meanwhile to the next turn', async () => {
    const ran: string[] = [];
    afterIo(() => afterIo(() => ran.push('later')));
    await turn();
    expect(ran).toEqual([]);
    await turn();
    expect(ran).toEqual(['later']);
  });

  it('loses nothing when one of them throws', async () => {
    const ran: string[] = [];
    const thrown = new Promise((resolve) => process.once('uncaughtException', resolve));
    const listeners = process.listeners('uncaughtException').slice(0, -1);
    for (const listener of listeners) process.off('uncaughtException', listener);
    afterIo(() => {
      throw new Error('bug');
    });
    afterIo(() => ran.push('b'));
    expect(await thrown).toMatchObject({ message: 'bug' });
    await turn();
    await turn();
    for (const listener of listeners) process.on('uncaughtException', listener);
    expect(ran).toEqual(['b']);
  });
});
