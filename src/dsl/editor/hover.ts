import type { Range } from '../ast.ts';
import type { FieldCatalog } from '../field-catalog.ts';
import type { ProgramSymbols } from '../symbols.ts';
import { isKeyword } from '../syntax/print.ts';
import { cursorPlace } from './cursor-context.ts';
import { symbolAt, usesOf } from './navigation.ts';

/** What is known about a place of a text, as Markdown. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

interface HoverOptions {
  readonly text: string;
  readonly offset: number;
  readonly symbols: ProgramSymbols;
  readonly catalog: FieldCatalog;
}

const maxShownCharacters = 1000;

/** Keyword -> what it does. */
const keywordTexts: Readonly<Record<string, string>> = {
  ROUTING: 'Settings of the whole policy, such as `strategy: priority`',
  ENTRYPOINT: 'Names of models that clients ask for, and the recipe behind them',
  RECIPE: 'A policy of its own: what it declares is seen by nobody else',
  MODEL: 'A model card; in a route: the candidates, best first',
  SIGNAL: 'Something to know about a request: `SIGNAL type name { ... }`',
  PROJECTION: 'Computed from signals: a `partition`, a `score` or a `mapping`',
  PLUGIN: 'A template for a plugin; in a route: what happens besides choosing a model',
  ROUTE: 'A decision: when its condition holds, requests go to its models',
  DECISION: 'The same as `ROUTE`',
  DECISION_TREE: 'Routes in the order of IF, ELSE IF and ELSE',
  IF: 'A branch that is taken when its condition holds',
  ELSE: 'Taken when no branch before it is',
  NAME: 'Name of the decision that a branch becomes',
  TEST: 'Prompts, and the routes that they must take',
  PRIORITY: 'Higher wins',
  TIER: 'Lower wins, before the priority; 0 comes last',
  WHEN: 'The condition; without it a route always matches',
  ALGORITHM: 'How the route chooses among its models',
  DESCRIPTION: 'What the route is for',
  FOR: 'Goes through models; kept for documents that have it',
  EMIT: 'What the decision tells later turns',
  WITH: 'Fields by the names that they have in the configuration',
  AND: 'Both must hold; binds tighter than `OR`',
  OR: 'One of both must hold',
  NOT: 'Must not hold; binds tighter than `AND`',
};

/** Explains the word at an offset; undefined where there is nothing to say. */
export function hoverAt({ text, offset, symbols, catalog }: HoverOptions): Hover | undefined {
  const range = wordAround(text, offset);
  const word = text.slice(range.start, range.end);
  const symbol = symbolAt(symbols, offset);
  if (symbol !== undefined) {
    const count = usesOf(symbols, symbol).length;
    const block = text.slice(symbol.range.start, symbol.range.end).slice(0, maxShownCharacters);
    const used = count === 0 ? 'not used' : count === 1 ? 'used once' : `used ${count} times`;
    return { range, markdown: `\`\`\`switchyard\n${block}\n\`\`\`\n${used}` };
  }
  const { context, isInText } = cursorPlace(text, range.start, () => undefined);
  if (isKeyword(word) && !isInText) {
    const about = keywordTexts[word];
    return about === undefined ? undefined : { range, markdown: `\`${word}\`: ${about}` };
  }
  if (context.kind !== 'field') return undefined;
  const field = catalog.fieldsOf(context.place).find(({ name }) => name === word);
  if (field === undefined) return undefined;
  const lines = [
    `\`${field.name}\`: ${field.type}${field.isRequired ? ', required' : ''}`,
    field.description,
    ...(field.values === undefined
      ? []
      : [`one of ${field.values.map((value) => `\`${value}\``).join(', ')}`]),
    ...(field.isInactive ? ['not active yet: it is checked and kept, and has no effect'] : []),
  ];
  return { range, markdown: lines.filter((line) => line !== '').join('\n\n') };
}

function wordAround(text: string, offset: number): Range {
  const isPart = (index: number) => /[\w./-]/.test(text[index] ?? ' ');
  let start = offset;
  let end = offset;
  while (start > 0 && isPart(start - 1)) start--;
  while (end < text.length && isPart(end)) end++;
  return { start, end };
}
