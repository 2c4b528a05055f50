import { z } from 'zod';
import { schemaMarks } from './schema-marks.ts';

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const duration = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const part = /(\d+(?:\.\d+)?)(ms|[smhd])/g;

/** Reads `300s`, `500ms`, `1.5m` or `1h30m` as milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (!duration.test(trimmed)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of trimmed.matchAll(part)) {
    sum += Number(amount) * (unitsMs[unit as string] as number);
  }
  const rounded = Math.round(sum);
  return Number.isSafeInteger(rounded) ? rounded : undefined;
}

/** What timers of the runtime can count. */
const maxTimerMs = 2 ** 31 - 1;

/** A field such as `300s` as milliseconds, more than 0. */
export const durationMs = z.string().transform((value, context) => {
  const milliseconds = parseDuration(value);
  if (milliseconds !== undefined && milliseconds > 0 && milliseconds <= maxTimerMs) {
    return milliseconds;
  }
  context.addIssue({
    code: 'custom',
    message: `\`${value}\` is no duration above 0 and up to 24 days, write e.g. \`300s\`, \`500ms\` or \`2m\``,
  });
  return z.NEVER;
});
schemaMarks.add(durationMs, { unit: 's' });
