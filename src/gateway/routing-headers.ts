import type { DecisionPolicy } from './decision-policy.ts';
import { headerText, responseHeaders } from './headers.ts';
import type { Routing } from './pipeline.ts';

interface RoutingHeadersOptions {
  readonly routing: Routing | undefined;
  readonly policy: DecisionPolicy | undefined;
  /** Undefined where none was asked. */
  readonly model: string | undefined;
  readonly endpoint: string | undefined;
  readonly replayId: string;
  readonly isDebug: boolean;
}

/** The `x-vsr-*` headers of a successful answer, as a flat list of names and values. */
export function routingHeaders(options: RoutingHeadersOptions): readonly string[] {
  const { routing, model, replayId, isDebug } = options;
  const headers: string[] = [];
  if (routing !== undefined) {
    const { recipe, match, selection } = routing;
    headers.push(responseHeaders.recipe, headerText(recipe.name));
    if (match !== undefined) {
      headers.push(
        responseHeaders.decision,
        headerText(match.decision.name),
        responseHeaders.confidence,
        match.confidence.toFixed(4),
      );
    }
    if (model !== undefined) headers.push(responseHeaders.algorithm, selection.method);
    if (selection.fallbackReason !== undefined) {
      headers.push(responseHeaders.fallbackReason, selection.fallbackReason);
    }
  }
  if (model !== undefined) headers.push(responseHeaders.model, headerText(model));
  headers.push(responseHeaders.replayId, replayId);
  if (isDebug) headers.push(...debugHeaders(options));
  return headers;
}

function debugHeaders({ routing, policy, endpoint }: RoutingHeadersOptions): readonly string[] {
  const headers = [...(policy?.retentionHeaders ?? [])];
  if (endpoint !== undefined) headers.push(responseHeaders.endpoint, headerText(endpoint));
  if (routing === undefined) return headers;
  const { signals, selection, match, view } = routing;
  if (selection.reasoning !== undefined) {
    headers.push(responseHeaders.reasoning, selection.reasoning.isOn ? 'on' : 'off');
  }
  const domain = match?.matchedRules.find((rule) => rule.startsWith('domain:'));
  if (domain !== undefined) {
    headers.push(responseHeaders.category, headerText(domain.slice('domain:'.length)));
  }
  for (const { type, results } of signals.reports) {
    const names = results.filter(({ isMatch }) => isMatch).map(({ name }) => name);
    if (names.length === 0) continue;
    headers.push(
      `${responseHeaders.matchedPrefix}${headerSuffix(type)}`,
      headerText(names.join(',')),
    );
  }
  headers.push(responseHeaders.contextTokenCount, String(view.tokenEstimate()));
  return headers;
}

/** The contract has plural names for three types. */
function headerSuffix(type: string): string {
  switch (type) {
    case 'keyword':
    case 'embedding':
    case 'domain':
      return `${type}s`;
    default:
      return type.replaceAll('_', '-');
  }
}
