import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Identity } from '../protocols/canonical.ts';

/** `global.services.authz.identity`. */
export interface IdentitySettings {
  readonly user_id_header?: string | undefined;
  readonly user_groups_header?: string | undefined;
}

/**
 * Whose headers are believed: everybody's, nobody's, or those of peers in these addresses and CIDR
 * blocks; undefined: those of this machine. Without an address nobody is believed.
 */
export type TrustedPeers = boolean | readonly string[] | undefined;

const thisMachine = ['127.0.0.0/8', '::1'];

export type IdentityReader = (
  headers: IncomingHttpHeaders,
  remoteAddress: string | undefined,
) => Identity | undefined;

/** Who asks, as far as a trusted peer says so in the headers; anybody else can write what he likes. */
export function createIdentityReader(
  settings: IdentitySettings = {},
  trust: TrustedPeers = thisMachine,
): IdentityReader {
  const { userId, userGroups } = namesOf(settings);
  const trusted = typeof trust === 'boolean' ? trust : createBlockList(trust);
  return (headers, remoteAddress) => {
    const id = textOf(headers[userId]).trim();
    if (id === '' || !isTrusted(trusted, remoteAddress)) return undefined;
    const groups = textOf(headers[userGroups]).split(',');
    return {
      userId: id,
      groups: groups.map((group) => group.trim()).filter((group) => group !== ''),
    };
  };
}

/** Names of the headers that say who asks, in lower case; they are never sent to a backend. */
export function identityHeaderNames(settings: IdentitySettings = {}): ReadonlySet<string> {
  return new Set(Object.values(namesOf(settings)));
}

function namesOf({
  user_id_header = 'x-authz-user-id',
  user_groups_header = 'x-authz-user-groups',
}: IdentitySettings) {
  return { userId: user_id_header.toLowerCase(), userGroups: user_groups_header.toLowerCase() };
}

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function createBlockList(peers: readonly string[]): BlockList {
  const list = new BlockList();
  for (const peer of peers) {
    const [address = '', prefix] = peer.split('/');
    const family = familyOf(address);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Also knows IPv4 peers of a dual-stack listener, whose addresses begin with `::ffff:`. */
function isTrusted(trusted: BlockList | boolean, remoteAddress: string | undefined): boolean {
  if (remoteAddress === undefined) return false;
  if (typeof trusted === 'boolean') return trusted;
  const address = remoteAddress.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) !== 0 && trusted.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
