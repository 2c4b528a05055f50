import type { Quote } from './cost.ts';
import type { Exchange, ExchangeRouting } from './exchange.ts';

/** What log line, metrics and record all tell of an exchange and must not work out three times. */
export interface ExchangeSummary {
  /** Domain that the decision used, else the most probable one that was seen. */
  readonly category: string | undefined;
  /** Undefined for a model without price, and where no tokens were counted. */
  readonly quote: Quote | undefined;
  /** Milliseconds of ours before the request went upstream. */
  readonly routingMs: number;
  /** Milliseconds from dispatch to the first byte of the backend; undefined when none came. */
  readonly firstByteMs: number | undefined;
  readonly totalMs: number;
}

export function summarize({ routing, selection, usage, prices, marks }: Exchange): ExchangeSummary {
  const { startedAt, dispatchedAt, firstByteAt, endedAt } = marks;
  return {
    category: routing && categoryOf(routing),
    quote: selection && usage && prices.quote(selection.model, usage),
    routingMs: toMicroseconds((dispatchedAt ?? endedAt) - startedAt),
    firstByteMs:
      dispatchedAt === undefined || firstByteAt === undefined
        ? undefined
        : toMicroseconds(firstByteAt - dispatchedAt),
    totalMs: toMicroseconds(endedAt - startedAt),
  };
}

const DOMAIN_PREFIX = 'domain:';

function categoryOf({ signals, match }: ExchangeRouting): string | undefined {
  const rule = match?.matchedRules.find((name) => name.startsWith(DOMAIN_PREFIX));
  if (rule !== undefined) return rule.slice(DOMAIN_PREFIX.length);
  let top: string | undefined;
  let topScore = Number.NEGATIVE_INFINITY;
  for (const { name, value, confidence } of signals.reportOf('domain')?.results ?? []) {
    if ((value ?? confidence) <= topScore) continue;
    top = name;
    topScore = value ?? confidence;
  }
  return top;
}

/** Milliseconds to three digits: what follows is noise that costs time to print. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1e3) / 1e3;
}
