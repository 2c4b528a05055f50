import { isScalar, parseDocument, type Scalar, visit } from 'yaml';

const addressKeys = ['endpoint', 'base_url'];

/**
 * The same configuration with every backend address replaced, for `serve --mock`. The text is
 * spliced, not printed anew, so that findings keep their lines.
 */
export function redirectBackends(configText: string, mockUrl: string): string {
  const replacements: { readonly start: number; readonly end: number; readonly text: string }[] =
    [];
  visit(parseDocument(configText), {
    Pair(_key, pair, path) {
      const { key, value } = pair;
      if (!isScalar(key) || !isScalar(value) || !addressKeys.includes(String(key.value))) return;
      if (!isInsideBackendReferences(path)) return;
      const [start, end] = (value as Scalar.Parsed).range;
      const address = key.value === 'base_url' ? withPathOf(value.value, mockUrl) : mockUrl;
      replacements.push({ start, end, text: JSON.stringify(address) });
    },
  });
  return replacements.reduceRight(
    (text, { start, end, text: address }) => text.slice(0, start) + address + text.slice(end),
    configText,
  );
}

function isInsideBackendReferences(path: readonly unknown[]): boolean {
  return path.some((node) => {
    const key = (node as { key?: unknown }).key;
    return isScalar(key) && key.value === 'backend_refs';
  });
}

/** The mock answers on any path that ends like a chat call, so a base path can stay. */
function withPathOf(baseUrl: unknown, mockUrl: string): string {
  const path = URL.canParse(String(baseUrl)) ? new URL(String(baseUrl)).pathname : '/v1';
  return mockUrl + (path === '/' ? '' : path);
}
