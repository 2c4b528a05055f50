import type { SignalResults } from '../signals/results.ts';
import type { DecisionPolicy } from './decision-policy.ts';
import { headerText, responseHeaders } from './headers.ts';
import type { Routing } from './pipeline.ts';

const MAX_LIST_CHARACTERS = 1024;

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
      shortened(headerText(names.join(','))),
    );
  }
  headers.push(...signalErrorHeaders(signals));
  const modality = signals.reportOf('modality')?.results.find(({ isMatch }) => isMatch);
  if (modality !== undefined) headers.push(responseHeaders.modality, headerText(modality.name));
  headers.push(responseHeaders.signalLatency, routing.signalsMs.toFixed(3));
  headers.push(responseHeaders.contextTokenCount, String(view.tokenEstimate()));
  return headers;
}

/** `x-vsr-signal-errors`, where a rule has no result. */
export function signalErrorHeaders({ reports }: SignalResults): readonly string[] {
  const errors = reports.flatMap(({ type, results }) =>
    results.flatMap(({ name, error }) => (error === undefined ? [] : [`${type}:${name}=${error}`])),
  );
  if (errors.length === 0) return [];
  return [responseHeaders.signalErrors, shortened(headerText(errors.join(',')))];
}

/** Servers between refuse answers with long headers. */
function shortened(value: string): string {
  return value.length <= MAX_LIST_CHARACTERS ? value : value.slice(0, MAX_LIST_CHARACTERS);
}

/** The contract has plural names for some types. */
function headerSuffix(type: string): string {
  switch (type) {
    case 'keyword':
    case 'embedding':
    case 'domain':
    case 'projection':
    case 'classifier':
      return `${type}s`;
    default:
      return type.replaceAll('_', '-');
  }
}
