import { describe, expect, it } from 'vitest';
import { createIdentityReader, identityHeaderNames } from './identity.ts';

const headers = { 'x-authz-user-id': ' alice ', 'x-authz-user-groups': 'gold, , staff ' };
const alice = { userId: 'alice', groups: ['gold', 'staff'] };
const proxies = ['10.1.0.0/16', '2001:db8::/32', '192.0.2.7'];

describe('identity from headers', () => {
  it.each([
    ['10.1.255.3', true],
    ['127.0.0.1', false],
    ['::ffff:10.1.2.3', true],
    ['2001:db8:1::9', true],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['10.2.0.1', false],
    ['2001:db9::1', false],
    ['fe80::1%eth0', false],
    ['', false],
    ['nonsense', false],
    [undefined, false],
  ])('is believed from %s: %s', (peer, isBelieved) => {
    const read = createIdentityReader({}, proxies);
    expect(read(headers, peer)).toEqual(isBelieved ? alice : undefined);
  });

  it('is believed from this machine alone unless told otherwise', () => {
    for (const peer of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
      expect(createIdentityReader()(headers, peer)).toEqual(alice);
      expect(createIdentityReader({}, false)(headers, peer)).toBeUndefined();
    }
    expect(createIdentityReader()(headers, '10.1.2.3')).toBeUndefined();
    expect(createIdentityReader({}, true)(headers, '10.1.2.3')).toEqual(alice);
  });

  it.each([
    [{}, undefined],
    [{ 'x-authz-user-id': '  ', 'x-authz-user-groups': 'gold' }, undefined],
    [{ 'x-authz-user-groups': 'gold' }, undefined],
    [{ 'x-authz-user-id': 'bob' }, { userId: 'bob', groups: [] }],
  ])('reads %j', (given, expected) => {
    expect(createIdentityReader()(given, '::1')).toEqual(expected);
  });

  it('reads the headers that the configuration names, and only those', () => {
    const settings = { user_id_header: 'X-User', user_groups_header: 'X-Teams' };
    const read = createIdentityReader(settings);
    expect(read({ 'x-user': 'bob', 'x-teams': 'a,b' }, '::1')).toEqual({
      userId: 'bob',
      groups: ['a', 'b'],
    });
    expect(read(headers, '::1')).toBeUndefined();
    expect([...identityHeaderNames(settings)]).toEqual(['x-user', 'x-teams']);
    expect([...identityHeaderNames()]).toEqual(['x-authz-user-id', 'x-authz-user-groups']);
  });
});
