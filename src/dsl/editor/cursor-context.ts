import type { IToken } from 'chevrotain';
import type { BlockKind, FieldPlace } from '../field-catalog.ts';
import { KEYWORDS } from '../syntax/print.ts';
import { createLexer, endOf, Text, Word } from '../syntax/tokens.ts';

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
      /** Stands for the models of a loop. */
      readonly variable?: string;
    }
  /** A condition, before or after a signal; where it may end, the statements that may follow. */
  | {
      readonly kind: 'condition';
      readonly isAfterOperand: boolean;
      readonly following?: StatementScope;
    }
  /** The name in `type("...")`. */
  | { readonly kind: 'signal-name'; readonly type: string; readonly recipe?: string }
  | { readonly kind: 'field'; readonly place: FieldPlace; readonly present: readonly string[] }
  | {
      readonly kind: 'value';
      readonly place: FieldPlace;
      readonly field: string;
      readonly recipe?: string;
    }
  /** What is expected of a route in a test. */
  | { readonly kind: 'expectation'; readonly present: readonly string[] }
  /** An option in round brackets. */
  | { readonly kind: 'option'; readonly of: 'route' | 'recipe' | 'model-reference' }
  /** The only words that may stand here. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'nothing' };

export type StatementScope = 'program' | 'recipe' | 'route' | 'tree' | 'branch' | 'loop' | 'test';

export interface CursorPlace {
  readonly context: CursorContext;
  /** The word that is begun at the cursor, with its place. */
  readonly prefix: string;
  readonly start: number;
  /** Where that word ends, behind the cursor if it goes on there. */
  readonly end: number;
  /** In a comment or a string. */
  readonly isInText: boolean;
}

interface Frame {
  readonly kind:
    | StatementScope
    | 'object'
    | 'array'
    | 'options'
    | 'reference'
    | 'brackets'
    | 'loop-models'
    | 'expectation';
  readonly place?: FieldPlace;
  readonly recipe?: string;
  readonly type?: string;
  readonly of?: 'route' | 'recipe' | 'model-reference';
  readonly variable?: string;
  /** Tokens of the statement that is begun. */
  readonly header: IToken[];
  readonly keys: string[];
}

const keywords: ReadonlySet<string> = new Set(KEYWORDS);
/** Keywords that go on with a statement. */
const continuingWords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'IN']);

/** Tells what is being written where the cursor stands, from the tokens before it alone. */
export function cursorPlace(text: string, offset: number, typeOf: TemplateTypes): CursorPlace {
  const { tokens, groups } = createLexer({ isSuspecting: false }).tokenize(text.slice(0, offset));
  const comment = groups.comments?.at(-1);
  if (comment !== undefined && endOf(comment) === offset) {
    const none = { kind: 'nothing' } as const;
    return { context: none, prefix: '', start: offset, end: offset, isInText: true };
  }
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
    end: isOpenText ? endOfText(text, offset) : isWord ? endOfWord(text, offset) : offset,
    isInText: isOpenText,
  };
}

function endOfWord(text: string, offset: number): number {
  let end = offset;
  while (/[\w./-]/.test(text[end] ?? ' ') && !text.startsWith('->', end)) end++;
  return end;
}

/** Behind the closing quote, if it stands on the same line and before what may follow a string. */
function endOfText(text: string, offset: number): number {
  let end = offset;
  while (!/["\n\r]/.test(text[end] ?? '\n')) end += text[end] === '\\' ? 2 : 1;
  return text[end] === '"' && /[\s,)\]}:]/.test(text[end + 1] ?? ' ') ? end + 1 : offset;
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
      if (isStatement(top) && keywords.has(token.image) && !continuingWords.has(token.image)) {
        top.header.length = 0;
      }
      top.header.push(token);
      if (token.image === ':') top.keys.push(keyBefore(top));
  }
}

/** What a bracket opens, told by the words before it. */
function opened(bracket: '{' | '[' | '(', stack: readonly Frame[], typeOf: TemplateTypes): Frame {
  const top = stack.at(-1) as Frame;
  const { recipe } = top;
  const scope = recipe === undefined ? {} : { recipe };
  if (top.kind === 'object' || top.kind === 'array' || top.kind === 'reference') {
    if (bracket === '(') return frame('brackets', scope);
    const place = nested(top);
    return frame(bracket === '[' ? 'array' : 'object', { ...scope, ...(place && { place }) });
  }
  const words = top.header.map(nameOf);
  const keyword = keywordOf(top);
  const second = words[1] ?? '';
  if (bracket === '[') return frame(keyword === 'FOR' ? 'loop-models' : 'brackets', scope);
  if (bracket === '(') return openedRound(top, words, scope);
  if (top.kind === 'test') return frame('expectation', scope);
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
    case 'FOR':
      return frame('loop', { ...scope, variable: second });
    default:
      return frame('brackets', scope);
  }
}

function openedRound(top: Frame, words: readonly string[], scope: object): Frame {
  const keyword = keywordOf(top);
  if (top.kind === 'loop-models') return frame('options', { ...scope, of: 'model-reference' });
  if (isCondition(top)) {
    const type = words.at(-1) ?? '';
    return keywords.has(type)
      ? frame('brackets', { ...scope, header: [...top.header] })
      : frame('reference', { ...scope, type, place: { kind: 'reference' } });
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
  const last = top.header.at(-1)?.image;
  switch (top.kind) {
    case 'object':
      return fieldContext(top);
    case 'array':
      return top.place === undefined ? nothing : valueContext(top.place, scope);
    case 'options':
      return optionContext(top);
    case 'reference':
      if (top.header.length === 0) return { kind: 'signal-name', type: top.type ?? '', ...scope };
      return last === ',' || last === ':' ? fieldContext(top) : nothing;
    case 'expectation':
      if (last !== ':') return { kind: 'expectation', present: top.keys };
      return top.keys.at(-1) === 'model' ? { kind: 'name', of: 'model', ...scope } : nothing;
    case 'loop-models':
      return last === undefined || last === ',' ? { kind: 'name', of: 'model', ...scope } : nothing;
    case 'brackets': {
      const outer = stack.findLast(({ kind }) => kind !== 'brackets');
      return outer !== undefined && isCondition(outer) ? conditionContext(top) : nothing;
    }
    case 'test':
      return last === '->' || last === '→' ? { kind: 'name', of: 'route', ...scope } : nothing;
    default:
      return statementContext(top, top.kind);
  }
}

const nothing = { kind: 'nothing' } as const;

function statementContext(top: Frame, kind: StatementScope): CursorContext {
  const { header, recipe, variable } = top;
  const scope = recipe === undefined ? {} : { recipe };
  const isInRoute = kind === 'route' || kind === 'branch' || kind === 'loop';
  const next: CursorContext = { kind: 'statement', scope: kind, ...scope };
  const count = header.length;
  switch (keywordOf(top)) {
    case '':
      return next;
    case 'WHEN':
    case 'IF':
      return conditionContext(top, kind === 'tree' ? undefined : kind);
    case 'ELSE':
      return { kind: 'words', words: ['IF'] };
    case 'SIGNAL':
      return count === 1 ? { kind: 'type', of: 'signal' } : nothing;
    case 'PROJECTION':
      return count === 1 ? { kind: 'type', of: 'projection' } : nothing;
    case 'EMIT':
      return count === 1 ? { kind: 'type', of: 'emit' } : nothing;
    case 'ALGORITHM':
      return count === 1 ? { kind: 'type', of: 'algorithm' } : next;
    case 'PLUGIN':
      if (!isInRoute) return count === 2 ? { kind: 'type', of: 'plugin' } : nothing;
      return count === 1 ? { kind: 'name', of: 'plugin', ...scope } : next;
    case 'MODEL':
      if (!isInRoute) return nothing;
      if (count > 1 && header.at(-1)?.image !== ',') return next;
      return {
        kind: 'name',
        of: 'model',
        ...scope,
        ...(variable === undefined ? {} : { variable }),
      };
    case 'PRIORITY':
    case 'TIER':
    case 'DESCRIPTION':
    case 'NAME':
      return count === 1 ? nothing : next;
    case 'FOR':
      if (count === 2) return { kind: 'words', words: ['IN'] };
      return count === 3 ? { kind: 'words', words: ['decision.candidates'] } : nothing;
    default:
      return nothing; // a block whose name is missing, or its bracket
  }
}

function conditionContext({ header }: Frame, following?: StatementScope): CursorContext {
  const isAfterOperand = header.at(-1)?.image === ')';
  const isEnd = isAfterOperand && following !== undefined;
  return { kind: 'condition', isAfterOperand, ...(isEnd ? { following } : {}) };
}

/** An option, or a value that is one of a field. */
function optionContext({ of, header }: Frame): CursorContext {
  if (of === undefined) return nothing;
  if (header.at(-1)?.image !== '=') return { kind: 'option', of };
  const option = header.at(-2)?.image ?? '';
  if (of === 'recipe') return { kind: 'value', place: { kind: 'routing' }, field: option };
  const field = of === 'model-reference' ? modelOptionFields.get(option) : undefined;
  return field === undefined ? nothing : { kind: 'value', place: { kind: of }, field };
}

/** Option of a model -> field of the document. */
const modelOptionFields: ReadonlyMap<string, string> = new Map([
  ['reasoning', 'use_reasoning'],
  ['effort', 'reasoning_effort'],
]);

/** In an object: a key, or the value after a colon. */
function fieldContext(top: Frame): CursorContext {
  const { place, header, keys, recipe } = top;
  if (place === undefined) return nothing;
  if (header.at(-1)?.image !== ':') return { kind: 'field', place, present: keys };
  const field = keys.at(-1) ?? '';
  return { kind: 'value', place, field, ...(recipe === undefined ? {} : { recipe }) };
}

/** Values of a list are those of its field. */
function valueContext(place: FieldPlace, scope: { readonly recipe?: string }): CursorContext {
  const path = place.path ?? [];
  const field = path.at(-1);
  if (field === undefined) return nothing;
  return { kind: 'value', place: { ...place, path: path.slice(0, -1) }, field, ...scope };
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

const scopes: ReadonlySet<string> = new Set<StatementScope>([
  'program',
  'recipe',
  'route',
  'tree',
  'branch',
  'loop',
  'test',
]);

function isStatement({ kind }: Frame): boolean {
  return scopes.has(kind);
}

/** Whether the statement that is begun is a condition. */
function isCondition(top: Frame): boolean {
  const keyword = keywordOf(top);
  return keyword === 'WHEN' || keyword === 'IF';
}

/** The keyword that the statement begins with; a string is none, whatever it says. */
function keywordOf({ header: [first] }: Frame): string {
  return first === undefined || first.tokenType === Text ? '' : first.image;
}

function nameOf(token: IToken): string {
  return token.tokenType === Text ? token.image.slice(1, -1) : token.image;
}
