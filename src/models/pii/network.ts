import { isIPv4, isIPv6 } from 'node:net';
import {
  after,
  before,
  type Candidate,
  contextPattern,
  type Found,
  type Recogniser,
} from './recogniser.ts';

const VERSION_CONTEXT =
  /(?:\b(?:version|versions|release|build|firmware|driver|section|chapter|clause|update|patch|rev|revision|kapitel|abschnitt|chapitre|capítulo|sección)\W{0,4}|§\s?|\bv\.?\s?)$/i;
const ADDRESS_CONTEXT = contextPattern(
  [
    'ip',
    'ipv4',
    'address',
    'host',
    'server',
    'from',
    'ping',
    'dns',
    'adresse',
    'dirección',
    'ssh',
    'connect',
    'client',
    'gateway',
    'login',
    'ips?',
    'router',
  ],
  24,
);

function proveIpv4(candidate: Candidate): number {
  const { value } = candidate;
  if (!isIPv4(value) || VERSION_CONTEXT.test(before(candidate, 20))) return 0;
  // Loopback, "any" and netmasks name nobody.
  if (/^(?:0|127)\.|^255\.255\./.test(value)) return 0;
  // Four small numbers are a version or a section as often as an address.
  const isSmall = value.split('.').every((octet) => Number(octet) < 32);
  if (isSmall && !value.startsWith('10.')) return ADDRESS_CONTEXT.test(before(candidate)) ? 0.9 : 0;
  return 0.95;
}

function proveIpv6(candidate: Candidate): Found | undefined {
  const { start } = candidate;
  const value = candidate.value.replace(/(?<!:):$|\.$/, '');
  if (!isIPv6(value) || !/\d/.test(value)) return undefined;
  const groups = value.split(':').filter((group) => group !== '').length;
  // Short forms without a known prefix are names with scopes (a::b1) more often than addresses.
  if (groups < 4 && !/^(?:fe80|f[cd][\da-f]{2}|2[\da-f]{3}|::ffff)/i.test(value)) return undefined;
  return { start, end: start + value.length, confidence: 0.97 };
}

/** The URL without the punctuation of the sentence around it. */
function trimUrl(url: string): string {
  const closing = `.,;:!?'"*_\`}${url.includes('(') ? '' : ')'}${url.includes('[') ? '' : ']'}`;
  let end = url.length;
  while (closing.includes(url[end - 1] ?? ' ')) end--;
  return url.slice(0, end);
}

function proveUrl(candidate: Candidate): Found | undefined {
  const value = trimUrl(candidate.value);
  const host = /^(?:[a-z]{2,5}:\/\/|www\.)(?:[^\s/@]{1,200}@)?([^\s/?#:]{1,253})/i.exec(value)?.[1];
  if (!host?.includes('.') || !/^[\p{L}\p{N}]/u.test(host)) return undefined;
  if (/^(?:127\.|0\.0\.0\.0)/.test(host)) return undefined;
  return { start: candidate.start, end: candidate.start + value.length, confidence: 0.96 };
}

const SAFE_TLDS = new Set(
  (
    'com org net edu gov mil int info biz eu de fr uk nl ch pl cz sk hu ro bg gr hr rs ua ru tr ' +
    'se dk fi ie lu lt lv ee br ar cl mx ca au nz jp cn kr hk tw sg my th vn ph za ng ke eg il ae ' +
    'app dev cloud online tech xyz club agency gmbh io ai tv cc'
  ).split(' '),
);
/** Country codes that are also words or file endings; only a word about sites makes them sure. */
const CONTEXT_TLDS = new Set(
  'at be in is it no so to me us my es pt am as ac ly gg sh py rs pl md ps id name email company site shop store blog'.split(
    ' ',
  ),
);
const SITE_CONTEXT = contextPattern(
  [
    ...['site', 'website', 'web', 'domain', 'domains', 'host', 'homepage', 'visit', 'url', 'page'],
    ...['webseite', 'domäne', 'besuchen', 'sitio', 'dominio', 'domaine', 'sito', 'whether'],
  ],
  24,
);
const NO_DOMAIN =
  /^(?:asp|vb|ado|paint|ml|socket|node|next|vue|system|java|fs|self|this)\.(?!com$|org$)|^.\.(?!com$)/i;

function proveDomain(candidate: Candidate): number {
  const { value } = candidate;
  const top = value.slice(value.lastIndexOf('.') + 1);
  if (/^\s?[({=[]/.test(after(candidate, 2)) && !/^\s/.test(after(candidate, 1))) return 0;
  // Behind an @ stands a mailbox, unless a URL carries a login.
  if (/@$/.test(before(candidate, 1)) && !/:\/\/[^\s/]{1,250}$/.test(before(candidate, 255)))
    return 0;
  if (NO_DOMAIN.test(value) || /^[\d.]+$/.test(value)) return 0;
  if (SITE_CONTEXT.test(before(candidate))) {
    return SAFE_TLDS.has(top) || CONTEXT_TLDS.has(top) ? 0.9 : 0;
  }
  return SAFE_TLDS.has(top) && !CONTEXT_TLDS.has(top) ? 0.8 : 0;
}

/** Names and numbers of machines and pages. */
export const NETWORK_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'IP_ADDRESS',
    needs: /\d\.\d/,
    pattern: /(?<![\w-]|[\d]\.)(?:\d{1,3}\.){3}\d{1,3}(?![\w]|[.-]\d)/g,
    prove: proveIpv4,
  },
  {
    type: 'IP_ADDRESS',
    needs: /:/,
    pattern: /(?<![\w:.])[\da-f]{0,4}:[\da-f:]{1,40}(?:[\d.]{0,15})(?!\w)/gi,
    prove: proveIpv6,
  },
  {
    type: 'MAC_ADDRESS',
    pattern:
      /(?<![\w:.-])(?:[\da-f]{2}(?::[\da-f]{2}){5}|[\da-f]{2}(?:-[\da-f]{2}){5}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![\w]|[:-][\da-f])/gi,
    prove: ({ value }) => (/^(?:0[^1-9a-f]*|f[^0-9a-e]*)$/i.test(value) ? 0 : 0.97),
  },
  {
    type: 'URL',
    needs: /:\/\/|www\./i,
    pattern: /(?<![\p{L}\p{N}])(?:(?:https?|ftps?|wss?):\/\/|www\.)[^\s<>"`\\^{}|]{3,2048}/giu,
    prove: proveUrl,
  },
  {
    type: 'URL',
    needs: /\.[a-z]{2,10}\//,
    pattern:
      /(?<![\w@./$-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,10}\/[^\s<>"`\\^{}|]{1,1024}/g,
    prove: (candidate) => {
      const { start, value } = candidate;
      const host = value.slice(0, value.indexOf('/'));
      const isHost = proveDomain({ ...candidate, value: host, end: start + host.length }) > 0;
      const url = { start, end: start + trimUrl(value).length, confidence: 0.92 };
      return isHost && url.end > start + host.length ? url : undefined;
    },
  },
  {
    type: 'DOMAIN_NAME',
    needs: /\./,
    pattern: /(?<![\w./$-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,10}(?![\w-]|\.[a-z0-9]|@)/g,
    prove: proveDomain,
  },
];
