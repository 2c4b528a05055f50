import type {
  Branch,
  Expression,
  Item,
  ModelReference,
  Name,
  ObjectValue,
  Program,
  Range,
  Statement,
  TestBlock,
  Value,
} from './ast.ts';

type SymbolKind =
  | 'signal'
  | 'projection'
  | 'output'
  | 'model'
  | 'template'
  | 'route'
  | 'tree'
  | 'recipe'
  | 'test';

/** Something that a program gives a name. */
export interface ProgramSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** Of signals, projections and templates. */
  readonly type?: string;
  /** The recipe around it. */
  readonly recipe?: string;
  readonly nameRange: Range;
  /** The whole block. */
  readonly range: Range;
}

/** A place that uses a name; `output` is what a projection yields, `member` a signal in a partition. */
export interface SymbolUse {
  readonly kind: 'signal' | 'output' | 'member' | 'model' | 'plugin' | 'route' | 'recipe';
  readonly name: string;
  readonly type?: string;
  readonly recipe?: string;
  readonly range: Range;
}

export interface ProgramSymbols {
  readonly declared: readonly ProgramSymbol[];
  readonly used: readonly SymbolUse[];
}

/** Everything that has a name in a program, and where the names are used. */
export function collectSymbols(program: Program): ProgramSymbols {
  const declared: ProgramSymbol[] = [];
  const used: SymbolUse[] = [];

  function visitItems(items: readonly Item[], recipe?: string): void {
    const scope = recipe === undefined ? {} : { recipe };
    const declare = (
      kind: SymbolKind,
      name: Name,
      { range, type }: { readonly range: Range; readonly type?: string },
    ) => {
      const typed = type === undefined ? {} : { type };
      declared.push({ kind, name: name.value, ...typed, ...scope, nameRange: name.range, range });
    };
    const use = (kind: SymbolUse['kind'], name: Name, type?: string) => {
      const typed = type === undefined ? {} : { type };
      used.push({ kind, name: name.value, ...typed, ...scope, range: name.range });
    };

    function visitExpression(expression: Expression): void {
      if (expression.kind === 'not') visitExpression(expression.operand);
      else if (expression.kind !== 'reference') expression.operands.forEach(visitExpression);
      else if (expression.type.value === 'projection') use('output', expression.name);
      else use('signal', expression.name, expression.type.value);
    }

    function visitStatements(statements: readonly (Statement | Branch['statements'][number])[]) {
      const useModels = (models: readonly ModelReference[]) => {
        for (const { name } of models) use('model', name);
      };
      for (const statement of statements) {
        if (statement.kind === 'when') visitExpression(statement.condition);
        else if (statement.kind === 'models') useModels(statement.models);
        else if (statement.kind === 'plugin') use('plugin', statement.name);
        else if (statement.kind === 'algorithm' && statement.fields !== undefined) {
          for (const name of modelsIn(statement.fields)) use('model', name);
        } else if (statement.kind === 'loop' && Array.isArray(statement.source)) {
          useModels(statement.source);
        }
      }
    }

    for (const item of items) {
      const { range } = item;
      switch (item.kind) {
        case 'recipe':
          declare('recipe', item.name, { range });
          visitItems(item.items, item.name.value);
          break;
        case 'signal':
          declare('signal', item.name, { range, type: item.type.value });
          visitComposer(item.fields);
          break;
        case 'projection':
          declare('projection', item.name, { range, type: item.type.value });
          visitProjection(item.fields);
          break;
        case 'model':
          declare('model', item.name, { range });
          break;
        case 'template':
          declare('template', item.name, { range, type: item.type.value });
          break;
        case 'route':
          declare('route', item.name, { range });
          visitStatements(item.statements);
          break;
        case 'tree':
          declare('tree', item.name, { range });
          for (const branch of item.branches) {
            if (branch.condition !== undefined) visitExpression(branch.condition);
            const named = branch.statements.find((statement) => statement.kind === 'name');
            if (named !== undefined) declare('route', named.name, { range: branch.range });
            visitStatements(branch.statements);
          }
          break;
        case 'test':
          declare('test', item.name, { range });
          for (const { route } of item.entries) use('route', route);
          visitExpectations(item.entries);
          break;
        case 'entrypoint': {
          const recipeName = wordAt(item.fields, 'recipe');
          if (recipeName !== undefined) use('recipe', recipeName);
          break;
        }
        default:
          break;
      }
    }

    function visitExpectations(entries: TestBlock['entries']): void {
      for (const { fields } of entries) {
        const model = fields === undefined ? undefined : wordAt(fields, 'model');
        if (model !== undefined) use('model', model);
      }
    }

    function visitComposer(fields: ObjectValue): void {
      const composer = valueAt(fields, 'composer');
      if (composer === undefined) return;
      for (const { type, name } of leavesIn(composer)) use('signal', name, type);
    }

    function visitProjection(fields: ObjectValue): void {
      const source = wordAt(fields, 'source');
      if (source !== undefined) use('output', source);
      const members = valueAt(fields, 'members');
      const words =
        members?.kind === 'array' ? members.items.flatMap((item) => wordOf(item) ?? []) : [];
      for (const word of [...words, wordAt(fields, 'default') ?? []].flat()) use('member', word);
      for (const output of objectsAt(fields, 'outputs')) {
        const name = wordAt(output, 'name');
        if (name !== undefined) declare('output', name, { range: output.range });
      }
      for (const input of objectsAt(fields, 'inputs')) {
        const type = wordAt(input, 'type');
        const name = wordAt(input, 'name');
        if (type === undefined || name === undefined) continue;
        if (type.value === 'projection') use('output', name);
        else use('signal', name, type.value);
      }
    }
  }

  visitItems(program.items);
  return { declared, used };
}

function valueAt(fields: ObjectValue, key: string): Value | undefined {
  return fields.pairs.find((pair) => pair.key.value === key)?.value;
}

function objectsAt(fields: ObjectValue, key: string): readonly ObjectValue[] {
  const value = valueAt(fields, key);
  return value?.kind === 'array' ? value.items.filter((item) => item.kind === 'object') : [];
}

function wordAt(fields: ObjectValue, key: string): Name | undefined {
  return wordOf(valueAt(fields, key));
}

function wordOf(value: Value | undefined): Name | undefined {
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return undefined;
  return { value: value.value, isQuoted: true, range: value.range };
}

/** Whether a field of an algorithm names models. */
export function isModelField(key: string): boolean {
  return /^(?:.*_)?models?$/.test(key);
}

function modelsIn(value: Value): readonly Name[] {
  if (value.kind === 'array') return value.items.flatMap(modelsIn);
  if (value.kind !== 'object') return [];
  return value.pairs.flatMap((pair) => {
    if (!isModelField(pair.key.value)) return modelsIn(pair.value);
    const list = pair.value.kind === 'array' ? pair.value.items : [pair.value];
    return list.flatMap((item) => wordOf(item) ?? modelsIn(item));
  });
}

/** Leaves of a rule tree that is written as an object. */
function leavesIn(tree: Value): readonly { readonly type: string; readonly name: Name }[] {
  if (tree.kind !== 'object') return [];
  const type = wordAt(tree, 'type');
  const name = wordAt(tree, 'name');
  if (type !== undefined && name !== undefined) return [{ type: type.value, name }];
  return objectsAt(tree, 'conditions').flatMap(leavesIn);
}
