// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of references is explained to people
import { isCredentialHeader } from '../config/credential-header.ts';
import type { Path, Problem } from '../config/problem.ts';

const credentialKey = /(^|_)(api_key|access_key|client_secret|password|secret|token|private_key)$/;
const keyLikeParameter = /key|token|secret|password|credential|signature/i;
const headerMaps: ReadonlySet<string> = new Set(['headers', 'extra_headers']);

/**
 * Credentials that stand in a document itself. Allowed are a reference to an environment variable
 * that is the whole value, and `*_env` names.
 */
export function findLiteralCredentials(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];

  function walk(value: unknown, path: Path, isCredential: boolean): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index], isCredential);
    } else if (typeof value === 'object' && value !== null) {
      const isHeaders = headerMaps.has(String(path.at(-1)));
      for (const [key, inner] of Object.entries(value)) {
        const isNamed = isCredentialName(key) || (isHeaders && isCredentialHeader(key));
        const isVariable = snakeCase(key).endsWith('_env');
        walk(inner, [...path, key], !isVariable && (isCredential || isNamed));
      }
    } else if (isCredential && isLiteral(value)) {
      problems.push(literal(path, 'is a credential in plain text'));
    } else if (typeof value === 'string' && hasCredentialUrl(value)) {
      problems.push(literal(path, 'holds an address with a credential in it'));
    }
  }

  walk(document, [], false);
  return problems;
}

function literal(path: Path, message: string): Problem {
  return {
    code: 'literal_credential',
    severity: 'error',
    path,
    message: `${message}, which no recipe may carry`,
    suggestion: 'keep it in an environment variable and write `${NAME}`',
  };
}

function isCredentialName(key: string): boolean {
  const name = snakeCase(key);
  return name === 'api_keys' || credentialKey.test(name);
}

/** `apiKey` and `Api-Key` -> `api_key` */
function snakeCase(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function isLiteral(value: unknown): boolean {
  if (value === null || value === '' || typeof value === 'boolean') return false;
  return !isReference(String(value));
}

function isReference(text: string): boolean {
  return /^\$\{[A-Z_][A-Z0-9_]*\}$/.test(text);
}

function hasCredentialUrl(text: string): boolean {
  for (const [url] of text.matchAll(/\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]{1,4096}/gi)) {
    const [, authority = '', query = ''] =
      /^[^:]+:\/\/([^/?#]*)[^?#]*(?:\?([^#]*))?/.exec(url) ?? [];
    if (authority.includes('@')) return true;
    const parameters = [...new URLSearchParams(query)];
    if (parameters.some(([name, value]) => keyLikeParameter.test(name) && isLiteral(value)))
      return true;
  }
  return false;
}

/** A recipe must not start programs where it is used. */
export function findLocalProcess(document: unknown): readonly Problem[] {
  const path = ['global', 'model_catalog', 'modules', 'classifier', 'mcp'];
  const mcp = path.reduce<unknown>(
    (value, key) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
  if (!isMap(mcp) || mcp.enabled !== true) return [];
  const { transport_type: transport, url, command, args, env } = mcp;
  // Without a transport it is a process too, unless there is only an address.
  const isProcess =
    [command, args, env].some(isSet) ||
    (isSet(transport) ? String(transport).toLowerCase() === 'stdio' : !isSet(url));
  if (!isProcess) return [];
  return [
    {
      code: 'local_process',
      severity: 'error',
      path,
      message: 'starts a program of the machine it is used on, which no recipe may do',
      suggestion: 'reach the classifier by `url`, or leave it out',
    },
  ];
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
