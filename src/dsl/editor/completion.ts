import { complexityLevels, leafTypes } from '../../signals/collections.ts';
import type { FieldCatalog, FieldInfo, FieldPlace } from '../field-catalog.ts';
import { isModelField, type ProgramSymbol, type ProgramSymbols } from '../symbols.ts';
import { printName, printString } from '../syntax/print.ts';
import { type CursorContext, cursorPlace, type StatementScope } from './cursor-context.ts';

/** Something that may be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'keyword' | 'type' | 'name' | 'field' | 'value' | 'option';
  readonly detail: string;
  /** Replaces the word around the cursor, from `start` to `end`. */
  readonly newText: string;
  readonly start: number;
  readonly end: number;
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

type Entry = Omit<Completion, 'start' | 'end'>;

/** What may be written at a place of a program; the editor filters by what is begun already. */
export function complete(options: CompletionOptions): readonly Completion[] {
  const { text, offset, symbols } = options;
  const typeOf = (template: string, recipe: string | undefined) =>
    visible(symbols, 'template', recipe).find(({ name }) => name === template)?.type;
  const { context, start, end } = cursorPlace(text, offset, typeOf);
  return entriesOf(context, options).map((entry) => ({ ...entry, start, end }));
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

/** What a test may say of the route beside its name. */
const expectations = ['model', 'signals', 'not_signals', 'messages', 'tools'] as const;

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
        ? ['AND', 'OR', ...(context.following ? statements[context.following] : [])].map(keyword)
        : [keyword('NOT'), ...leafTypes.map((type) => called(type))];
    case 'signal-name':
      return signalNames(context, symbols);
    case 'field':
      return fieldsAt(catalog, context.place)
        .filter(({ name }) => !context.present.includes(name))
        .map(fieldEntry);
    case 'value':
      return valuesAt(context, options);
    case 'words':
      return context.words.map(keyword);
    case 'expectation':
      return expectations
        .filter((name) => !context.present.includes(name))
        .map((name) => ({ label: name, kind: 'field', detail: 'test', newText: `${name}: ` }));
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
  { of, recipe, variable }: Extract<CursorContext, { kind: 'name' }>,
  options: CompletionOptions,
): readonly Entry[] {
  const { symbols, catalog } = options;
  switch (of) {
    case 'model':
      return [...(variable === undefined ? [] : [variable]), ...modelNames(options)].map(
        (name) => ({
          label: name,
          kind: 'name',
          detail: name === variable ? 'variable' : 'model',
          newText: printName(name),
        }),
      );
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

/** Models that have a block, that routes name elsewhere, and of the configuration around. */
function modelNames({ symbols, models, offset }: CompletionOptions): readonly string[] {
  const declared = symbols.declared.filter(({ kind }) => kind === 'model');
  const used = symbols.used.filter(
    // What is being written is no model yet.
    ({ kind, range }) => kind === 'model' && !(range.start <= offset && offset <= range.end),
  );
  return [...new Set([...declared, ...used].map(({ name }) => name).concat(models))];
}

function valuesAt(
  context: Extract<CursorContext, { kind: 'value' }>,
  options: CompletionOptions,
): readonly Entry[] {
  const { place, field } = context;
  const info = fieldsAt(options.catalog, place).find((one) => one.name === field);
  const names = namedBy(context, options);
  if (names.length > 0) return quoted(names, field);
  if (info === undefined) return [];
  if (info.values !== undefined) return quoted(info.values, field);
  return info.type.includes('`true`')
    ? ['true', 'false'].map((one) => word('value', one, field))
    : [];
}

function quoted(values: readonly string[], detail: string): readonly Entry[] {
  return values.map((value) => ({
    label: value,
    kind: 'value',
    detail,
    newText: printString(value),
  }));
}

/** Names that a field refers to. */
function namedBy(
  { place: { kind, type, path = [] }, field, recipe }: Extract<CursorContext, { kind: 'value' }>,
  options: CompletionOptions,
): readonly string[] {
  const { symbols } = options;
  const ofKind = (wanted: ProgramSymbol['kind'], ...types: readonly string[]) =>
    inScope(symbols, wanted, recipe)
      .filter((symbol) => types.length === 0 || types.includes(symbol.type ?? ''))
      .map(({ name }) => name);
  if (kind === 'algorithm') return isModelField(field) ? modelNames(options) : [];
  if (kind === 'entrypoint') return field === 'recipe' ? ofKind('recipe') : [];
  if (kind === 'signal') {
    return path[0] === 'composer' && field === 'name' ? ofKind('signal') : [];
  }
  if (kind !== 'projection') return [];
  if (type === 'mapping') return field === 'source' ? ofKind('projection', 'score') : [];
  if (type === 'score') {
    return path[0] === 'inputs' && field === 'name'
      ? [...ofKind('signal'), ...ofKind('output')]
      : [];
  }
  return field === 'members' || field === 'default' ? ofKind('signal', 'domain', 'embedding') : [];
}

/** Names and kinds stand outside of the brackets. */
function fieldsAt(catalog: FieldCatalog, place: FieldPlace): readonly FieldInfo[] {
  const isOutermost = place.path === undefined || place.path.length === 0;
  const fields = catalog.fieldsOf(place);
  if (!isOutermost) return fields;
  return fields.filter(
    ({ name }) => name !== 'name' && !(place.kind === 'reference' && name === 'type'),
  );
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
