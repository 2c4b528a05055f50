import {
  defaultParserErrorProvider,
  EmbeddedActionsParser,
  type IToken,
  type TokenType,
} from 'chevrotain';
import type * as ast from '../ast.ts';
import { Cursor, type Source } from './parse-cursor.ts';
import {
  atBranch,
  atElement,
  atItem,
  atModel,
  atOperand,
  atPair,
  atStatement,
  atTail,
  atTestEntry,
  lacksLoopSource,
  lacksName,
  lacksOperand,
  lacksValue,
  lacksValueOf,
} from './parse-lookahead.ts';
import { group, nameOf, numberOf, scalarOf, textOf } from './parse-nodes.ts';
import { replaceWith, TooManyMistakes } from './parse-report.ts';
import {
  checkBranches,
  correctKeyword,
  correctNot,
  correctOperator,
  isAllowedIn,
  isAllowedInRecipe,
  reportRepeated,
  skipBracedOptions,
  skipSeparator,
} from './parse-slips.ts';
import {
  type AnyStatement,
  closersOf,
  closingTypes,
  ifKeyword,
  inKeyword,
  isReserved,
  type ReadBranch,
  type StatementPlace,
} from './parse-words.ts';
import { isBareName } from './print.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  Colon,
  Comma,
  Equals,
  False,
  keywordTokens as key,
  Null,
  NumberToken,
  OddWord,
  OpenBrace,
  OpenRound,
  OpenSquare,
  Text,
  True,
  vocabulary,
  Word,
} from './tokens.ts';

/**
 * The grammar. Loops look for their next element themselves (`at...`): they report and skip what
 * cannot stand there, up to the next statement or block. A token that is missing is reported and taken
 * as read, so that one slip costs neither its block nor those around it.
 */
export class DslParser extends EmbeddedActionsParser {
  /** Chevrotain's own step to the next token, which its types leave out. */
  declare protected consumeToken: () => void;
  #items: ast.Item[] = [];
  readonly #cursor = new Cursor(
    (distance) => this.LA(distance),
    () => this.consumeToken(),
  );

  constructor() {
    super(vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations: true,
      errorMessageProvider: {
        ...defaultParserErrorProvider,
        buildMismatchTokenMessage: ({ expected, actual, previous }) => {
          this.#cursor.reportMismatch(expected, actual, previous);
          return '';
        },
      },
    });
    this.performSelfAnalysis();
  }

  /** Reads tokens; what was read is returned also when there were too many mistakes to go on. */
  read(tokens: IToken[], source: Source): readonly ast.Item[] {
    this.#items = [];
    this.#cursor.reset(source);
    this.input = tokens;
    try {
      this.program();
    } catch (error) {
      if (!(error instanceof TooManyMistakes)) throw error;
    }
    const items = this.#items;
    this.#items = [];
    this.#cursor.reset(undefined);
    this.input = [];
    return items;
  }

  readonly program = this.RULE('program', (): void => {
    this.MANY({
      GATE: () => atItem(this.#cursor, 'program', 0),
      DEF: () => {
        const item = this.SUBRULE(this.item);
        this.ACTION(() => item && this.#items.push(item));
      },
    });
  });

  readonly item = this.RULE('item', (): ast.Item | undefined =>
    this.OR<ast.Item | undefined>([
      { ALT: () => this.SUBRULE(this.routing) },
      { ALT: () => this.SUBRULE(this.entrypoint) },
      { ALT: () => this.SUBRULE(this.model) },
      { ALT: () => this.SUBRULE(this.recipe) },
      { ALT: () => this.SUBRULE(this.signal) },
      { ALT: () => this.SUBRULE(this.projection) },
      { ALT: () => this.SUBRULE(this.template) },
      { ALT: () => this.SUBRULE(this.route) },
      { ALT: () => this.SUBRULE(this.tree) },
      { ALT: () => this.SUBRULE(this.test) },
      { ALT: () => this.SUBRULE(this.withBlock) },
    ]),
  );

  readonly routing = this.RULE('routing', (): ast.RoutingBlock => {
    const start = this.#cursor.start();
    this.CONSUME(key.ROUTING);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'routing', fields, range: this.#cursor.from(start) }));
  });

  readonly entrypoint = this.RULE('entrypoint', (): ast.EntrypointBlock => {
    const start = this.#cursor.start();
    this.CONSUME(key.ENTRYPOINT);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'entrypoint', fields, range: this.#cursor.from(start) }));
  });

  readonly withBlock = this.RULE('withBlock', (): ast.WithBlock => {
    const start = this.#cursor.start();
    this.CONSUME(key.WITH);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'with', fields, range: this.#cursor.from(start) }));
  });

  readonly model = this.RULE('model', (): ast.ModelBlock | undefined => {
    const start = this.#cursor.start();
    this.CONSUME(key.MODEL);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the model'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => name && { kind: 'model', name, fields, range: this.#cursor.from(start) },
    );
  });

  readonly recipe = this.RULE('recipe', (): ast.RecipeBlock | undefined => {
    const start = this.#cursor.start();
    const items: ast.Item[] = [];
    this.CONSUME(key.RECIPE);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the recipe'] });
    const options = this.OPTION(() => this.SUBRULE(this.options));
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#cursor.enter(CloseBrace, open));
    this.MANY({
      GATE: () => atItem(this.#cursor, 'recipe', start),
      DEF: () => {
        const keyword = this.LA(1);
        const item = this.SUBRULE(this.item);
        this.ACTION(() => isAllowedInRecipe(this.#cursor, keyword) && item && items.push(item));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(
      () =>
        name && {
          kind: 'recipe',
          name,
          options: options ?? [],
          items,
          range: this.#cursor.from(start),
        },
    );
  });

  readonly signal = this.RULE('signal', (): ast.SignalBlock | undefined => {
    const start = this.#cursor.start();
    this.CONSUME(key.SIGNAL);
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the signal'] });
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the signal'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && name && { kind: 'signal', type, name, fields, range: this.#cursor.from(start) },
    );
  });

  readonly projection = this.RULE('projection', (): ast.ProjectionBlock | undefined => {
    const start = this.#cursor.start();
    this.CONSUME(key.PROJECTION);
    const type = this.SUBRULE(this.type, { ARGS: ['`partition`, `score` or `mapping`'] });
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the projection'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () =>
        type && name && { kind: 'projection', type, name, fields, range: this.#cursor.from(start) },
    );
  });

  readonly template = this.RULE('template', (): ast.TemplateBlock | undefined => {
    const start = this.#cursor.start();
    this.CONSUME(key.PLUGIN);
    const name = this.SUBRULE(this.firstWord, { ARGS: ['the name of the template'] });
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the plugin'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () =>
        type && name && { kind: 'template', name, type, fields, range: this.#cursor.from(start) },
    );
  });

  readonly route = this.RULE('route', (): ast.RouteBlock | undefined => {
    const start = this.#cursor.start();
    this.OR([{ ALT: () => this.CONSUME(key.ROUTE) }, { ALT: () => this.CONSUME(key.DECISION) }]);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the route'] });
    const options = this.OPTION(() => this.SUBRULE(this.options));
    const statements = this.SUBRULE(this.block, { ARGS: ['route', start] });
    return this.ACTION(
      () =>
        name && {
          kind: 'route',
          name,
          options: options ?? [],
          statements: statements as ast.Statement[],
          range: this.#cursor.from(start),
        },
    );
  });

  readonly tree = this.RULE('tree', (): ast.TreeBlock | undefined => {
    const start = this.#cursor.start();
    const read: ReadBranch[] = [];
    const keyword = this.CONSUME(key.DECISION_TREE);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the tree'] });
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#cursor.enter(CloseBrace, open));
    this.MANY({
      GATE: () => atBranch(this.#cursor, start),
      DEF: () => {
        const branch = this.SUBRULE(this.branch, { ARGS: [start] });
        this.ACTION(() => read.push(branch));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(() => {
      checkBranches(this.#cursor, keyword, read);
      const branches = read.flatMap(({ branch }) => branch ?? []);
      return name && { kind: 'tree', name, branches, range: this.#cursor.from(start) };
    });
  });

  readonly branch = this.RULE('branch', (header: number): ReadBranch => {
    const keyword = this.LA(1);
    const start = this.#cursor.start();
    let isElse = false;
    let condition: ast.Expression | undefined;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(key.IF);
          condition = this.SUBRULE(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(key.ELSE);
          isElse = true;
          this.OPTION({
            GATE: () => this.LA(1).tokenType === key.IF || correctKeyword(this.#cursor, ifKeyword),
            DEF: () => {
              this.CONSUME1(key.IF);
              isElse = false;
              condition = this.SUBRULE1(this.expression);
            },
          });
        },
      },
    ]);
    const statements = this.SUBRULE(this.block, { ARGS: ['branch', header] });
    return this.ACTION(() => {
      const branch: ast.Branch = {
        kind: 'branch',
        condition,
        statements,
        range: this.#cursor.from(start),
      };
      // Without its condition it would pass for the ELSE.
      return { keyword, isElse, branch: isElse || condition ? branch : undefined };
    });
  });

  readonly test = this.RULE('test', (): ast.TestBlock | undefined => {
    const start = this.#cursor.start();
    const entries: ast.TestEntry[] = [];
    this.CONSUME(key.TEST);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the test'] });
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#cursor.enter(CloseBrace, open));
    this.MANY({
      GATE: () => atTestEntry(this.#cursor),
      DEF: () => {
        const entry = this.SUBRULE(this.testEntry);
        this.ACTION(() => entry && entries.push(entry));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(
      () => name && { kind: 'test', name, entries, range: this.#cursor.from(start) },
    );
  });

  readonly testEntry = this.RULE('testEntry', (): ast.TestEntry | undefined => {
    const prompt = this.CONSUME(Text);
    this.CONSUME(Arrow);
    const route = this.SUBRULE(this.name, { ARGS: ['the name of a route'] });
    const fields = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION(
      () =>
        route && {
          kind: 'test-entry',
          prompt: textOf(this.#cursor, prompt),
          route,
          fields,
          range: this.#cursor.from(prompt.startOffset),
        },
    );
  });

  readonly block = this.RULE('block', (place: StatementPlace, header: number): AnyStatement[] => {
    const statements: AnyStatement[] = [];
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#cursor.enter(CloseBrace, open));
    this.MANY({
      GATE: () => atStatement(this.#cursor, header),
      DEF: () => {
        const keyword = this.LA(1);
        const statement = this.SUBRULE(this.statement, { ARGS: [header] });
        this.ACTION(
          () =>
            isAllowedIn(this.#cursor, place, keyword) && statement && statements.push(statement),
        );
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#cursor.leave());
    return statements;
  });

  readonly statement = this.RULE('statement', (header: number): AnyStatement | undefined =>
    this.OR<AnyStatement | undefined>([
      { ALT: () => this.SUBRULE(this.number) },
      { ALT: () => this.SUBRULE(this.description) },
      { ALT: () => this.SUBRULE(this.nameStatement) },
      { ALT: () => this.SUBRULE(this.when) },
      { ALT: () => this.SUBRULE(this.modelsStatement) },
      { ALT: () => this.SUBRULE(this.algorithm) },
      { ALT: () => this.SUBRULE(this.plugin) },
      { ALT: () => this.SUBRULE(this.loop, { ARGS: [header] }) },
      { ALT: () => this.SUBRULE(this.emit) },
      { ALT: () => this.SUBRULE(this.withBlock) },
    ]),
  );

  readonly number = this.RULE('number', (): ast.NumberStatement | undefined => {
    const keyword = this.OR([
      { ALT: () => this.CONSUME(key.PRIORITY) },
      { ALT: () => this.CONSUME(key.TIER) },
    ]);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const token = this.CONSUME(NumberToken);
    return this.ACTION(() => {
      if (token.isInsertedInRecovery) return undefined;
      const value = numberOf(this.#cursor, token);
      if (!Number.isInteger(value.value)) {
        this.#cursor.report({
          range: value.range,
          message: `\`${keyword.image}\` takes a whole number`,
        });
      }
      const kind = keyword.tokenType === key.TIER ? 'tier' : 'priority';
      return { kind, value, range: this.#cursor.from(keyword.startOffset) };
    });
  });

  readonly description = this.RULE('description', (): ast.DescriptionStatement | undefined => {
    const keyword = this.CONSUME(key.DESCRIPTION);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const token = this.CONSUME(Text);
    return this.ACTION(() => {
      if (token.isInsertedInRecovery) return undefined;
      const range = this.#cursor.from(keyword.startOffset);
      return { kind: 'description', text: textOf(this.#cursor, token), range };
    });
  });

  readonly nameStatement = this.RULE('nameStatement', (): ast.NameStatement | undefined => {
    const keyword = this.CONSUME(key.NAME);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the branch'] });
    return this.ACTION(
      () => name && { kind: 'name', name, range: this.#cursor.from(keyword.startOffset) },
    );
  });

  readonly when = this.RULE('when', (): ast.WhenStatement | undefined => {
    const keyword = this.CONSUME(key.WHEN);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(
      () => condition && { kind: 'when', condition, range: this.#cursor.from(keyword.startOffset) },
    );
  });

  readonly modelsStatement = this.RULE('modelsStatement', (): ast.ModelsStatement => {
    const keyword = this.CONSUME(key.MODEL);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const models = this.SUBRULE(this.models);
    return this.ACTION(() => ({
      kind: 'models',
      models,
      range: this.#cursor.from(keyword.startOffset),
    }));
  });

  readonly algorithm = this.RULE('algorithm', (): ast.AlgorithmStatement | undefined => {
    const keyword = this.CONSUME(key.ALGORITHM);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the algorithm'] });
    const fields = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION(
      () =>
        type && { kind: 'algorithm', type, fields, range: this.#cursor.from(keyword.startOffset) },
    );
  });

  readonly plugin = this.RULE('plugin', (): ast.PluginStatement | undefined => {
    const keyword = this.CONSUME(key.PLUGIN);
    this.ACTION(() => skipSeparator(this.#cursor, keyword));
    const name = this.SUBRULE(this.name, { ARGS: ['a template or a plugin type'] });
    const fields = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION(
      () => name && { kind: 'plugin', name, fields, range: this.#cursor.from(keyword.startOffset) },
    );
  });

  readonly loop = this.RULE('loop', (header: number): ast.LoopStatement | undefined => {
    const keyword = this.CONSUME(key.FOR);
    const variable = this.SUBRULE(this.type, { ARGS: ['the name of the variable'] });
    this.ACTION(() => correctKeyword(this.#cursor, inKeyword));
    this.CONSUME(key.IN);
    const source = this.SUBRULE(this.loopSource);
    const statements = this.SUBRULE(this.block, { ARGS: ['loop', header] });
    return this.ACTION(() => {
      if (variable === undefined || source === undefined) return undefined;
      const body = statements.filter((statement) => statement.kind === 'models');
      return {
        kind: 'loop',
        variable,
        source,
        body,
        range: this.#cursor.from(keyword.startOffset),
      };
    });
  });

  readonly loopSource = this.RULE('loopSource', (): ast.LoopStatement['source'] | undefined => {
    if (this.ACTION(() => lacksLoopSource(this.#cursor))) return undefined;
    return this.OR<ast.LoopStatement['source'] | undefined>([
      { ALT: () => this.SUBRULE(this.modelList) },
      { ALT: () => this.SUBRULE(this.name, { ARGS: ['a list'] }) },
    ]);
  });

  readonly modelList = this.RULE('modelList', (): readonly ast.ModelReference[] => {
    const open = this.CONSUME(OpenSquare);
    this.ACTION(() => this.#cursor.enter(CloseSquare, open));
    const models = this.SUBRULE(this.models);
    this.CONSUME(CloseSquare);
    this.ACTION(() => this.#cursor.leave());
    return models;
  });

  readonly emit = this.RULE('emit', (): ast.EmitStatement | undefined => {
    const keyword = this.CONSUME(key.EMIT);
    const type = this.SUBRULE(this.type, { ARGS: ['what to emit'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && { kind: 'emit', type, fields, range: this.#cursor.from(keyword.startOffset) },
    );
  });

  readonly models = this.RULE('models', (): ast.ModelReference[] => {
    const models: ast.ModelReference[] = [];
    const first = this.SUBRULE(this.modelReference);
    this.ACTION(() => first && models.push(first));
    this.MANY({
      GATE: () => atModel(this.#cursor),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const model = this.SUBRULE1(this.modelReference);
        this.ACTION(() => model && models.push(model));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    return models;
  });

  readonly modelReference = this.RULE('modelReference', (): ast.ModelReference | undefined => {
    const start = this.#cursor.start();
    const name = this.SUBRULE(this.name, { ARGS: ['the name of a model'] });
    const options = this.OPTION(() => this.SUBRULE(this.options));
    this.ACTION(() => skipBracedOptions(this.#cursor));
    return this.ACTION(
      () =>
        name && {
          kind: 'model-reference',
          name,
          options: options ?? [],
          range: this.#cursor.from(start),
        },
    );
  });

  readonly expression = this.RULE('expression', (): ast.Expression | undefined => {
    const start = this.#cursor.start();
    const operands: (ast.Expression | undefined)[] = [this.SUBRULE(this.term)];
    this.MANY({
      GATE: () => this.LA(1).tokenType === key.OR || correctOperator(this.#cursor, 'OR'),
      DEF: () => {
        this.CONSUME(key.OR);
        operands.push(this.SUBRULE1(this.term));
      },
    });
    return this.ACTION(() => group('or', operands, this.#cursor.from(start)));
  });

  readonly term = this.RULE('term', (): ast.Expression | undefined => {
    const start = this.#cursor.start();
    const operands: (ast.Expression | undefined)[] = [this.SUBRULE(this.factor)];
    this.MANY({
      GATE: () => atOperand(this.#cursor),
      DEF: () => {
        this.OPTION(() => this.CONSUME(key.AND));
        operands.push(this.SUBRULE1(this.factor));
      },
    });
    return this.ACTION(() => group('and', operands, this.#cursor.from(start)));
  });

  readonly factor = this.RULE('factor', (): ast.Expression | undefined => {
    const negations: number[] = [];
    this.MANY({
      GATE: () => this.LA(1).tokenType === key.NOT || correctNot(this.#cursor),
      DEF: () => negations.push(this.CONSUME(key.NOT).startOffset),
    });
    if (this.ACTION(() => lacksOperand(this.#cursor))) return undefined;
    const operand = this.OR<ast.Expression | undefined>([
      { ALT: () => this.SUBRULE(this.bracketed) },
      { ALT: () => this.SUBRULE(this.reference) },
    ]);
    return this.ACTION(() => {
      if (operand === undefined) return undefined;
      const end = this.#cursor.end();
      return negations.reduceRight<ast.Expression>(
        (inner, start) => ({ kind: 'not', operand: inner, range: { start, end } }),
        operand,
      );
    });
  });

  readonly bracketed = this.RULE('bracketed', (): ast.Expression | undefined => {
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#cursor.enter(CloseRound, open));
    const expression = this.SUBRULE(this.expression);
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#cursor.leave());
    return expression;
  });

  readonly reference = this.RULE('reference', (): ast.SignalReference | undefined => {
    const pairs: ast.Pair[] = [];
    const word = this.CONSUME(Word);
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#cursor.enter(CloseRound, open));
    const name = this.SUBRULE(this.name, { ARGS: ['the name of a signal'] });
    this.MANY({
      GATE: () => atPair(this.#cursor, CloseRound, Colon),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const pair = this.SUBRULE(this.pair, { ARGS: [Colon] });
        this.ACTION(() => pair && pairs.push(pair));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(() => {
      reportRepeated(this.#cursor, pairs);
      const type = nameOf(this.#cursor, word);
      return (
        name && { kind: 'reference', type, name, pairs, range: this.#cursor.from(word.startOffset) }
      );
    });
  });

  readonly options = this.RULE('options', (): ast.Option[] => {
    const options: ast.Option[] = [];
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#cursor.enter(CloseRound, open));
    this.MANY({
      GATE: () => atPair(this.#cursor, CloseRound, Equals),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const option = this.SUBRULE(this.pair, { ARGS: [Equals] });
        this.ACTION(() => option && options.push(option));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#cursor.leave());
    this.ACTION(() => reportRepeated(this.#cursor, options));
    return options;
  });

  readonly object = this.RULE('object', (): ast.ObjectValue => {
    const start = this.#cursor.start();
    const pairs: ast.Pair[] = [];
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#cursor.enter(CloseBrace, open));
    this.MANY({
      GATE: () => atPair(this.#cursor, CloseBrace, Colon),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const pair = this.SUBRULE(this.pair, { ARGS: [Colon] });
        this.ACTION(() => pair && pairs.push(pair));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(() => {
      reportRepeated(this.#cursor, pairs);
      return { kind: 'object', pairs, range: this.#cursor.from(start) };
    });
  });

  readonly pair = this.RULE('pair', (separator: TokenType): ast.Pair | undefined => {
    const word = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(OddWord) },
      { ALT: () => this.CONSUME(NumberToken) },
    ]);
    const written = this.OPTION(() =>
      this.OR1([{ ALT: () => this.CONSUME(Colon) }, { ALT: () => this.CONSUME(Equals) }]),
    );
    if (this.ACTION(() => lacksValueOf(this.#cursor, word, written, separator))) return undefined;
    const value = this.SUBRULE(this.value);
    return this.ACTION(
      () =>
        value && {
          key: nameOf(this.#cursor, word),
          value,
          range: this.#cursor.from(word.startOffset),
        },
    );
  });

  readonly array = this.RULE('array', (): ast.ArrayValue => {
    const start = this.#cursor.start();
    const items: ast.Value[] = [];
    const open = this.CONSUME(OpenSquare);
    this.ACTION(() => this.#cursor.enter(CloseSquare, open));
    this.MANY({
      GATE: () => atElement(this.#cursor),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const item = this.SUBRULE(this.value);
        this.ACTION(() => item && items.push(item));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseSquare);
    this.ACTION(() => this.#cursor.leave());
    return this.ACTION(() => ({ kind: 'array', items, range: this.#cursor.from(start) }));
  });

  readonly value = this.RULE('value', (): ast.Value | undefined => {
    if (this.ACTION(() => lacksValue(this.#cursor))) return undefined;
    return this.OR<ast.Value | undefined>([
      { ALT: () => this.SUBRULE(this.object) },
      { ALT: () => this.SUBRULE(this.array) },
      { ALT: () => this.SUBRULE(this.scalar) },
    ]);
  });

  readonly scalar = this.RULE('scalar', (): ast.ScalarValue => {
    const token = this.OR([
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(NumberToken) },
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(True) },
      { ALT: () => this.CONSUME(False) },
      { ALT: () => this.CONSUME(Null) },
      { ALT: () => this.CONSUME(OddWord) },
    ]);
    const end = this.OPTION({
      GATE: () => atTail(this.#cursor, token),
      DEF: () => this.SUBRULE(this.tail, { ARGS: [token] }),
    });
    return this.ACTION(() => scalarOf(this.#cursor, token, end));
  });

  readonly name = this.RULE('name', (what: string): ast.Name | undefined => {
    if (this.ACTION(() => lacksName(this.#cursor, what))) return undefined;
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(OddWord) },
      { ALT: () => this.CONSUME(NumberToken) },
    ]);
    const end = this.OPTION({
      GATE: () => atTail(this.#cursor, token),
      DEF: () => this.SUBRULE(this.tail, { ARGS: [token] }),
    });
    return this.ACTION(() => nameOf(this.#cursor, token, end));
  });

  /** A name that another word follows. */
  readonly firstWord = this.RULE('firstWord', (what: string): ast.Name | undefined => {
    if (this.ACTION(() => lacksName(this.#cursor, what))) return undefined;
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(OddWord) },
      { ALT: () => this.CONSUME(NumberToken) },
    ]);
    return this.ACTION(() => nameOf(this.#cursor, token));
  });

  /** A word without quotes. */
  readonly type = this.RULE('type', (what: string): ast.Name | undefined => {
    const name = this.SUBRULE(this.firstWord, { ARGS: [what] });
    return this.ACTION(() => {
      if (name?.isQuoted && isBareName(name.value)) {
        const message = `${what} stands without quotes`;
        this.#cursor.report({
          range: name.range,
          message,
          fixes: [replaceWith(name.range, name.value)],
        });
      } else if (name?.isQuoted) {
        this.#cursor.expected(what, name.range);
      }
      return name;
    });
  });

  /** More words on the line of a name that lacks its quotes; returns where they end. */
  readonly tail = this.RULE('tail', (first: IToken): number => {
    this.MANY({
      GATE: () => atTail(this.#cursor, first),
      DEF: () => {
        this.OR([
          { ALT: () => this.CONSUME(Word) },
          { ALT: () => this.CONSUME(OddWord) },
          { ALT: () => this.CONSUME(NumberToken) },
          { ALT: () => this.CONSUME(Colon) },
        ]);
      },
    });
    return this.ACTION(() => this.#cursor.end());
  });

  /** A missing token is always taken as read, except where dropping one word brings it back. */
  protected canRecoverWithSingleTokenInsertion(expected: TokenType): boolean {
    const type = this.LA(1).tokenType;
    const isStray = !isReserved(this.LA(1)) && !closingTypes.has(type) && !closersOf.has(type);
    return !(isStray && this.LA(2).tokenType === expected);
  }

  /** What could follow, which is of no interest where missing tokens are always taken as read. */
  protected getFollowsForInRuleRecovery(): TokenType[] {
    return [];
  }
}
