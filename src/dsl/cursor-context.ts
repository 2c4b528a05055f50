import type { IToken } from 'chevrotain';
import type { BlockKind, FieldPlace } from './field-catalog.ts';
import { KEYWORDS } from './syntax-print.ts';
import { createLexer, endOf, Text, Word } from './tokens.ts';

/** What is being written at one place of a text. */
export type CursorContext =
  /** A block, or a statement of the block around the cursor. */
  | { readonly kind: 'statement'; readonly scope: StatementScope; readonly recipe?: string }
  /** The type after a keyword. */
  | {
      readonly kind: 'type';
      readonly of: 'signal' | 'projection' | 'plugin' | 'algorithm' | 'emit';
    }
  /** A model, or a plugin with its templates, in a route. */
  | {
      readonly kind: 'name';
      readonly of: 'model' | 'plugin' | 'route' | 'recipe';
      readonly recipe?: string;
    }
  /** A condition, before or after a signal. */
  | { readonly kind: 'condition'; readonly isAfterOperand: boolean }
  /** The name in `type("...")`. */
  | { readonly kind: 'signal-name'; readonly type: string; readonly recipe?: string }
  | { readonly kind: 'field'; readonly place: FieldPlace; readonly present: readonly string[] }
  | { readonly kind: 'value'; readonly place: FieldPlace; readonly field: string }
  /** An option in round brackets. */
  | { readonly kind: 'option'; readonly of: 'route' | 'recipe' | 'model-reference' }
  | { readonly kind: 'nothing' };

export type StatementScope = 'program' | 'recipe' | 'route' | 'tree' | 'branch' | 'loop' | 'test';

export interface CursorPlace {
  readonly context: CursorContext;
  /** The word that is begun at the cursor, with its place. */
  readonly prefix: string;
  readonly start: number;
}

interface Frame {
  readonly kind: StatementScope | 'object' | 'array' | 'options' | 'reference' | 'brackets';
  readonly place?: FieldPlace;
  readonly recipe?: string;
  readonly type?: string;
  readonly of?: 'route' | 'recipe' | 'model-reference';
  /** Tokens of the statement that is begun. */
  readonly header: IToken[];
  readonly keys: string[];
}

const keywords: ReadonlySet<string> = new Set(KEYWORDS);
const conditionWords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

/** Tells what is being written where the cursor stands, from the tokens before it alone. */
export function cursorPlace(text: string, offset: number, typeOf: TemplateTypes): CursorPlace {
  const { tokens } = createLexer({ isSuspecting: false }).tokenize(text.slice(0, offset));
  const last = tokens.at(-1);
  const isBegun = last !== undefined && endOf(last) === offset;
  const isOpenText = isBegun && last.tokenType === Text && last.payload !== undefined;
  const isWord = isBegun && last.tokenType === Word;
  const prefix = isOpenText ? last.image.slice(1) : isWord ? last.image : '';
  const before = isOpenText || isWord ? tokens.slice(0, -1) : tokens;
  const stack: Frame[] = [frame('program')];
  for (const token of before) step(stack, token, typeOf);
  return {
    context: contextOf(stack),
    prefix,
    start: isOpenText ? last.startOffset : offset - prefix.length,
  };
}

/** Template -> plugin type. */
type TemplateTypes = (template: string, recipe: string | undefined) => string | undefined;

function frame(kind: Frame['kind'], rest: Partial<Frame> = {}): Frame {
  return { kind, header: [], keys: [], ...rest };
}

function step(stack: Frame[], token: IToken, typeOf: TemplateTypes): void {
  const top = stack.at(-1) as Frame;
  switch (token.image) {
    case '{':
    case '[':
    case '(':
      stack.push(opened(token.image, stack, typeOf));
      return;
    case '}':
    case ']':
    case ')':
      if (stack.length > 1) stack.pop();
      closed(stack.at(-1) as Frame, token);
      return;
    default:
      if (isStatement(top) && keywords.has(token.image) && !conditionWords.has(token.image)) {
        top.header.length = 0;
      }
      top.header.push(token);
      if (top.kind === 'object' && token.image === ':') top.keys.push(keyBefore(top));
  }
}

/** What a bracket opens, told by the words before it. */
function opened(bracket: '{' | '[' | '(', stack: readonly Frame[], typeOf: TemplateTypes): Frame {
  const top = stack.at(-1) as Frame;
  const { recipe } = top;
  const scope = recipe === undefined ? {} : { recipe };
  if (top.kind === 'object' || top.kind === 'array') {
    if (bracket === '(') return frame('brackets', scope);
    const place = nested(top);
    return frame(bracket === '[' ? 'array' : 'object', { ...scope, ...(place && { place }) });
  }
  const words = top.header.map(nameOf);
  const keyword = words[0] ?? '';
  const second = words[1] ?? '';
  if (bracket === '[') return frame('brackets', scope);
  if (bracket === '(') return openedRound(top, words, scope);
  const object = (kind: BlockKind, type?: string) =>
    frame('object', { ...scope, place: { kind, ...(type === undefined ? {} : { type }) } });
  switch (keyword) {
    case 'ROUTING':
      return object('routing');
    case 'ENTRYPOINT':
      return object('entrypoint');
    case 'MODEL':
      return object('model');
    case 'SIGNAL':
      return object('signal', second);
    case 'PROJECTION':
      return object('projection', second);
    case 'PLUGIN':
      return object(
        'plugin',
        top.kind === 'route' || top.kind === 'branch'
          ? (typeOf(second, recipe) ?? second)
          : (words[2] ?? ''),
      );
    case 'ALGORITHM':
      return object('algorithm', second);
    case 'EMIT':
      return object('emit', second);
    case 'WITH':
      return object(top.kind === 'route' || top.kind === 'branch' ? 'route' : 'routing');
    case 'RECIPE':
      return frame('recipe', { recipe: second });
    case 'ROUTE':
    case 'DECISION':
      return frame('route', scope);
    case 'DECISION_TREE':
      return frame('tree', scope);
    case 'IF':
    case 'ELSE':
      return frame('branch', scope);
    case 'TEST':
      return frame('test', scope);
    case 'IN':
      return frame('loop', scope);
    default:
      return frame('brackets', scope);
  }
}

function openedRound(top: Frame, words: readonly string[], scope: object): Frame {
  const keyword = words[0] ?? '';
  if (isCondition(top)) {
    const type = words.at(-1) ?? '';
    return conditionWords.has(type) || type === keyword
      ? frame('brackets', { ...scope, header: [...top.header] })
      : frame('reference', { ...scope, type });
  }
  if (keyword === 'ROUTE' || keyword === 'DECISION')
    return frame('options', { ...scope, of: 'route' });
  if (keyword === 'RECIPE') return frame('options', { ...scope, of: 'recipe' });
  if (keyword === 'MODEL') return frame('options', { ...scope, of: 'model-reference' });
  return frame('brackets', scope);
}

/** A bracket that ends leaves its place in the statement around it. */
function closed(top: Frame, token: IToken): void {
  if (isStatement(top) && token.image === '}') top.header.length = 0;
  else top.header.push(token);
}

function contextOf(stack: readonly Frame[]): CursorContext {
  const top = stack.at(-1) as Frame;
  const scope = top.recipe === undefined ? {} : { recipe: top.recipe };
  switch (top.kind) {
    case 'object':
      return fieldContext(top);
    case 'array':
      return top.place === undefined ? { kind: 'nothing' } : valueContext(top.place);
    case 'options':
      return top.header.at(-1)?.image === '=' || top.of === undefined
        ? { kind: 'nothing' }
        : { kind: 'option', of: top.of };
    case 'reference':
      return top.header.length === 0
        ? { kind: 'signal-name', type: top.type ?? '', ...scope }
        : { kind: 'nothing' };
    case 'brackets': {
      const outer = stack.at(-2);
      return outer !== undefined && isCondition(outer)
        ? conditionContext(top)
        : { kind: 'nothing' };
    }
    case 'test':
      return ['->', '→'].includes(top.header.at(-1)?.image ?? '')
        ? { kind: 'name', of: 'route', ...scope }
        : { kind: 'nothing' };
    default:
      return statementContext(top, top.kind);
  }
}

function statementContext(top: Frame, kind: StatementScope): CursorContext {
  const scope = top.recipe === undefined ? {} : { recipe: top.recipe };
  const words = top.header.map(nameOf);
  const isInRoute = kind === 'route' || kind === 'branch' || kind === 'loop';
  if (isCondition(top)) return conditionContext(top);
  const [keyword = ''] = words;
  const isNext = (position: number) => words.length === position;
  if (keyword === 'SIGNAL' && isNext(1)) return { kind: 'type', of: 'signal' };
  if (keyword === 'PROJECTION' && isNext(1)) return { kind: 'type', of: 'projection' };
  if (keyword === 'ALGORITHM' && isNext(1)) return { kind: 'type', of: 'algorithm' };
  if (keyword === 'EMIT' && isNext(1)) return { kind: 'type', of: 'emit' };
  if (keyword === 'PLUGIN' && isInRoute && isNext(1))
    return { kind: 'name', of: 'plugin', ...scope };
  if (keyword === 'PLUGIN' && !isInRoute && isNext(2)) return { kind: 'type', of: 'plugin' };
  if (keyword === 'MODEL' && isInRoute && (isNext(1) || words.at(-1) === ',')) {
    return { kind: 'name', of: 'model', ...scope };
  }
  const takesName = [
    'SIGNAL',
    'PROJECTION',
    'PLUGIN',
    'MODEL',
    'RECIPE',
    'ROUTE',
    'DECISION',
    'TEST',
  ];
  const isNameMissing =
    takesName.includes(keyword) &&
    words.length < (twoWords.includes(keyword) && !isInRoute ? 3 : 2);
  return isNameMissing ? { kind: 'nothing' } : { kind: 'statement', scope: kind, ...scope };
}

const twoWords = ['SIGNAL', 'PROJECTION', 'PLUGIN'];

function conditionContext({ header }: Frame): CursorContext {
  const last = header.at(-1)?.image;
  const isAfterOperand = last === ')';
  return { kind: 'condition', isAfterOperand };
}

/** In an object: a key, or the value after a colon. */
function fieldContext(top: Frame): CursorContext {
  const { place, header, keys } = top;
  if (place === undefined) return { kind: 'nothing' };
  if (header.at(-1)?.image !== ':') return { kind: 'field', place, present: keys };
  const field = keys.at(-1) ?? '';
  return { kind: 'value', place, field };
}

/** Values of a list are those of its field. */
function valueContext(place: FieldPlace): CursorContext {
  const path = place.path ?? [];
  const field = path.at(-1);
  if (field === undefined) return { kind: 'nothing' };
  return { kind: 'value', place: { ...place, path: path.slice(0, -1) }, field };
}

/** The place of what is opened inside an object, or inside a list of objects. */
function nested({ kind, place, keys }: Frame): FieldPlace | undefined {
  if (place === undefined || kind === 'array') return place;
  const key = keys.at(-1);
  return key === undefined ? undefined : { ...place, path: [...(place.path ?? []), key] };
}

function keyBefore({ header }: Frame): string {
  const token = header.at(-2);
  return token === undefined ? '' : nameOf(token);
}

function isStatement({ kind }: Frame): boolean {
  return !['object', 'array', 'options', 'reference', 'brackets'].includes(kind);
}

/** Whether the statement that is begun is a condition. */
function isCondition(top: Frame): boolean {
  const first = top.header[0]?.image;
  const second = top.header[1]?.image;
  return first === 'WHEN' || first === 'IF' || (first === 'ELSE' && second === 'IF');
}

function nameOf(token: IToken): string {
  return token.tokenType === Text ? token.image.slice(1, -1) : token.image;
}
