import type { Terminal } from './terminal.ts';

/** Paints text, or leaves it alone where nobody sees colours. */
export interface Colours {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const RESET = '\u001b[0m';

export function coloursFor({ stdout, environment }: Terminal): Colours {
  const hasColours = stdout.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  return hasColours ? painted : plain;
}

function paint(code: number): (text: string) => string {
  return (text) => `\u001b[${code}m${text}${RESET}`;
}

const painted: Colours = {
  good: paint(32),
  bad: paint(31),
  doubtful: paint(33),
  strong: paint(1),
  faint: paint(2),
};

const same = (text: string) => text;

export const plain: Colours = {
  good: same,
  bad: same,
  doubtful: same,
  strong: same,
  faint: same,
};
