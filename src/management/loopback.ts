import { isIPv4, isIPv6 } from 'node:net';

/** Whether only this machine reaches a server that is bound to this address. */
export function isLoopback(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (bare === 'localhost' || bare === 'localhost.' || bare.endsWith('.localhost')) return true;
  if (isIPv4(bare)) return bare.startsWith('127.');
  return isIPv6(bare) && /^(::|(0+:){7}0*)1$|^::ffff:127\./.test(bare);
}

/**
 * Whether a request was meant for this machine, going by its `host` header. A page in a browser can
 * have its own name lead to 127.0.0.1, and would then read and write here as if it were local. What
 * sends no header is no browser.
 */
export function isMeantForLoopback(header: string | undefined): boolean {
  if (header === undefined) return true;
  const name = /^(\[[^\]]*\]|[^:]*)(:\d*)?$/.exec(header.trim())?.[1];
  return name !== undefined && isLoopback(name);
}
