/** Where a node stands: UTF-16 offsets into the text, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Located {
  readonly range: Range;
}

/** A word or a string where something is named. */
export interface Name extends Located {
  readonly value: string;
  readonly isQuoted: boolean;
}

export type Value = ScalarValue | ArrayValue | ObjectValue;

export interface ScalarValue extends Located {
  readonly kind: 'scalar';
  /** A bare word is text too. */
  readonly value: string | number | boolean | null;
}

export interface ArrayValue extends Located {
  readonly kind: 'array';
  readonly items: readonly Value[];
}

export interface ObjectValue extends Located {
  readonly kind: 'object';
  /** In the order of the text; the parser reports keys that come twice, and keeps both. */
  readonly pairs: readonly Pair[];
}

export interface Pair extends Located {
  readonly key: Name;
  readonly value: Value;
}

/** `key = value` in round brackets. */
export interface Option extends Located {
  readonly key: Name;
  readonly value: Value;
}

/** A whole text. What cannot be read is left out, and reported by the parser. */
export interface Program extends Located {
  readonly kind: 'program';
  readonly items: readonly Item[];
}

export type Item =
  | RoutingBlock
  | EntrypointBlock
  | ModelBlock
  | RecipeBlock
  | SignalBlock
  | ProjectionBlock
  | TemplateBlock
  | RouteBlock
  | TreeBlock
  | TestBlock
  | WithBlock;

/** `ROUTING { strategy: priority }` */
export interface RoutingBlock extends Located {
  readonly kind: 'routing';
  readonly fields: ObjectValue;
}

/** `ENTRYPOINT { model_names: [...] recipe: "name" }` */
export interface EntrypointBlock extends Located {
  readonly kind: 'entrypoint';
  readonly fields: ObjectValue;
}

/** `MODEL name { ... }` outside of routes: a model card. */
export interface ModelBlock extends Located {
  readonly kind: 'model';
  readonly name: Name;
  readonly fields: ObjectValue;
}

export interface RecipeBlock extends Located {
  readonly kind: 'recipe';
  readonly name: Name;
  readonly options: readonly Option[];
  readonly items: readonly Item[];
}

export interface SignalBlock extends Located {
  readonly kind: 'signal';
  readonly type: Name;
  readonly name: Name;
  readonly fields: ObjectValue;
}

export interface ProjectionBlock extends Located {
  readonly kind: 'projection';
  /** `partition`, `score` or `mapping`; anything else is reported by the compiler. */
  readonly type: Name;
  readonly name: Name;
  readonly fields: ObjectValue;
}

/** `PLUGIN name type { ... }` outside of routes. */
export interface TemplateBlock extends Located {
  readonly kind: 'template';
  readonly name: Name;
  readonly type: Name;
  readonly fields: ObjectValue;
}

/** `ROUTE` or `DECISION`. */
export interface RouteBlock extends Located {
  readonly kind: 'route';
  readonly name: Name;
  readonly options: readonly Option[];
  readonly statements: readonly Statement[];
}

export interface TreeBlock extends Located {
  readonly kind: 'tree';
  readonly name: Name;
  readonly branches: readonly Branch[];
}

export interface Branch extends Located {
  readonly kind: 'branch';
  /** Undefined: `ELSE`. */
  readonly condition: Expression | undefined;
  readonly statements: readonly (Statement | NameStatement)[];
}

export interface TestBlock extends Located {
  readonly kind: 'test';
  readonly name: Name;
  readonly entries: readonly TestEntry[];
}

/** `"prompt" -> route { model: "x" }` */
export interface TestEntry extends Located {
  readonly kind: 'test-entry';
  readonly prompt: Name;
  readonly route: Name;
  readonly fields: ObjectValue | undefined;
}

/** `WITH { ... }`: fields by the names of the configuration. */
export interface WithBlock extends Located {
  readonly kind: 'with';
  readonly fields: ObjectValue;
}

export type Statement =
  | NumberStatement
  | DescriptionStatement
  | WhenStatement
  | ModelsStatement
  | AlgorithmStatement
  | PluginStatement
  | LoopStatement
  | EmitStatement
  | WithBlock;

export interface NumberStatement extends Located {
  readonly kind: 'priority' | 'tier';
  readonly value: ScalarValue;
}

export interface DescriptionStatement extends Located {
  readonly kind: 'description';
  readonly text: Name;
}

/** `NAME "x"` in a branch of a tree. */
export interface NameStatement extends Located {
  readonly kind: 'name';
  readonly name: Name;
}

export interface WhenStatement extends Located {
  readonly kind: 'when';
  readonly condition: Expression;
}

export interface ModelsStatement extends Located {
  readonly kind: 'models';
  readonly models: readonly ModelReference[];
}

export interface ModelReference extends Located {
  readonly kind: 'model-reference';
  readonly name: Name;
  readonly options: readonly Option[];
}

export interface AlgorithmStatement extends Located {
  readonly kind: 'algorithm';
  readonly type: Name;
  readonly fields: ObjectValue | undefined;
}

/** `PLUGIN template-or-type { ... }` in a route. */
export interface PluginStatement extends Located {
  readonly kind: 'plugin';
  readonly name: Name;
  readonly fields: ObjectValue | undefined;
}

/** `FOR v IN decision.candidates { MODEL v }` or `FOR v IN [a, b] { MODEL v }` */
export interface LoopStatement extends Located {
  readonly kind: 'loop';
  readonly variable: Name;
  /** A name stands for a list that exists, such as `decision.candidates`. */
  readonly source: Name | readonly ModelReference[];
  readonly body: readonly ModelsStatement[];
}

export interface EmitStatement extends Located {
  readonly kind: 'emit';
  readonly type: Name;
  readonly fields: ObjectValue;
}

export type Expression = GroupExpression | NotExpression | SignalReference;

/**
 * Operands of one level: `a AND b AND c` has three, `(a AND b) AND c` has two. Brackets that change
 * nothing, as in `(a)`, leave no trace.
 */
interface GroupExpression extends Located {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

interface NotExpression extends Located {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** `type("name", label: "x", predicate: { gte: 0.7 })` */
export interface SignalReference extends Located {
  readonly kind: 'reference';
  readonly type: Name;
  readonly name: Name;
  readonly pairs: readonly Pair[];
}

/** One remark about a text. */
export interface Diagnostic extends Located {
  /** `D100` and up, see `docs/reference/dsl.md`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** A change that settles a diagnostic. */
export interface Fix extends Located {
  readonly description: string;
  readonly newText: string;
}
