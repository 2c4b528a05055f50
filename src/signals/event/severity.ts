import type { severityLevels } from './schema.ts';

export type Severity = (typeof severityLevels)[number];

/** Fields of logs and alerts that say how bad it is. */
export const severityFields = [
  'severity',
  'level',
  'sev',
  'priority',
  'urgency',
  'criticality',
  'log_level',
  'loglevel',
  'alert_level',
  'threat_level',
  'risk_level',
] as const;

/** What such fields say -> severity. */
const values: Readonly<Record<Severity, readonly string[]>> = {
  critical: ['critical', 'crit', 'fatal', 'emergency', 'emerg', 'panic', 'sev0', 'sev1', 'p0'],
  high: ['high', 'error', 'err', 'severe', 'major', 'sev2', 'p1'],
  medium: ['medium', 'med', 'moderate', 'warning', 'warn', 'sev3', 'p2'],
  low: ['low', 'minor', 'info', 'notice', 'debug', 'trace', 'sev4', 'p3', 'p4'],
};

const severityOf: ReadonlyMap<string, Severity> = new Map(
  (Object.keys(values) as Severity[]).flatMap((severity) =>
    values[severity].map((value): [string, Severity] => [value, severity]),
  ),
);

// `severity: high`, `"level":"error"`, `level=warn`, `<severity>low<`
const fieldValue =
  /["']?(?:\s{0,4}[:=]\s{0,4}|>\s{0,4})["'[]?([A-Za-z]{1,12}[0-9]?)(?![\p{L}\p{N}_])/uy;

/** The severity that the field whose name ends here is set to; undefined when nothing is assigned. */
export function assignedSeverity(text: string, nameEnd: number): Severity | undefined {
  fieldValue.lastIndex = nameEnd;
  const value = fieldValue.exec(text)?.[1];
  return value === undefined ? undefined : severityOf.get(value.toLowerCase());
}

const nouns =
  'severity|priority|urgency|incident|alert|alarm|outage|failure|fault|error|issue|bug|problem|' +
  'event|impact|risk|threat|vulnerability|breach|level|ticket|escalation';
const wordsBetween = '(?:[\\s-]+\\p{L}{1,20}){0,1}';
const nounAfter = new RegExp(`^${wordsBetween}[\\s-]+(?:${nouns})s?(?![\\p{L}\\p{N}_])`, 'iu');
const nounBefore = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:${nouns})(?:\\s+(?:is|was|of|as|to|are|set to|very))?[\\s:-]+$`,
  'iu',
);
const neighbourhoodUnits = 48;

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Whether a severity word in prose speaks of an event: `high risk`, `impact is low`; not `high quality`. */
export function isSeverityInProse(
  text: string,
  severity: Severity,
  { start, end }: Place,
): boolean {
  // The one word that says it by itself.
  if (severity === 'critical') return !notAnEvent.test(text.slice(end, end + neighbourhoodUnits));
  return (
    nounAfter.test(text.slice(end, end + neighbourhoodUnits)) ||
    nounBefore.test(text.slice(Math.max(0, start - neighbourhoodUnits), start))
  );
}

const notAnEvent =
  /^[\s-]+(?:thinking|theory|acclaim|essay|review|path|reading|analysis|mass|edition)/i;
