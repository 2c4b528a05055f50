import {
  defaultParserErrorProvider,
  EmbeddedActionsParser,
  EOF,
  type IToken,
  type TokenType,
} from 'chevrotain';
import { nearestName } from '../lib/nearest-name.ts';
import type * as ast from './ast.ts';
import { createLineIndex, type LineIndex } from './lines.ts';
import {
  type Mistake,
  quote,
  type Reporter,
  replaceWith,
  TooManyMistakes,
} from './parse-report.ts';
import { isBareName, isKeyword, type Keyword, printString } from './syntax-print.ts';
import { readString } from './syntax-string.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  Colon,
  Comma,
  Equals,
  endOf,
  False,
  isClosed,
  keywordTokens as key,
  Null,
  NumberToken,
  OddWord,
  OpenBrace,
  OpenRound,
  OpenSquare,
  retype,
  Text,
  True,
  vocabulary,
  Word,
  wordTokens,
} from './tokens.ts';

type StatementPlace = 'route' | 'branch' | 'loop';
type ItemPlace = 'program' | 'recipe';
type AnyStatement = ast.Statement | ast.NameStatement;

interface ReadBranch {
  readonly keyword: IToken;
  readonly isElse: boolean;
  /** Undefined: its condition could not be read. */
  readonly branch: ast.Branch | undefined;
}

interface OpenBracket {
  readonly closer: TokenType;
  readonly start: number;
}

/** These begin a block wherever they stand; the other keywords of blocks are statements too. */
const blockKeywords = keywordMap(
  'ROUTING',
  'ENTRYPOINT',
  'RECIPE',
  'SIGNAL',
  'PROJECTION',
  'ROUTE',
  'DECISION',
  'DECISION_TREE',
  'TEST',
);
const itemKeywords = new Map([...blockKeywords, ...keywordMap('MODEL', 'PLUGIN', 'WITH')]);
const statementKeywords = keywordMap(
  'PRIORITY',
  'TIER',
  'DESCRIPTION',
  'NAME',
  'WHEN',
  'MODEL',
  'ALGORITHM',
  'PLUGIN',
  'FOR',
  'EMIT',
  'WITH',
);
const branchKeywords = keywordMap('IF', 'ELSE');
const ifKeyword = keywordMap('IF');
const inKeyword = keywordMap('IN');
const operatorKeywords = keywordMap('AND', 'OR', 'NOT');

const blockTypes: ReadonlySet<TokenType> = new Set(blockKeywords.values());
const itemTypes: ReadonlySet<TokenType> = new Set(itemKeywords.values());
const statementTypes: ReadonlySet<TokenType> = new Set(statementKeywords.values());
const branchTypes: ReadonlySet<TokenType> = new Set(branchKeywords.values());
const operatorTypes: ReadonlySet<TokenType> = new Set([...operatorKeywords.values(), key.IN]);
const reservedTypes: ReadonlySet<TokenType> = new Set(wordTokens.values());
const literals: ReadonlyMap<TokenType, boolean | null> = new Map<TokenType, boolean | null>([
  [True, true],
  [False, false],
  [Null, null],
]);

const forbiddenStatements: Readonly<Record<StatementPlace, ReadonlySet<TokenType>>> = {
  route: new Set([key.NAME]),
  branch: new Set([key.PRIORITY, key.WHEN]),
  loop: new Set([...statementTypes].filter((type) => type !== key.MODEL)),
};
const placeNames: Readonly<Record<StatementPlace, string>> = {
  route: 'a route',
  branch: 'a branch of a tree',
  loop: 'a `FOR` loop',
};

const nameStarts: ReadonlySet<TokenType> = new Set([Word, Text, OddWord, NumberToken]);
const valueStarts: ReadonlySet<TokenType> = new Set([
  ...nameStarts,
  True,
  False,
  Null,
  OpenBrace,
  OpenSquare,
]);
const tailTokens: ReadonlySet<TokenType> = new Set([Word, OddWord, NumberToken]);
const closersOf: ReadonlyMap<TokenType, TokenType> = new Map([
  [OpenBrace, CloseBrace],
  [OpenRound, CloseRound],
  [OpenSquare, CloseSquare],
]);
const closingTypes: ReadonlySet<TokenType> = new Set(closersOf.values());

const plainWords: ReadonlyMap<TokenType, string> = new Map([
  [OpenBrace, '`{`'],
  [CloseBrace, '`}`'],
  [OpenRound, '`(`'],
  [CloseRound, '`)`'],
  [OpenSquare, '`[`'],
  [CloseSquare, '`]`'],
  [Colon, '`:`'],
  [Equals, '`=`'],
  [Comma, '`,`'],
  [Arrow, '`->`'],
  [Word, 'a word'],
  [Text, 'a text in double quotes'],
  [NumberToken, 'a number'],
]);

/** What changes from text to text. */
export interface Source {
  readonly text: string;
  readonly reporter: Reporter;
}

/**
 * The grammar. Loops look for their next element themselves (`at...`): they report and skip what
 * cannot stand there, up to the next statement or block. A token that is missing is reported and taken
 * as read, so that one slip costs neither its block nor those around it.
 */
export class DslParser extends EmbeddedActionsParser {
  /** Chevrotain's own step to the next token, which its types leave out. */
  declare protected consumeToken: () => void;
  #items: ast.Item[] = [];
  #source: Source | undefined;
  #lines: LineIndex | undefined;
  #open: OpenBracket[] = [];

  constructor() {
    super(vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations: true,
      errorMessageProvider: {
        ...defaultParserErrorProvider,
        buildMismatchTokenMessage: ({ expected, actual, previous }) => {
          this.#reportMismatch(expected, actual, previous);
          return '';
        },
      },
    });
    this.performSelfAnalysis();
  }

  /** Reads tokens; what was read is returned also when there were too many mistakes to go on. */
  read(tokens: IToken[], source: Source): readonly ast.Item[] {
    this.#items = [];
    this.#source = source;
    this.#lines = undefined;
    this.#open = [];
    this.input = tokens;
    try {
      this.program();
    } catch (error) {
      if (!(error instanceof TooManyMistakes)) throw error;
    }
    const items = this.#items;
    this.#items = [];
    this.#source = undefined;
    this.input = [];
    return items;
  }

  // ---- blocks

  readonly program = this.RULE('program', (): void => {
    this.MANY({
      GATE: () => this.#atItem('program', 0),
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
    const start = this.#start();
    this.CONSUME(key.ROUTING);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'routing', fields, range: this.#from(start) }));
  });

  readonly entrypoint = this.RULE('entrypoint', (): ast.EntrypointBlock => {
    const start = this.#start();
    this.CONSUME(key.ENTRYPOINT);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'entrypoint', fields, range: this.#from(start) }));
  });

  readonly withBlock = this.RULE('withBlock', (): ast.WithBlock => {
    const start = this.#start();
    this.CONSUME(key.WITH);
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => ({ kind: 'with', fields, range: this.#from(start) }));
  });

  readonly model = this.RULE('model', (): ast.ModelBlock | undefined => {
    const start = this.#start();
    this.CONSUME(key.MODEL);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the model'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(() => name && { kind: 'model', name, fields, range: this.#from(start) });
  });

  readonly recipe = this.RULE('recipe', (): ast.RecipeBlock | undefined => {
    const start = this.#start();
    const items: ast.Item[] = [];
    this.CONSUME(key.RECIPE);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the recipe'] });
    const options = this.OPTION(() => this.SUBRULE(this.options));
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#enter(CloseBrace, open));
    this.MANY({
      GATE: () => this.#atItem('recipe', start),
      DEF: () => {
        const keyword = this.LA(1);
        const item = this.SUBRULE(this.item);
        this.ACTION(() => this.#isAllowedInRecipe(keyword) && item && items.push(item));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#leave());
    return this.ACTION(
      () =>
        name && { kind: 'recipe', name, options: options ?? [], items, range: this.#from(start) },
    );
  });

  readonly signal = this.RULE('signal', (): ast.SignalBlock | undefined => {
    const start = this.#start();
    this.CONSUME(key.SIGNAL);
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the signal'] });
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the signal'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && name && { kind: 'signal', type, name, fields, range: this.#from(start) },
    );
  });

  readonly projection = this.RULE('projection', (): ast.ProjectionBlock | undefined => {
    const start = this.#start();
    this.CONSUME(key.PROJECTION);
    const type = this.SUBRULE(this.type, { ARGS: ['`partition`, `score` or `mapping`'] });
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the projection'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && name && { kind: 'projection', type, name, fields, range: this.#from(start) },
    );
  });

  readonly template = this.RULE('template', (): ast.TemplateBlock | undefined => {
    const start = this.#start();
    this.CONSUME(key.PLUGIN);
    const name = this.SUBRULE(this.firstWord, { ARGS: ['the name of the template'] });
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the plugin'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && name && { kind: 'template', name, type, fields, range: this.#from(start) },
    );
  });

  readonly route = this.RULE('route', (): ast.RouteBlock | undefined => {
    const start = this.#start();
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
          range: this.#from(start),
        },
    );
  });

  readonly tree = this.RULE('tree', (): ast.TreeBlock | undefined => {
    const start = this.#start();
    const read: ReadBranch[] = [];
    const keyword = this.CONSUME(key.DECISION_TREE);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the tree'] });
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#enter(CloseBrace, open));
    this.MANY({
      GATE: () => this.#atBranch(),
      DEF: () => {
        const branch = this.SUBRULE(this.branch, { ARGS: [start] });
        this.ACTION(() => read.push(branch));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#leave());
    return this.ACTION(() => {
      this.#checkBranches(keyword, read);
      const branches = read.flatMap(({ branch }) => branch ?? []);
      return name && { kind: 'tree', name, branches, range: this.#from(start) };
    });
  });

  readonly branch = this.RULE('branch', (header: number): ReadBranch => {
    const keyword = this.LA(1);
    const start = this.#start();
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
            GATE: () => this.LA(1).tokenType === key.IF || this.#correctKeyword(ifKeyword),
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
        range: this.#from(start),
      };
      // Without its condition it would pass for the ELSE.
      return { keyword, isElse, branch: isElse || condition ? branch : undefined };
    });
  });

  readonly test = this.RULE('test', (): ast.TestBlock | undefined => {
    const start = this.#start();
    const entries: ast.TestEntry[] = [];
    this.CONSUME(key.TEST);
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the test'] });
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#enter(CloseBrace, open));
    this.MANY({
      GATE: () => this.#atTestEntry(),
      DEF: () => {
        const entry = this.SUBRULE(this.testEntry);
        this.ACTION(() => entry && entries.push(entry));
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#leave());
    return this.ACTION(() => name && { kind: 'test', name, entries, range: this.#from(start) });
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
          prompt: this.#textOf(prompt),
          route,
          fields,
          range: this.#from(prompt.startOffset),
        },
    );
  });

  // ---- statements

  readonly block = this.RULE('block', (place: StatementPlace, header: number): AnyStatement[] => {
    const statements: AnyStatement[] = [];
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#enter(CloseBrace, open));
    this.MANY({
      GATE: () => this.#atStatement(header),
      DEF: () => {
        const keyword = this.LA(1);
        const statement = this.SUBRULE(this.statement, { ARGS: [header] });
        this.ACTION(
          () => this.#isAllowedIn(place, keyword) && statement && statements.push(statement),
        );
      },
    });
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#leave());
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
    this.ACTION(() => this.#skipSeparator(keyword));
    const token = this.CONSUME(NumberToken);
    return this.ACTION(() => {
      if (token.isInsertedInRecovery) return undefined;
      const value = this.#numberOf(token);
      if (!Number.isInteger(value.value)) {
        this.#report({ range: value.range, message: `\`${keyword.image}\` takes a whole number` });
      }
      const kind = keyword.tokenType === key.TIER ? 'tier' : 'priority';
      return { kind, value, range: this.#from(keyword.startOffset) };
    });
  });

  readonly description = this.RULE('description', (): ast.DescriptionStatement | undefined => {
    const keyword = this.CONSUME(key.DESCRIPTION);
    this.ACTION(() => this.#skipSeparator(keyword));
    const token = this.CONSUME(Text);
    return this.ACTION(() => {
      if (token.isInsertedInRecovery) return undefined;
      const range = this.#from(keyword.startOffset);
      return { kind: 'description', text: this.#textOf(token), range };
    });
  });

  readonly nameStatement = this.RULE('nameStatement', (): ast.NameStatement | undefined => {
    const keyword = this.CONSUME(key.NAME);
    this.ACTION(() => this.#skipSeparator(keyword));
    const name = this.SUBRULE(this.name, { ARGS: ['the name of the branch'] });
    return this.ACTION(
      () => name && { kind: 'name', name, range: this.#from(keyword.startOffset) },
    );
  });

  readonly when = this.RULE('when', (): ast.WhenStatement | undefined => {
    const keyword = this.CONSUME(key.WHEN);
    this.ACTION(() => this.#skipSeparator(keyword));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(
      () => condition && { kind: 'when', condition, range: this.#from(keyword.startOffset) },
    );
  });

  readonly modelsStatement = this.RULE('modelsStatement', (): ast.ModelsStatement => {
    const keyword = this.CONSUME(key.MODEL);
    this.ACTION(() => this.#skipSeparator(keyword));
    const models = this.SUBRULE(this.models);
    return this.ACTION(() => ({ kind: 'models', models, range: this.#from(keyword.startOffset) }));
  });

  readonly algorithm = this.RULE('algorithm', (): ast.AlgorithmStatement | undefined => {
    const keyword = this.CONSUME(key.ALGORITHM);
    this.ACTION(() => this.#skipSeparator(keyword));
    const type = this.SUBRULE(this.type, { ARGS: ['the type of the algorithm'] });
    const fields = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION(
      () => type && { kind: 'algorithm', type, fields, range: this.#from(keyword.startOffset) },
    );
  });

  readonly plugin = this.RULE('plugin', (): ast.PluginStatement | undefined => {
    const keyword = this.CONSUME(key.PLUGIN);
    this.ACTION(() => this.#skipSeparator(keyword));
    const name = this.SUBRULE(this.name, { ARGS: ['a template or a plugin type'] });
    const fields = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION(
      () => name && { kind: 'plugin', name, fields, range: this.#from(keyword.startOffset) },
    );
  });

  readonly loop = this.RULE('loop', (header: number): ast.LoopStatement | undefined => {
    const keyword = this.CONSUME(key.FOR);
    const variable = this.SUBRULE(this.type, { ARGS: ['the name of the variable'] });
    this.ACTION(() => this.#correctKeyword(inKeyword));
    this.CONSUME(key.IN);
    const source = this.SUBRULE(this.loopSource);
    const statements = this.SUBRULE(this.block, { ARGS: ['loop', header] });
    return this.ACTION(() => {
      if (variable === undefined || source === undefined) return undefined;
      const body = statements.filter((statement) => statement.kind === 'models');
      return { kind: 'loop', variable, source, body, range: this.#from(keyword.startOffset) };
    });
  });

  readonly loopSource = this.RULE('loopSource', (): ast.LoopStatement['source'] | undefined => {
    if (this.ACTION(() => this.#lacksLoopSource())) return undefined;
    return this.OR<ast.LoopStatement['source'] | undefined>([
      { ALT: () => this.SUBRULE(this.modelList) },
      { ALT: () => this.SUBRULE(this.name, { ARGS: ['a list'] }) },
    ]);
  });

  readonly modelList = this.RULE('modelList', (): readonly ast.ModelReference[] => {
    const open = this.CONSUME(OpenSquare);
    this.ACTION(() => this.#enter(CloseSquare, open));
    const models = this.SUBRULE(this.models);
    this.CONSUME(CloseSquare);
    this.ACTION(() => this.#leave());
    return models;
  });

  readonly emit = this.RULE('emit', (): ast.EmitStatement | undefined => {
    const keyword = this.CONSUME(key.EMIT);
    const type = this.SUBRULE(this.type, { ARGS: ['what to emit'] });
    const fields = this.SUBRULE(this.object);
    return this.ACTION(
      () => type && { kind: 'emit', type, fields, range: this.#from(keyword.startOffset) },
    );
  });

  readonly models = this.RULE('models', (): ast.ModelReference[] => {
    const models: ast.ModelReference[] = [];
    const first = this.SUBRULE(this.modelReference);
    this.ACTION(() => first && models.push(first));
    this.MANY({
      GATE: () => this.#atModel(),
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
    const start = this.#start();
    const name = this.SUBRULE(this.name, { ARGS: ['the name of a model'] });
    const options = this.OPTION(() => this.SUBRULE(this.options));
    this.ACTION(() => this.#skipBracedOptions());
    return this.ACTION(
      () =>
        name && {
          kind: 'model-reference',
          name,
          options: options ?? [],
          range: this.#from(start),
        },
    );
  });

  // ---- conditions

  readonly expression = this.RULE('expression', (): ast.Expression | undefined => {
    const start = this.#start();
    const operands: (ast.Expression | undefined)[] = [this.SUBRULE(this.term)];
    this.MANY({
      GATE: () => this.LA(1).tokenType === key.OR || this.#correctOperator('OR'),
      DEF: () => {
        this.CONSUME(key.OR);
        operands.push(this.SUBRULE1(this.term));
      },
    });
    return this.ACTION(() => group('or', operands, this.#from(start)));
  });

  readonly term = this.RULE('term', (): ast.Expression | undefined => {
    const start = this.#start();
    const operands: (ast.Expression | undefined)[] = [this.SUBRULE(this.factor)];
    this.MANY({
      GATE: () => this.#atOperand(),
      DEF: () => {
        this.OPTION(() => this.CONSUME(key.AND));
        operands.push(this.SUBRULE1(this.factor));
      },
    });
    return this.ACTION(() => group('and', operands, this.#from(start)));
  });

  readonly factor = this.RULE('factor', (): ast.Expression | undefined => {
    const negations: number[] = [];
    this.MANY({
      GATE: () => this.LA(1).tokenType === key.NOT || this.#correctNot(),
      DEF: () => negations.push(this.CONSUME(key.NOT).startOffset),
    });
    if (this.ACTION(() => this.#lacksOperand())) return undefined;
    const operand = this.OR<ast.Expression | undefined>([
      { ALT: () => this.SUBRULE(this.bracketed) },
      { ALT: () => this.SUBRULE(this.reference) },
    ]);
    return this.ACTION(() => {
      if (operand === undefined) return undefined;
      const end = this.#end();
      return negations.reduceRight<ast.Expression>(
        (inner, start) => ({ kind: 'not', operand: inner, range: { start, end } }),
        operand,
      );
    });
  });

  readonly bracketed = this.RULE('bracketed', (): ast.Expression | undefined => {
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#enter(CloseRound, open));
    const expression = this.SUBRULE(this.expression);
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#leave());
    return expression;
  });

  readonly reference = this.RULE('reference', (): ast.SignalReference | undefined => {
    const pairs: ast.Pair[] = [];
    const word = this.CONSUME(Word);
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#enter(CloseRound, open));
    const name = this.SUBRULE(this.name, { ARGS: ['the name of a signal'] });
    this.MANY({
      GATE: () => this.#atPair(CloseRound, Colon),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const pair = this.SUBRULE(this.pair, { ARGS: [Colon] });
        this.ACTION(() => pair && pairs.push(pair));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#leave());
    return this.ACTION(() => {
      this.#reportRepeated(pairs);
      const type = this.#nameOf(word);
      return name && { kind: 'reference', type, name, pairs, range: this.#from(word.startOffset) };
    });
  });

  // ---- values

  readonly options = this.RULE('options', (): ast.Option[] => {
    const options: ast.Option[] = [];
    const open = this.CONSUME(OpenRound);
    this.ACTION(() => this.#enter(CloseRound, open));
    this.MANY({
      GATE: () => this.#atPair(CloseRound, Equals),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const option = this.SUBRULE(this.pair, { ARGS: [Equals] });
        this.ACTION(() => option && options.push(option));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseRound);
    this.ACTION(() => this.#leave());
    this.ACTION(() => this.#reportRepeated(options));
    return options;
  });

  readonly object = this.RULE('object', (): ast.ObjectValue => {
    const start = this.#start();
    const pairs: ast.Pair[] = [];
    const open = this.CONSUME(OpenBrace);
    this.ACTION(() => this.#enter(CloseBrace, open));
    this.MANY({
      GATE: () => this.#atPair(CloseBrace, Colon),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const pair = this.SUBRULE(this.pair, { ARGS: [Colon] });
        this.ACTION(() => pair && pairs.push(pair));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseBrace);
    this.ACTION(() => this.#leave());
    return this.ACTION(() => {
      this.#reportRepeated(pairs);
      return { kind: 'object', pairs, range: this.#from(start) };
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
    if (this.ACTION(() => this.#lacksValueOf(word, written, separator))) return undefined;
    const value = this.SUBRULE(this.value);
    return this.ACTION(
      () => value && { key: this.#nameOf(word), value, range: this.#from(word.startOffset) },
    );
  });

  readonly array = this.RULE('array', (): ast.ArrayValue => {
    const start = this.#start();
    const items: ast.Value[] = [];
    const open = this.CONSUME(OpenSquare);
    this.ACTION(() => this.#enter(CloseSquare, open));
    this.MANY({
      GATE: () => this.#atElement(),
      DEF: () => {
        this.OPTION(() => this.CONSUME(Comma));
        const item = this.SUBRULE(this.value);
        this.ACTION(() => item && items.push(item));
      },
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(CloseSquare);
    this.ACTION(() => this.#leave());
    return this.ACTION(() => ({ kind: 'array', items, range: this.#from(start) }));
  });

  readonly value = this.RULE('value', (): ast.Value | undefined => {
    if (this.ACTION(() => this.#lacksValue())) return undefined;
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
      GATE: () => this.#atTail(token),
      DEF: () => this.SUBRULE(this.tail, { ARGS: [token] }),
    });
    return this.ACTION(() => this.#scalarOf(token, end));
  });

  readonly name = this.RULE('name', (what: string): ast.Name | undefined => {
    if (this.ACTION(() => this.#lacksName(what))) return undefined;
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(OddWord) },
      { ALT: () => this.CONSUME(NumberToken) },
    ]);
    const end = this.OPTION({
      GATE: () => this.#atTail(token),
      DEF: () => this.SUBRULE(this.tail, { ARGS: [token] }),
    });
    return this.ACTION(() => this.#nameOf(token, end));
  });

  /** A name that another word follows. */
  readonly firstWord = this.RULE('firstWord', (what: string): ast.Name | undefined => {
    if (this.ACTION(() => this.#lacksName(what))) return undefined;
    const token = this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(OddWord) },
      { ALT: () => this.CONSUME(NumberToken) },
    ]);
    return this.ACTION(() => this.#nameOf(token));
  });

  /** A word without quotes. */
  readonly type = this.RULE('type', (what: string): ast.Name | undefined => {
    const name = this.SUBRULE(this.firstWord, { ARGS: [what] });
    return this.ACTION(() => {
      if (name?.isQuoted && isBareName(name.value)) {
        const message = `${what} stands without quotes`;
        this.#report({
          range: name.range,
          message,
          fixes: [replaceWith(name.range, name.value)],
        });
      } else if (name?.isQuoted) {
        this.#expected(what, name.range);
      }
      return name;
    });
  });

  /** More words on the line of a name that lacks its quotes; returns where they end. */
  readonly tail = this.RULE('tail', (first: IToken): number => {
    this.MANY({
      GATE: () => this.#atTail(first),
      DEF: () => {
        this.OR([
          { ALT: () => this.CONSUME(Word) },
          { ALT: () => this.CONSUME(OddWord) },
          { ALT: () => this.CONSUME(NumberToken) },
          { ALT: () => this.CONSUME(Colon) },
        ]);
      },
    });
    return this.ACTION(() => this.#end());
  });

  // ---- what comes next

  #atItem(place: ItemPlace, header: number): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      if (type === EOF) return false;
      if (type === CloseBrace && place === 'recipe') return false;
      if (closingTypes.has(type)) {
        const range = rangeOf(token);
        const fixes = [replaceWith(range, '', 'remove it')];
        this.#report({
          range,
          message: `nothing is open that ${quote(token.image)} closes`,
          fixes,
        });
        this.consumeToken();
        continue;
      }
      if (itemTypes.has(type)) {
        const isOutermost = type === key.RECIPE || type === key.ENTRYPOINT || type === key.MODEL;
        return !(place === 'recipe' && isOutermost && this.#standsOutside(token, header));
      }
      if (this.#correctKeyword(itemKeywords)) continue;
      if (statementTypes.has(type)) {
        const message = `\`${token.image}\` stands inside of a route; here a block begins`;
        this.#report({ range: rangeOf(token), message });
      } else {
        this.#expected('a block such as `SIGNAL` or `ROUTE`');
      }
      this.#skip(itemKeywords, (next) => this.#beginsItem(next));
    }
  }

  #atStatement(header: number): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      if (type === EOF || type === CloseBrace) return false;
      if (statementTypes.has(type)) {
        return !(this.#beginsItem(token) && this.#standsOutside(token, header));
      }
      if (blockTypes.has(type)) return false;
      if (branchTypes.has(type)) return false;
      if (this.#correctKeyword(statementKeywords)) continue;
      this.#expected('a statement such as `WHEN` or `MODEL`, or `}`');
      this.#skip(statementKeywords, (next) => statementTypes.has(next.tokenType));
    }
  }

  #atBranch(): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      if (type === EOF || type === CloseBrace || blockTypes.has(type)) {
        return false;
      }
      if (type === key.IF || type === key.ELSE) return true;
      if (this.#correctElseIf() || this.#correctKeyword(branchKeywords)) continue;
      this.#expected('`IF`, `ELSE` or `}`');
      this.#skip(branchKeywords, (next) => branchTypes.has(next.tokenType));
    }
  }

  #atTestEntry(): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      if (type === Text) return true;
      if (type === EOF || type === CloseBrace || blockTypes.has(type)) {
        return false;
      }
      this.#expected('a prompt in double quotes, or `}`');
      this.#skip(new Map(), (next) => next.tokenType === Text && this.LA(2).tokenType === Arrow);
    }
  }

  #atPair(closer: TokenType, separator: TokenType): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      const next = this.LA(2).tokenType;
      if (type === Word || type === Text || type === OddWord || type === NumberToken) return true;
      if (type === closer || type === EOF) return false;
      if (type === Comma) {
        if (nameStarts.has(next) || this.#isReservedKey(2)) return true;
        if (next === closer || next === EOF || this.#isOpen(next)) return false;
        if (next === Comma) this.#reportComma(this.LA(2));
        else if (isReserved(this.LA(2))) return false;
        this.consumeToken();
        continue;
      }
      if (this.#isOpen(type)) return false;
      if (isReserved(token)) {
        if (!this.#isReservedKey(1)) return false;
        retype(token, OddWord);
        return true;
      }
      if (closer === CloseRound && type === OpenBrace) return false;
      this.#expected(
        separator === Colon
          ? `a field such as \`name: value\`, or ${plainWords.get(closer)}`
          : 'an option such as `weight = 2`, or `)`',
      );
      this.#skip(
        new Map(),
        (after) => after.tokenType === Comma || nameStarts.has(after.tokenType),
      );
    }
  }

  #atElement(): boolean {
    for (;;) {
      const token = this.LA(1);
      const type = token.tokenType;
      const next = this.LA(2).tokenType;
      const before = this.LA(0).tokenType;
      if (valueStarts.has(type)) {
        // The next field of the object around: the list was not closed.
        if ((next === Colon || next === Equals) && this.#isOnNewLine(token)) return false;
        if (before !== OpenSquare && before !== Comma) {
          const end = this.#end();
          const fixes = [{ range: { start: end, end }, newText: ',', description: 'write `,`' }];
          const message = `expected \`,\` or \`]\`, found ${describe(token)}`;
          this.#report({ range: rangeOf(token), message, fixes });
        }
        return true;
      }
      if (type === CloseSquare || type === EOF) return false;
      if (type === Comma) {
        if (before === OpenSquare) this.#reportComma(token);
        else if (next === Comma) this.#reportComma(this.LA(2));
        else if (valueStarts.has(next) || this.#isReservedValue(2)) return true;
        else if (next === CloseSquare || next === EOF || this.#isOpen(next)) return false;
        else if (isReserved(this.LA(2))) return false;
        this.consumeToken();
        continue;
      }
      if (this.#isOpen(type)) return false;
      if (isReserved(token)) {
        if (!this.#isReservedValue(1)) return false;
        retype(token, OddWord);
        return true;
      }
      this.#expected('a value or `]`');
      this.#skip(
        new Map(),
        (after) => after.tokenType === Comma || valueStarts.has(after.tokenType),
      );
    }
  }

  /** After a model: whether another one of the same list comes. */
  #atModel(): boolean {
    const token = this.LA(1);
    if (token.tokenType === Text) {
      if (this.#isOnNewLine(token)) return false;
      const end = this.#end();
      this.#report({
        range: rangeOf(token),
        message: `expected \`,\` between models, found ${describe(token)}`,
        fixes: [{ range: { start: end, end }, newText: ',', description: 'write `,`' }],
      });
      return true;
    }
    if (token.tokenType !== Comma) return false;
    const next = this.LA(2);
    if (next.tokenType === Comma) {
      this.#reportComma(next);
      this.consumeToken();
      return this.#atModel();
    }
    if (!nameStarts.has(next.tokenType)) return false;
    // A keyword in small letters after a trailing comma: nothing but `,` and `(` follows a model.
    const after = this.LA(3).tokenType;
    const isStatement =
      next.tokenType === Word &&
      statementKeywords.has(next.image.toUpperCase()) &&
      (nameStarts.has(after) || after === OpenBrace);
    return !isStatement;
  }

  #atOperand(): boolean {
    const token = this.LA(1);
    const type = token.tokenType;
    if (type === key.AND || this.#correctOperator('AND')) return true;
    const isOperand =
      type === key.NOT ||
      type === OpenRound ||
      (type === Word && this.LA(2).tokenType === OpenRound && !this.#isOperatorWord(token));
    if (!isOperand) return false;
    this.#expected('`AND` or `OR`');
    return true;
  }

  /** Whether the next token belongs to a name of several words that lacks its quotes. */
  #atTail(first: IToken): boolean {
    const token = this.LA(1);
    const type = token.tokenType;
    if (type !== Word && type !== OddWord && type !== NumberToken && type !== Colon) return false;
    if (first.tokenType === Text || isReserved(first)) return false;
    if (first.tokenType === NumberToken && type === NumberToken) return false;
    const next = this.LA(2);
    if (type === Colon) {
      const end = this.#end();
      return (
        token.startOffset === end && next.startOffset === end + 1 && tailTokens.has(next.tokenType)
      );
    }
    if (next.tokenType === Equals || this.#isOnNewLine(token)) return false;
    if (next.tokenType === Colon && this.LA(0).tokenType !== Colon) {
      // A name with a colon goes on, the key of a field does not.
      return false;
    }
    return this.LA(0).tokenType === Colon || !isKeyword(token.image.toUpperCase());
  }

  // ---- what is missing

  #lacksLoopSource(): boolean {
    if (this.LA(1).tokenType === OpenSquare) return false;
    return this.#lacksName('`decision.candidates` or a list of models');
  }

  #lacksName(what: string): boolean {
    const token = this.LA(1);
    if (nameStarts.has(token.tokenType)) return false;
    const next = this.LA(2).tokenType;
    const isName = next === OpenBrace || next === OpenRound || next === CloseRound;
    if (isReserved(token) && isName && !this.#isOnNewLine(token)) {
      retype(token, OddWord);
      return false;
    }
    this.#expected(what);
    return true;
  }

  #lacksValue(): boolean {
    const token = this.LA(1);
    if (valueStarts.has(token.tokenType)) {
      const isNextField =
        nameStarts.has(token.tokenType) &&
        this.LA(0).tokenType === Colon &&
        this.LA(2).tokenType === Colon &&
        this.#isOnNewLine(token);
      if (isNextField) this.#expected('a value');
      return isNextField;
    }
    if (isReserved(token) && this.#isReservedValue(1)) {
      retype(token, OddWord);
      return false;
    }
    this.#expected('a value');
    return true;
  }

  #lacksOperand(): boolean {
    const type = this.LA(1).tokenType;
    if (type === Word || type === OpenRound) return false;
    this.#expected('a condition such as `keyword("name")`');
    return true;
  }

  /** Looks at what separates a key from its value; true where no value follows. */
  #lacksValueOf(word: IToken, written: IToken | undefined, separator: TokenType): boolean {
    const sign = separator === Colon ? ':' : '=';
    if (written !== undefined) {
      if (written.tokenType !== separator) {
        const kind = separator === Colon ? 'field and value' : 'option and value';
        const range = rangeOf(written);
        const fixes = [replaceWith(range, sign)];
        this.#report({ range, message: `\`${sign}\` stands between ${kind}`, fixes });
      }
      return false;
    }
    const token = this.LA(1);
    const next = this.LA(2).tokenType;
    const isValue =
      valueStarts.has(token.tokenType) &&
      next !== Colon &&
      next !== Equals &&
      !this.#isOnNewLine(token);
    const end = endOf(word);
    this.#report({
      range: rangeOf(word),
      message: `expected \`${sign}\` after ${quote(word.image)}, found ${describe(token)}`,
      fixes: isValue ? [replaceWith({ start: end, end }, sign)] : [],
    });
    return !isValue;
  }

  // ---- slips that are put right

  /** A keyword in small letters or with a typing mistake; it is one from here on. */
  #correctKeyword(allowed: ReadonlyMap<string, TokenType>): boolean {
    const token = this.LA(1);
    if (token.tokenType !== Word) return false;
    const capitals = token.image.toUpperCase();
    const keyword = allowed.has(capitals) ? capitals : this.#nearestKeyword(token, allowed);
    if (keyword === undefined) return false;
    const type = allowed.get(keyword) as TokenType;
    const range = rangeOf(token);
    this.#report({
      range,
      message:
        keyword === capitals
          ? `keywords are written in capitals: \`${type.name}\``
          : `${quote(token.image)} is no keyword, did you mean \`${type.name}\`?`,
      fixes: [replaceWith(range, type.name)],
    });
    retype(token, type);
    return true;
  }

  #correctElseIf(): boolean {
    const token = this.LA(1);
    if (token.tokenType !== Word || !/^els?e?if$/i.test(token.image)) return false;
    const range = rangeOf(token);
    this.#report({
      range,
      message: `${quote(token.image)} is written \`ELSE IF\``,
      fixes: [replaceWith(range, 'ELSE IF')],
    });
    retype(token, key.IF);
    return true;
  }

  #nearestKeyword(token: IToken, allowed: ReadonlyMap<string, TokenType>): string | undefined {
    const next = this.LA(2).tokenType;
    if (!nameStarts.has(next) && next !== OpenBrace) return undefined;
    if (token.image.length < 4) return undefined;
    return nearestName(token.image, allowed.keys(), token.image.length > 4 ? 2 : 1);
  }

  #isOperatorWord(token: IToken): boolean {
    return token.tokenType === Word && /^(and|or|not)$/i.test(token.image);
  }

  #correctOperator(operator: 'AND' | 'OR'): boolean {
    if (!this.#isOperatorWord(this.LA(1))) return false;
    if (this.LA(1).image.toUpperCase() !== operator) return false;
    return this.#correctKeyword(operatorKeywords);
  }

  #correctNot(): boolean {
    const token = this.LA(1);
    if (!this.#isOperatorWord(token) || token.image.toUpperCase() !== 'NOT') return false;
    const next = this.LA(2).tokenType;
    const isOperator =
      next === Word ||
      next === key.NOT ||
      (next === OpenRound && this.LA(3).tokenType === Word && this.LA(4).tokenType === OpenRound);
    return isOperator && this.#correctKeyword(operatorKeywords);
  }

  #skipSeparator(keyword: IToken): void {
    const token = this.LA(1);
    if (token.tokenType !== Colon && token.tokenType !== Equals) return;
    const range = rangeOf(token);
    const message = `no ${quote(token.image)} stands after \`${keyword.image}\``;
    this.#report({ range, message, fixes: [replaceWith(range, '', 'remove it')] });
    this.consumeToken();
  }

  #skipBracedOptions(): void {
    const token = this.LA(1);
    if (token.tokenType !== OpenBrace || this.#isOpen(CloseSquare)) return;
    const message = 'options of a model stand in round brackets: `MODEL name (reasoning = true)`';
    this.#report({ range: rangeOf(token), message });
    this.#skip(new Map(), () => true);
  }

  #isAllowedInRecipe(keyword: IToken): boolean {
    const type = keyword.tokenType;
    if (type !== key.MODEL && type !== key.RECIPE && type !== key.ENTRYPOINT) return true;
    const message = `\`${type.name}\` stands outside of recipes`;
    this.#report({ range: rangeOf(keyword), message });
    return false;
  }

  #isAllowedIn(place: StatementPlace, keyword: IToken): boolean {
    const { name } = keyword.tokenType;
    if (!forbiddenStatements[place].has(keyword.tokenType)) return true;
    const message = `\`${name}\` cannot stand in ${placeNames[place]}`;
    this.#report({ range: rangeOf(keyword), message });
    return false;
  }

  #checkBranches(tree: IToken, branches: readonly ReadBranch[]): void {
    branches.forEach(({ keyword, isElse }, index) => {
      const isFirst = index === 0;
      const range = rangeOf(keyword);
      if (isFirst && keyword.tokenType === key.ELSE) {
        this.#report({ range, message: 'a tree begins with `IF`' });
      } else if (!isFirst && keyword.tokenType === key.IF) {
        const fixes = [replaceWith(range, 'ELSE IF')];
        this.#report({ range, message: 'further branches begin with `ELSE IF`', fixes });
      } else if (isElse && index < branches.length - 1) {
        this.#report({ range, message: '`ELSE` is the last branch of a tree' });
      }
    });
    if (!branches.some(({ isElse }) => isElse)) {
      this.#report({ range: rangeOf(tree), message: 'a tree ends with an `ELSE` branch' });
    }
  }

  #reportRepeated(pairs: readonly ast.Pair[]): void {
    if (pairs.length < 2) return;
    const seen = new Set<string>();
    for (const { key: name } of pairs) {
      if (seen.has(name.value)) {
        const message = `${quote(name.value)} stands here twice`;
        this.#report({ code: 'D110', range: name.range, message });
      }
      seen.add(name.value);
    }
  }

  #reportComma(token: IToken): void {
    const range = rangeOf(token);
    const message = 'nothing stands between these commas';
    this.#report({ range, message, fixes: [replaceWith(range, '', 'remove it')] });
  }

  // ---- tokens to nodes

  #textOf(token: IToken): ast.Name {
    const { value, mistakes } = readString(token.image, isClosed(token));
    for (const mistake of mistakes) {
      const start = token.startOffset + mistake.start;
      const range = { start, end: token.startOffset + mistake.end };
      const written = token.image.slice(mistake.start, mistake.end);
      this.#report({
        range,
        message: `\`${written}\` is no escape; a backslash itself is written \`\\\\\``,
        fixes: [replaceWith(range, `\\${written}`)],
      });
    }
    return { value, isQuoted: true, range: rangeOf(token) };
  }

  #nameOf(token: IToken, tailEnd?: number): ast.Name {
    if (token.tokenType === Text) return this.#textOf(token);
    if (token.tokenType === Word && tailEnd === undefined) {
      return { value: token.image, isQuoted: false, range: rangeOf(token) };
    }
    const range = { start: token.startOffset, end: tailEnd ?? endOf(token) };
    const value = this.#text.slice(range.start, range.end);
    this.#report({
      range,
      message: wordTokens.has(value)
        ? `${quote(value)} is a word of the language; as a name or text it stands in quotes`
        : `${quote(value)} is no plain word; it stands in quotes`,
      fixes: [replaceWith(range, printString(value))],
    });
    return { value, isQuoted: false, range };
  }

  #numberOf(token: IToken): ast.ScalarValue {
    const value = Number(token.image);
    const range = rangeOf(token);
    if (!Number.isFinite(value)) {
      this.#report({ range, message: `${quote(token.image)} is too large a number` });
    }
    return { kind: 'scalar', value, range };
  }

  #scalarOf(token: IToken, tailEnd: number | undefined): ast.ScalarValue {
    const { tokenType } = token;
    if (tokenType === NumberToken && tailEnd === undefined) return this.#numberOf(token);
    if (literals.has(tokenType)) {
      return { kind: 'scalar', value: literals.get(tokenType) ?? null, range: rangeOf(token) };
    }
    const { value, range } = this.#nameOf(token, tailEnd);
    return { kind: 'scalar', value, range };
  }

  // ---- places

  get #text(): string {
    return this.#source?.text ?? '';
  }

  #start(): number {
    const { startOffset } = this.LA(1);
    return Number.isNaN(startOffset) ? this.#text.length : startOffset;
  }

  /** Where the last token that was read ends. */
  #end(): number {
    const last = this.LA(0);
    return last.tokenType === EOF ? 0 : endOf(last);
  }

  #from(start: number): ast.Range {
    return { start, end: Math.max(start, this.#end()) };
  }

  #enter(closer: TokenType, open: IToken): void {
    this.#open.push({ closer, start: open.isInsertedInRecovery ? this.#end() : open.startOffset });
  }

  #leave(): void {
    this.#open.pop();
  }

  /** Whether a token closes a bracket that is open here. */
  #isOpen(closer: TokenType): boolean {
    return closingTypes.has(closer) && this.#open.some((bracket) => bracket.closer === closer);
  }

  #isOnNewLine(token: IToken): boolean {
    return /[\n\r]/.test(this.#text.slice(this.#end(), token.startOffset));
  }

  /** Whether a token, first of its line, is indented no more than the block that is read. */
  #standsOutside(token: IToken, header: number): boolean {
    if (!this.#isOnNewLine(token)) return false;
    const lines = this.#lineIndex();
    return lines.position(token.startOffset).column <= lines.position(header).column;
  }

  #lineIndex(): LineIndex {
    this.#lines ??= createLineIndex(this.#text);
    return this.#lines;
  }

  /** Whether the next token begins a block where it cannot be a statement. */
  #beginsItem(token: IToken): boolean {
    const type = token.tokenType;
    if (blockTypes.has(type)) return true;
    if (type !== key.MODEL && type !== key.PLUGIN) return false;
    const words = type === key.MODEL ? 1 : 2;
    return (
      nameStarts.has(this.LA(2).tokenType) &&
      nameStarts.has(this.LA(1 + words).tokenType) &&
      this.LA(2 + words).tokenType === OpenBrace
    );
  }

  /** A reserved word in place of a key. */
  #isReservedKey(position: number): boolean {
    const next = this.LA(position + 1).tokenType;
    return isReserved(this.LA(position)) && (next === Colon || next === Equals);
  }

  /** A reserved word in place of a value, and not the beginning of what follows. */
  #isReservedValue(position: number): boolean {
    const token = this.LA(position);
    if (!isReserved(token)) return false;
    const next = this.LA(position + 1);
    const isEnd = next.tokenType === Comma || closingTypes.has(next.tokenType);
    return isEnd || operatorTypes.has(token.tokenType);
  }

  /** Leaves out the next token and what belongs to it. */
  #skip(words: ReadonlyMap<string, TokenType>, isEnd: (token: IToken) => boolean): void {
    const nested: TokenType[] = [];
    for (;;) {
      const skipped = this.LA(1).tokenType;
      const closer = closersOf.get(skipped);
      if (closer !== undefined) nested.push(closer);
      else if (skipped === nested.at(-1)) nested.pop();
      this.consumeToken();

      const token = this.LA(1);
      const type = token.tokenType;
      if (type === EOF || blockTypes.has(type)) return;
      if (nested.length > 0) {
        if (closingTypes.has(type) && type !== nested.at(-1)) return;
        continue;
      }
      if (closingTypes.has(type) || isEnd(token)) return;
      const isWord = type === Word && words.has(token.image.toUpperCase());
      if (isWord && this.#isOnNewLine(token)) return;
    }
  }

  // ---- reports

  #report(mistake: Mistake): void {
    this.#source?.reporter.report(mistake);
  }

  #expected(what: string, range = this.#rangeOfNext(this.LA(1))): void {
    const message = `expected ${what}, found ${describe(this.LA(1))}`;
    this.#report({ range, message, at: this.#start() });
  }

  /** At the end of the text it is the last token that is marked. */
  #rangeOfNext(token: IToken): ast.Range {
    if (token.tokenType !== EOF) return rangeOf(token);
    const last = this.LA(0);
    return last.tokenType === EOF ? { start: 0, end: this.#text.length } : rangeOf(last);
  }

  #reportMismatch(expected: TokenType, actual: IToken, previous: IToken): void {
    const end = previous.tokenType === EOF ? 0 : endOf(previous);
    const sign = plainWords.get(expected) ?? `\`${expected.name}\``;
    const opener = this.#open.at(-1);
    const isClosing = closingTypes.has(expected) && opener?.closer === expected;
    const line = isClosing ? this.#lineIndex().position(opener.start).line : 0;
    const purpose = isClosing ? ` to close what line ${line} opens` : '';
    const newText = `${expected === CloseBrace ? ' ' : ''}${sign.slice(1, -1)}`;
    this.#report({
      range: this.#rangeOfNext(actual),
      message: `expected ${sign}${purpose}, found ${describe(actual)}`,
      fixes: isClosing
        ? [{ range: { start: end, end }, newText, description: `write ${sign}` }]
        : [],
      at: this.#start(),
    });
  }

  // ---- what Chevrotain does with a missing token

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

function group(
  kind: 'and' | 'or',
  operands: readonly (ast.Expression | undefined)[],
  range: ast.Range,
): ast.Expression | undefined {
  const present = operands.filter((operand) => operand !== undefined);
  return present.length > 1 ? { kind, operands: present, range } : present[0];
}

function rangeOf(token: IToken): ast.Range {
  return { start: token.startOffset, end: endOf(token) };
}

function isReserved(token: IToken): boolean {
  return reservedTypes.has(token.tokenType);
}

function describe(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the text' : quote(token.image);
}

function keywordMap(...keywords: readonly Keyword[]): ReadonlyMap<string, TokenType> {
  return new Map(keywords.map((keyword) => [keyword, key[keyword]]));
}
