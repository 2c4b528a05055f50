import { InvalidArgumentError } from 'commander';

/** Reads a whole number of an option, within bounds. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high)
      return value;
    throw new InvalidArgumentError(`write a whole number from ${low} to ${high}`);
  };
}

/** Reads a share, 0 to 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('write a number from 0 to 1');
}

export function names(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export const portNumber = wholeNumber(0, 65_535);
