const scaledNumber = /^(\d+(?:\.\d+)?|\.\d+)\s*([km])?$/i;

/** Reads `1500`, `1.5K` (x 1000) or `2M` (x 1,000,000); undefined for anything else. */
export function parseScaledNumber(text: string): number | undefined {
  const [, digits, unit] = scaledNumber.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  // An exponent keeps decimals exact: 1.1 * 1000 is not 1100.
  const exponent = unit === undefined ? 0 : unit.toLowerCase() === 'k' ? 3 : 6;
  const value = Number(`${digits}e${exponent}`);
  return Number.isFinite(value) ? value : undefined;
}
