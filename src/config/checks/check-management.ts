import { z } from 'zod';
import { nearestName } from '../../lib/nearest-name.ts';
import { wildcardHosts } from '../address.ts';
import { builtInRoles } from '../global/services.ts';
import { didYouMean } from '../problem.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf, type Report } from './report.ts';

const base = ['global', 'services', 'management_api'];

/** Checks who may reach the management API, and with which token. */
export function checkManagement({ global }: DraftDocument, report: Report): void {
  const management = global?.services?.management_api;
  if (management === undefined) return;
  const { bind_address: address, remote_exposure: isExposed, auth } = management;
  if (address !== undefined && !isBindable(address)) {
    report({
      code: 'invalid_value',
      path: [...base, 'bind_address'],
      message: `\`${address}\` is no IP address and not \`localhost\``,
    });
  }
  if (address !== undefined && wildcardHosts.has(address)) {
    report({
      code: 'kept_local',
      severity: 'warning',
      path: [...base, 'bind_address'],
      message: `\`${address}\` would offer the management API to everybody, and this version cannot ask for tokens yet: it listens on 127.0.0.1 only`,
      suggestion: 'bind it to one address of a private network if others need it',
    });
  }
  if (isExposed === true && (auth?.mode !== 'bearer' || (auth.tokens ?? []).length === 0)) {
    report({
      code: 'open_management_api',
      path: [...base, 'remote_exposure'],
      message: 'needs `auth.mode: bearer` and at least one token',
      suggestion: 'add them, or remove `remote_exposure`',
    });
  }
  const roles = [...builtInRoles, ...Object.keys(auth?.roles ?? {})];
  for (const { value, path } of entriesOf(auth?.tokens, [...base, 'auth', 'tokens'])) {
    const { role } = value;
    if (role === undefined || role === '' || roles.includes(role)) continue;
    report({
      code: 'unknown_role',
      path: [...path, 'role'],
      message: `no role is called \`${role}\``,
      suggestion: didYouMean(nearestName(role, roles)) ?? 'declare it under `auth.roles`',
    });
  }
}

function isBindable(address: string): boolean {
  if (address === 'localhost' || wildcardHosts.has(address)) return true;
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  return z.ipv4().safeParse(bare).success || z.ipv6().safeParse(bare).success;
}
