/**
 * Writes moments as ISO 8601 in UTC, to the millisecond. Much faster than `toISOString` for moments
 * that lie close together, as those of log lines and records do.
 */
export function createIsoTime(): (epochMs: number) => string {
  let second = Number.NaN;
  let prefix = '';

  return (epochMs) => {
    const whole = Math.floor(epochMs / 1000);
    if (whole !== second) {
      // Throws for what is no moment, before anything is kept.
      prefix = new Date(whole * 1000).toISOString().slice(0, -'000Z'.length);
      second = whole;
    }
    const milliseconds = Math.floor(epochMs - whole * 1000);
    const zeros = milliseconds < 10 ? '00' : milliseconds < 100 ? '0' : '';
    return `${prefix}${zeros}${milliseconds}Z`;
  };
}
