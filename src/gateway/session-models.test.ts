import { describe, expect, it } from 'vitest';
import { createSessionModels, sessionOf } from './session-models.ts';

describe('models of sessions', () => {
  it('are those of the last answer, by recipe', () => {
    const sessions = createSessionModels();
    sessions.set('default', 's', 'small');
    sessions.set('default', 's', 'large');
    expect(sessions.get('default', 's')).toBe('large');
    expect(sessions.get('other', 's')).toBeUndefined();
  });

  it('are forgotten after a time of silence', () => {
    let now = 0;
    const sessions = createSessionModels({ ttlMs: 100, now: () => now });
    sessions.set('r', 's', 'm');
    now = 100;
    expect(sessions.get('r', 's')).toBe('m');
    now = 101;
    expect(sessions.get('r', 's')).toBeUndefined();
  });

  it('make room for others, those first that were silent longest', () => {
    const sessions = createSessionModels({ maxSessions: 2 });
    for (const session of ['a', 'b', 'a', 'c']) sessions.set('r', session, 'm');
    expect(['a', 'b', 'c'].map((session) => sessions.get('r', session))).toEqual([
      'm',
      undefined,
      'm',
    ]);
  });
});

describe('the session of a request', () => {
  it.each([
    [{ 'x-session-id': ' s ', 'x-conversation-id': 'c' }, 's'],
    [{ 'x-session-id': ' ', 'x-conversation-id': 'c' }, 'c'],
    [{ 'x-session-id': 'x'.repeat(257) }, undefined],
    [{}, undefined],
  ])('in %j', (headers, session) => {
    expect(sessionOf(headers)).toBe(session);
  });
});
