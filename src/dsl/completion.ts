import { complexityLevels, leafTypes } from '../signals/collections.ts';
import { type CursorContext, cursorPlace, type StatementScope } from './cursor-context.ts';
import type { FieldCatalog, FieldInfo, FieldPlace } from './field-catalog.ts';
import type { ProgramSymbol, ProgramSymbols } from './symbols.ts';
import { printName, printString } from './syntax-print.ts';

/** Something that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'keyword' | 'type' | 'name' | 'field' | 'value' | 'option';
  readonly detail: string;
  /** Replaces the text from `start` to the cursor. */
  readonly newText: string;
  readonly start: number;
}

interface CompletionOptions {
  readonly text: string;
  /** UTF-16 offset of the cursor. */
  readonly offset: number;
  readonly symbols: ProgramSymbols;
  readonly catalog: FieldCatalog;
  /** Models that exist outside of the text. */
  readonly models: readonly string[];
}

type Entry = Omit<Completion, 'start'>;

/** What may be written at a place of a program; the editor filters by what is begun already. */
export function complete(options: CompletionOptions): readonly Completion[] {
  const { text, offset, symbols } = options;
  const typeOf = (template: string, recipe: string | undefined) =>
    visible(symbols, 'template', recipe).find(({ name }) => name === template)?.type;
  const { context, start } = cursorPlace(text, offset, typeOf);
  return entriesOf(context, options).map((entry) => ({ ...entry, start }));
}

const statements: Readonly<Record<StatementScope, readonly string[]>> = {
  program: [
    'ROUTING',
    'ENTRYPOINT',
    'RECIPE',
    'MODEL',
    'SIGNAL',
    'PROJECTION',
    'PLUGIN',
    'ROUTE',
    'DECISION_TREE',
    'TEST',
    'WITH',
  ],
  recipe: ['ROUTING', 'SIGNAL', 'PROJECTION', 'PLUGIN', 'ROUTE', 'DECISION_TREE', 'TEST', 'WITH'],
  route: [
    'PRIORITY',
    'TIER',
    'DESCRIPTION',
    'WHEN',
    'MODEL',
    'ALGORITHM',
    'PLUGIN',
    'FOR',
    'EMIT',
    'WITH',
  ],
  branch: ['NAME', 'DESCRIPTION', 'TIER', 'MODEL', 'ALGORITHM', 'PLUGIN', 'FOR', 'EMIT', 'WITH'],
  tree: ['IF', 'ELSE'],
  loop: ['MODEL'],
  test: [],
};

/** Option in round brackets -> what it says. */
const optionsOf = {
  route: { description: 'What the route is for' },
  recipe: { description: 'What the recipe is for', strategy: '`priority` or `confidence`' },
  'model-reference': {
    reasoning: '`true` or `false`',
    effort: 'How hard the model thinks',
    lora: 'Adapter of the model',
    weight: 'Share of the requests',
    description: 'Why the model reasons',
  },
} as const;

function entriesOf(context: CursorContext, options: CompletionOptions): readonly Entry[] {
  const { symbols, catalog } = options;
  switch (context.kind) {
    case 'statement':
      return statements[context.scope].map(keyword);
    case 'type':
      return catalog.typesOf(context.of).map((type) => word('type', type, context.of));
    case 'name':
      return namesOf(context, options);
    case 'condition':
      return context.isAfterOperand
        ? ['AND', 'OR'].map(keyword)
        : [keyword('NOT'), ...leafTypes.map((type) => called(type))];
    case 'signal-name':
      return signalNames(context, symbols);
    case 'field':
      return fieldsAt(catalog, context.place)
        .filter(({ name }) => !context.present.includes(name))
        .map(fieldEntry);
    case 'value':
      return valuesAt(catalog, context);
    case 'option':
      return Object.entries(optionsOf[context.of]).map(([label, detail]) => ({
        label,
        kind: 'option',
        detail,
        newText: `${label} = `,
      }));
    case 'nothing':
      return [];
  }
}

function namesOf(
  { of, recipe }: Extract<CursorContext, { kind: 'name' }>,
  { symbols, catalog, models }: CompletionOptions,
): readonly Entry[] {
  switch (of) {
    case 'model': {
      const declared = visible(symbols, 'model', undefined).map(({ name }) => name);
      return [...new Set([...declared, ...models])].map((name) => ({
        label: name,
        kind: 'name',
        detail: 'model',
        newText: printName(name),
      }));
    }
    case 'plugin':
      return [
        ...visible(symbols, 'template', recipe).map((symbol) => named(symbol)),
        ...catalog.typesOf('plugin').map((type) => word('type', type, 'plugin')),
      ];
    default:
      return visible(symbols, of, recipe).map((symbol) => named(symbol));
  }
}

function signalNames(
  { type, recipe }: Extract<CursorContext, { kind: 'signal-name' }>,
  symbols: ProgramSymbols,
): readonly Entry[] {
  const declared =
    type === 'projection'
      ? inScope(symbols, 'output', recipe)
      : inScope(symbols, 'signal', recipe).filter((symbol) => symbol.type === type);
  const names = declared.flatMap(({ name }) =>
    type === 'complexity' ? complexityLevels.map((level) => `${name}:${level}`) : [name],
  );
  return names.map((name) => ({
    label: name,
    kind: 'name',
    detail: type,
    newText: printString(name),
  }));
}

function valuesAt(
  catalog: FieldCatalog,
  { place, field }: Extract<CursorContext, { kind: 'value' }>,
): readonly Entry[] {
  const info = fieldsAt(catalog, place).find(({ name }) => name === field);
  if (info === undefined) return [];
  if (info.values !== undefined) {
    return info.values.map((value) => ({
      label: value,
      kind: 'value',
      detail: field,
      newText: printString(value),
    }));
  }
  return info.type.includes('`true`')
    ? ['true', 'false'].map((one) => word('value', one, field))
    : [];
}

/** Names and kinds stand outside of the brackets. */
function fieldsAt(catalog: FieldCatalog, place: FieldPlace): readonly FieldInfo[] {
  const isOutermost = place.path === undefined || place.path.length === 0;
  const fields = catalog.fieldsOf(place);
  return isOutermost ? fields.filter(({ name }) => name !== 'name') : fields;
}

function fieldEntry({ name, type, description, isInactive }: FieldInfo): Entry {
  const note = isInactive ? ' (not active yet)' : '';
  const detail = [type, description].filter((part) => part !== '').join(': ');
  return { label: name, kind: 'field', detail: `${detail}${note}`, newText: `${name}: ` };
}

/** Declared in this very scope. */
function inScope(
  { declared }: ProgramSymbols,
  kind: ProgramSymbol['kind'],
  recipe: string | undefined,
): readonly ProgramSymbol[] {
  return declared.filter((symbol) => symbol.kind === kind && symbol.recipe === recipe);
}

/** Declared in the recipe or, for what all recipes see, outside of it. */
function visible(
  symbols: ProgramSymbols,
  kind: ProgramSymbol['kind'],
  recipe: string | undefined,
): readonly ProgramSymbol[] {
  const own = inScope(symbols, kind, recipe);
  return recipe === undefined || kind !== 'template'
    ? own
    : [...own, ...inScope(symbols, kind, undefined)];
}

function keyword(label: string): Entry {
  return { label, kind: 'keyword', detail: 'keyword', newText: label };
}

function word(kind: Entry['kind'], label: string, detail: string): Entry {
  return { label, kind, detail, newText: label };
}

function called(type: string): Entry {
  return { label: type, kind: 'type', detail: 'condition', newText: `${type}(` };
}

function named({ name, kind, type }: ProgramSymbol): Entry {
  return { label: name, kind: 'name', detail: type ?? kind, newText: printName(name) };
}
