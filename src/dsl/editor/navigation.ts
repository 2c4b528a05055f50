import type { Range } from '../ast.ts';
import type { ProgramSymbol, ProgramSymbols, SymbolUse } from '../symbols.ts';
import { printName, printString } from '../syntax/print.ts';

/** A change of the text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The symbol whose name, or a use of it, stands at an offset. */
export function symbolAt(symbols: ProgramSymbols, offset: number): ProgramSymbol | undefined {
  const declared = symbols.declared.find(({ nameRange }) => contains(nameRange, offset));
  if (declared !== undefined) return declared;
  const use = symbols.used.find(({ range }) => contains(range, offset));
  return use === undefined ? undefined : declarationOf(symbols, use);
}

/** Where a symbol is used, in the order of the text. */
export function usesOf(symbols: ProgramSymbols, symbol: ProgramSymbol): readonly SymbolUse[] {
  return symbols.used.filter((use) => declarationOf(symbols, use) === symbol);
}

/** The changes that give a symbol another name, wherever it is used. */
export function renameEdits(
  symbols: ProgramSymbols,
  symbol: ProgramSymbol,
  { name, text }: { readonly name: string; readonly text: string },
): readonly TextEdit[] {
  const isQuoted = ({ start }: Range) => text[start] === '"';
  const written = (range: Range, value: string) =>
    isQuoted(range) ? printString(value) : printName(value);
  return [
    { range: symbol.nameRange, newText: written(symbol.nameRange, name) },
    ...usesOf(symbols, symbol).map(({ range, name: used }) => ({
      range,
      newText: written(range, `${name}${used.slice(symbol.name.length)}`),
    })),
  ];
}

/** Whether a new name would mix up a symbol with another one. */
export function isTaken(symbols: ProgramSymbols, symbol: ProgramSymbol, name: string): boolean {
  if (name === symbol.name) return false;
  const { kind, type, recipe } = symbol;
  const isSame = (other: ProgramSymbol) =>
    other.kind === kind && other.name === name && (kind !== 'signal' || other.type === type);
  // What stands outside of recipes is hidden where one of them has the name, and the other way round.
  const isShared = kind === 'template';
  return (
    symbols.declared.some((other) => isSame(other) && (isShared || other.recipe === recipe)) ||
    (isShared && symbols.used.some((use) => use.kind === 'plugin' && use.name === name))
  );
}

/** A use refers to what its own recipe declares; models and templates may stand outside of it. */
function declarationOf(symbols: ProgramSymbols, use: SymbolUse): ProgramSymbol | undefined {
  const candidates = symbols.declared.filter((symbol) => isMeant(symbol, use));
  return (
    candidates.find(({ recipe }) => recipe === use.recipe) ??
    (use.kind === 'model' || use.kind === 'plugin' || use.kind === 'recipe'
      ? candidates.find(({ recipe }) => recipe === undefined)
      : undefined)
  );
}

function isMeant({ kind, name, type }: ProgramSymbol, use: SymbolUse): boolean {
  switch (use.kind) {
    case 'plugin':
      return kind === 'template' && name === use.name;
    case 'output':
      return (
        (kind === 'output' || (kind === 'projection' && type === 'score')) && name === use.name
      );
    case 'member':
      return kind === 'signal' && (type === 'domain' || type === 'embedding') && name === use.name;
    case 'signal':
      if (kind !== 'signal' || type !== use.type) return false;
      return name === use.name || (type === 'complexity' && name === withoutLevel(use.name));
    default:
      return kind === use.kind && name === use.name;
  }
}

function withoutLevel(name: string): string {
  const colon = name.lastIndexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

function contains({ start, end }: Range, offset: number): boolean {
  return offset >= start && offset <= end;
}
