import type { Expression, SignalReference } from '../ast.ts';
import type { CompileContext } from './context.ts';
import type { JsonObject, JsonValue } from './values.ts';

/** The rule tree of a condition. A single signal stands in an AND, as in hand-written documents. */
export function compileRules(condition: Expression, context: CompileContext): JsonObject {
  const node = compileNode(condition, context);
  if (condition.kind !== 'reference') return node;
  return group('AND', [{ node, from: condition }], context);
}

export interface TreeCondition {
  /** Undefined: `ELSE`. */
  readonly own: Expression | undefined;
  readonly earlier: readonly Expression[];
}

/** The rule tree of one branch: its own condition, and none of those before it. */
export function compileBranchRules(
  { own, earlier }: TreeCondition,
  context: CompileContext,
): JsonObject {
  const owns = own === undefined ? [] : own.kind === 'and' ? own.operands : [own];
  const nodes = [
    ...owns.map((from) => ({ node: compileNode(from, context), from })),
    ...earlier.map((from) => ({
      node: group('NOT', [{ node: compileNode(from, context), from }], context),
      from,
    })),
  ];
  const [first] = nodes;
  const isWhole = nodes.length === 1 && first !== undefined && 'operator' in first.node;
  return isWhole ? first.node : group('AND', nodes, context);
}

interface Operand {
  readonly node: JsonObject;
  readonly from: Expression;
}

function compileNode(expression: Expression, context: CompileContext): JsonObject {
  switch (expression.kind) {
    case 'reference':
      return compileLeaf(expression, context);
    case 'not': {
      const from = expression.operand;
      return group('NOT', [{ node: compileNode(from, context), from }], context);
    }
    default: {
      const operands = expression.operands.map((from) => ({
        node: compileNode(from, context),
        from,
      }));
      return group(expression.kind === 'and' ? 'AND' : 'OR', operands, context);
    }
  }
}

function group(
  operator: 'AND' | 'OR' | 'NOT',
  operands: readonly Operand[],
  { writer }: CompileContext,
): JsonObject {
  const conditions: JsonValue[] = [];
  for (const { node, from } of operands) writer.push(conditions, node, from.range);
  return { operator, conditions };
}

function compileLeaf(
  { type, name, pairs }: SignalReference,
  { writer, reportTwice }: CompileContext,
): JsonObject {
  const leaf: JsonObject = {};
  writer.set(leaf, 'type', type.value, { key: type.range, value: type.range });
  writer.set(leaf, 'name', name.value, { key: name.range, value: name.range });
  writer.merge(leaf, pairs, reportTwice);
  return leaf;
}
