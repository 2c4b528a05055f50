import { describe, expect, it } from 'vitest';
import { SwitchyardError } from '../../errors.ts';
import type { Identity } from '../../protocols/canonical.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createAuthzSignal } from './authz.ts';
import { roleBinding } from './schema.ts';

const bindings = [
  { name: 'paying', role: 'premium', subjects: [{ kind: 'Group', name: 'gold' }] },
  { name: 'friends', role: 'premium', subjects: [{ kind: 'USER', name: 'alice' }] },
  { name: 'everyone', role: 'member', subjects: [{ kind: 'user', name: '*' }] },
  { name: 'grouped', role: 'staff', subjects: [{ kind: 'group', name: '*' }] },
];
const guests = { name: 'guests', role: 'guest', subjects: [{ kind: 'Anonymous' }] };

function namesOf(
  identity: Identity | undefined,
  { rules = bindings as object[], isFailOpen = false } = {},
): string[] {
  const signal = createAuthzSignal({
    rules: rules.map((rule) => roleBinding.parse(rule)),
    isFailOpen,
  });
  const results = signal.evaluate(createRequestView({ messages: [] }, { identity }));
  for (const result of results) expect(result).toMatchObject({ isMatch: true, confidence: 1 });
  return results.map(({ name }) => name).sort();
}

describe('authz signal', () => {
  it.each<[string, Identity, string[]]>([
    [
      'a user by name',
      { userId: 'alice', groups: [] },
      ['everyone', 'friends', 'member', 'premium'],
    ],
    ['names of users exactly', { userId: 'Alice', groups: [] }, ['everyone', 'member']],
    [
      'a member of a group',
      { userId: 'bob', groups: ['silver', 'gold'] },
      ['everyone', 'grouped', 'member', 'paying', 'premium', 'staff'],
    ],
    [
      'one role once, whatever gives it',
      { userId: 'alice', groups: ['gold'] },
      ['everyone', 'friends', 'grouped', 'member', 'paying', 'premium', 'staff'],
    ],
    ['a user called like a group', { userId: 'gold', groups: [] }, ['everyone', 'member']],
  ])('finds %s', (_, identity, expected) => {
    expect(namesOf(identity)).toEqual(expected);
  });

  it('refuses requests of nobody known', () => {
    const refusal = expect(() => namesOf(undefined));
    refusal.toThrow(SwitchyardError);
    refusal.toThrow(expect.objectContaining({ code: 'identity_required', status: 403 }));
  });

  it('lets them pass without roles when it fails open', () => {
    expect(namesOf(undefined, { isFailOpen: true })).toEqual([]);
  });

  it('gives nobody known the roles that are for anonymous requests, and nobody else', () => {
    const rules = [...bindings, guests];
    expect(namesOf(undefined, { rules })).toEqual(['guest', 'guests']);
    expect(namesOf({ userId: 'bob', groups: [] }, { rules })).toEqual(['everyone', 'member']);
  });
});

describe('role binding', () => {
  const problemOf = (subject: object) =>
    roleBinding.safeParse({ name: 'a', role: 'b', subjects: [subject] }).error?.issues[0]?.message;

  it('needs the name of a user or a group, not of anonymous requests', () => {
    expect(problemOf({ kind: 'User' })).toContain('`user` needs it');
    expect(problemOf({ kind: 'Group', name: '' })).toBeDefined();
    expect(problemOf({ kind: 'anonymous' })).toBeUndefined();
    expect(problemOf({ kind: 'Robot', name: 'x' })).toBeDefined();
  });
});
