import { supportedLanguages } from '../../signals/language/schema.ts';
import { printName, printString } from '../syntax/print.ts';
import type { DraftCatalog, DraftModel } from './catalog.ts';

/** What is there already, so that new blocks fit in. */
export interface TemplateSurroundings {
  readonly catalog: DraftCatalog;
  /** `route name`, `signal name` and `test name` of what is there. */
  readonly taken: ReadonlySet<string>;
  /** Of the highest decision that does not always match; 0: there is none. */
  readonly topPriority: number;
  /** What takes everything else; undefined: there is none. */
  readonly rest: { readonly priority: number; readonly model: string | undefined } | undefined;
}

export interface TemplateDraft {
  readonly blocks: string;
  readonly summary: readonly string[];
  readonly testQuery: string | undefined;
}

interface Lane {
  readonly name: string;
  readonly description: string;
  /** `SIGNAL` blocks by the name that they declare. */
  readonly signals: readonly {
    readonly type: string;
    readonly name: string;
    readonly body: string;
  }[];
  readonly model: DraftModel | undefined;
  /** Answers at once, instead of a model. */
  readonly answer?: string;
  readonly isLast?: boolean;
  readonly testQuery?: string | undefined;
}

interface Clause {
  readonly text: string;
  /** Words in lower case. */
  readonly words: ReadonlySet<string>;
  readonly models: readonly DraftModel[];
  /** Codes of the languages that it names. */
  readonly languages: readonly string[];
}

type Template = (clause: Clause) => readonly Lane[] | undefined;

/** What an instruction can be about without a model that reads it; the first that fits a clause is taken. */
const templates: readonly Template[] = [
  block,
  privacy,
  longContext,
  language,
  code,
  maths,
  cheapFirst,
  keywords,
];

/** Blocks for what an instruction says in so many words; undefined when none of it is understood. */
export function draftFromTemplates(
  instruction: string,
  { catalog, taken, topPriority, rest }: TemplateSurroundings,
): TemplateDraft | undefined {
  const read = createClauseReader(catalog.models);
  const lanes = clausesOf(instruction, read)
    .flatMap((clause) => laneOf(clause) ?? [])
    .filter(({ isLast, model }) => !isLast || rest === undefined || rest.model !== model?.name);
  if (lanes.length === 0) return undefined;
  const names = new Set(taken);
  let priority = topPriority + 10 * (lanes.length + 1);
  const blocks: string[] = [];
  const summary: string[] = [];
  for (const lane of lanes) {
    const name = uniqueName('route', lane.name, names);
    const signals = lane.signals.map((signal) => ({
      ...signal,
      // The name of a language is its code.
      name: signal.type === 'language' ? signal.name : uniqueName('signal', signal.name, names),
    }));
    for (const { type, name: own, body } of signals) {
      const isThere = catalog.signals.some((each) => each.type === type && each.name === own);
      if (!isThere) blocks.push(`SIGNAL ${type} ${printName(own)} {${body}}`);
    }
    priority -= 10;
    blocks.push(
      routeBlock({ ...lane, name, signals }, lane.isLast ? (rest?.priority ?? 0) + 1 : priority),
    );
    if (lane.testQuery !== undefined) {
      const test = uniqueName('test', name, names);
      blocks.push(
        `TEST ${printName(test)} {\n  ${printString(lane.testQuery)} -> ${printName(name)}\n}`,
      );
    }
    summary.push(`${lane.description} (route \`${name}\`)`);
  }
  const testQuery = lanes.map((lane) => lane.testQuery).find((query) => query !== undefined);
  return { blocks: `${blocks.join('\n\n')}\n`, summary, testQuery };
}

function routeBlock({ name, description, signals, model, answer }: Lane, priority: number): string {
  const condition = signals
    .map((signal) => `${signal.type}(${printString(signal.name)})`)
    .join(' OR ');
  return [
    `ROUTE ${printName(name)} (description = ${printString(description)}) {`,
    `  PRIORITY ${priority}`,
    ...(condition === '' ? [] : [`  WHEN ${condition}`]),
    ...(model === undefined ? [] : [`  MODEL ${printName(model.name)}`]),
    ...(answer === undefined
      ? []
      : [`  PLUGIN fast_response {\n    message: ${printString(answer)}\n  }`]),
    '}',
  ].join('\n');
}

/** Kinds have names of their own. */
function uniqueName(kind: string, wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(`${kind} ${name}`); count += 1) name = `${wanted}_${count}`;
  taken.add(`${kind} ${name}`);
  return name;
}

const maxPieces = 100;

/** Parts of an instruction that each ask for something; what is not understood belongs to its neighbour. */
function clausesOf(instruction: string, read: (text: string) => Clause): readonly Clause[] {
  const clauses: string[] = [];
  let start = '';
  const isUnderstood = (text: string) => laneOf(read(text)) !== undefined;
  for (const piece of piecesOf(instruction)) {
    if (isUnderstood(clauses.length === 0 ? start + piece : piece)) {
      clauses.push(start + piece);
      start = '';
    } else if (clauses.length > 0) clauses.push(`${clauses.pop()}${piece}`);
    else start += piece;
  }
  return clauses.map(read);
}

/** Splits at punctuation and at `and`, but not inside of quotes, nor in numbers and names. */
function piecesOf(text: string): readonly string[] {
  const separator = /"[^"]*"|[;\n]|[.,!?](?=\s|$)|\band\b/gi;
  const pieces: string[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(separator)) {
    if (found.startsWith('"')) continue;
    if (pieces.length === maxPieces) break;
    pieces.push(text.slice(start, index));
    start = index;
  }
  return [...pieces, text.slice(start)];
}

function laneOf(clause: Clause): readonly Lane[] | undefined {
  for (const template of templates) {
    const lanes = template(clause);
    if (lanes !== undefined) return lanes;
  }
  return undefined;
}

function createClauseReader(models: readonly DraftModel[]): (text: string) => Clause {
  const languageNames = new Intl.DisplayNames('en', { type: 'language' });
  const languages = supportedLanguages.map(
    (code) => [(languageNames.of(code) ?? code).toLowerCase(), code] as const,
  );
  return (text) => {
    const lower = text.toLowerCase();
    const named = models
      .map((model) => ({ model, at: lower.indexOf(model.name.toLowerCase()) }))
      .filter(({ at, model }) => at !== -1 && isWholeWord(lower, at, model.name.length))
      .sort((a, b) => b.model.name.length - a.model.name.length)
      .map(({ model }) => model);
    // A model that is named is no word of the instruction: "coder-7b" does not ask for code.
    const rest = named.reduce((left, { name }) => left.replaceAll(name.toLowerCase(), ' '), lower);
    const words = new Set(rest.match(/[\p{L}\p{N}]+/gu) ?? []);
    return {
      text,
      words,
      models: named.length > 0 ? named.slice(0, 1) : models,
      languages: languages.flatMap(([name, code]) => (words.has(name) ? [code] : [])),
    };
  };
}

function isWholeWord(text: string, at: number, length: number): boolean {
  const isPart = (character = ' ') => /[\p{L}\p{N}]/u.test(character);
  return !isPart(text[at - 1]) && !isPart(text[at + length]);
}

const hasAny = ({ words }: Clause, ...wanted: readonly string[]) =>
  wanted.some((word) => words.has(word));

/** Texts in quotes, each once. */
function quoted(text: string): readonly string[] {
  const found = [...text.matchAll(/["“]([^"”]{1,200})["”]/g)].map(([, content = '']) =>
    content.trim(),
  );
  return [...new Set(found.filter((content) => content !== ''))];
}

/** The model that a clause names, else one whose card speaks of the subject, else the largest. */
function modelFor({ models }: Clause, subject: RegExp | undefined): DraftModel | undefined {
  const fits = models.find(
    ({ description = '', labels }) => subject?.test([description, ...labels].join(' ')) ?? false,
  );
  return fits ?? bySize(models).at(-1);
}

function bySize(models: readonly DraftModel[]): readonly DraftModel[] {
  const sizes = models.map((model) => ({ model, size: sizeOf(model) }));
  return sizes.sort((a, b) => a.size - b.size).map(({ model }) => model);
}

function sizeOf({ name, parameterSize = '', description = '' }: DraftModel): number {
  const found = /(\d{1,5}(?:\.\d{1,3})?)\s?b\b/i.exec(`${parameterSize} ${name}`);
  if (found !== null) return Number(found[1]);
  return /small|mini|nano|tiny|cheap|fast|quick|lite|flash/i.test(`${name} ${description}`)
    ? 1
    : 1000;
}

function keywordSignal(name: string, words: readonly string[]) {
  const list = words.map(printString).join(', ');
  return { type: 'keyword', name, body: `\n  operator: "OR"\n  keywords: [${list}]\n` };
}

function patternSignal(name: string, pattern: string) {
  const source = `{ type: "regex", pattern: ${printString(pattern)} }`;
  return { type: 'structure', name, body: `\n  feature: { type: "exists", source: ${source} }\n` };
}

function block(clause: Clause): readonly Lane[] | undefined {
  const words = quoted(clause.text);
  const asks = hasAny(clause, 'block', 'refuse', 'reject', 'forbid', 'deny', 'ban', 'disallow');
  if (!asks || words.length === 0) return undefined;
  return [
    {
      name: 'blocked_words',
      description: `Refuses what mentions ${words.join(', ')}`,
      signals: [keywordSignal('blocked_words', words)],
      model: undefined,
      answer: 'This request cannot be answered here.',
      testQuery: `Tell me about ${words[0]}`,
    },
  ];
}

function privacy(clause: Clause): readonly Lane[] | undefined {
  if (!hasAny(clause, 'private', 'privacy', 'personal', 'confidential', 'sensitive'))
    return undefined;
  return [
    {
      name: 'private_matters',
      description: 'Private matters stay with one model',
      signals: [
        keywordSignal('private_words', [
          'confidential',
          'password',
          'salary',
          'patient',
          'diagnosis',
          'passport',
          'bank account',
          'credit card',
          ...quoted(clause.text),
        ]),
        patternSignal('personal_data', '[\\w.+-]+@[\\w-]+\\.\\w+|(?:\\d[ -]?){9,}'),
      ],
      model: modelFor(clause, /local|private|own/i),
      testQuery: 'What does this diagnosis of my patient mean?',
    },
  ];
}

function longContext(clause: Clause): readonly Lane[] | undefined {
  const isAsked =
    hasAny(clause, 'long', 'longer', 'lengthy', 'huge') ||
    /context window|large (context|document|prompt|input)/i.test(clause.text);
  if (!isAsked) return undefined;
  const [, number, unit = ''] =
    /(\d{1,9}(?:\.\d{1,3})?)\s?([km]?)\s*tokens?\b/i.exec(clause.text) ?? [];
  const tokens = number === undefined ? '16K' : `${number}${unit.toUpperCase()}`;
  const widest = [...clause.models].sort(
    (a, b) => (b.contextWindow ?? 0) - (a.contextWindow ?? 0),
  )[0];
  const hasWidths = clause.models.some(({ contextWindow }) => contextWindow !== undefined);
  return [
    {
      name: 'long_context',
      description: `Requests of ${tokens} tokens and more`,
      signals: [
        { type: 'context', name: 'long_context', body: `\n  min_tokens: ${printString(tokens)}\n` },
      ],
      model: hasWidths ? widest : modelFor(clause, /long|context/i),
    },
  ];
}

/** What to say in some languages, to see where it goes. */
const greetings: Readonly<Record<string, string>> = {
  de: 'Guten Morgen, können Sie mir bitte bei meiner Steuererklärung helfen?',
  en: 'Good morning, could you please help me with my tax return?',
  es: 'Buenos días, ¿puede ayudarme con mi declaración de la renta?',
  fr: 'Bonjour, pouvez-vous m’aider à remplir ma déclaration de revenus ?',
  it: 'Buongiorno, può aiutarmi con la mia dichiarazione dei redditi?',
  ja: 'おはようございます。確定申告を手伝っていただけますか。',
  pt: 'Bom dia, pode ajudar-me com a minha declaração de impostos?',
  ru: 'Доброе утро, помогите мне, пожалуйста, с налоговой декларацией.',
  zh: '早上好，您能帮我填写纳税申报表吗？',
};

function language(clause: Clause): readonly Lane[] | undefined {
  const { languages } = clause;
  if (languages.length === 0) return undefined;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const shown = languages.map((each) => names.of(each) ?? each);
  return [
    {
      name: `${shown[0]?.toLowerCase()}_requests`,
      description: `Requests in ${shown.join(', ')}`,
      signals: languages.map((each) => ({ type: 'language', name: each, body: '' })),
      model: modelFor(clause, /language|translat|multilingual|chinese|polyglot/i),
      testQuery: greetings[languages[0] ?? ''],
    },
  ];
}

function code(clause: Clause): readonly Lane[] | undefined {
  const asks = hasAny(
    clause,
    'code',
    'coding',
    'program',
    'programs',
    'programming',
    'developer',
    'software',
  );
  if (!asks) return undefined;
  return [
    {
      name: 'code',
      description: 'Programs to write, explain or repair',
      signals: [
        keywordSignal('code_words', [
          'python',
          'javascript',
          'typescript',
          'java',
          'rust',
          'sql',
          'function',
          'compile',
          'stack trace',
          'unit test',
          'refactor',
          'debug',
          ...quoted(clause.text),
        ]),
        patternSignal(
          'code_text',
          '```|(?m:^\\s*(def \\w+\\(|class \\w+[:({]|import \\w+|function \\w+\\(|const \\w+ =|#include))',
        ),
      ],
      model: modelFor(clause, /cod(e|ing)|program|software/i),
      testQuery: 'Refactor this python function',
    },
  ];
}

function maths(clause: Clause): readonly Lane[] | undefined {
  if (!hasAny(clause, 'math', 'maths', 'mathematics', 'mathematical', 'proofs')) return undefined;
  return [
    {
      name: 'maths',
      description: 'Mathematics',
      signals: [
        keywordSignal('maths_words', [
          'integral',
          'derivative',
          'equation',
          'theorem',
          'prove that',
          'matrix',
          'polynomial',
          'probability',
          ...quoted(clause.text),
        ]),
      ],
      model: modelFor(clause, /math|reason|think/i),
      testQuery: 'Prove that the derivative of a polynomial is a polynomial',
    },
  ];
}

function cheapFirst(clause: Clause): readonly Lane[] | undefined {
  if (!hasAny(clause, 'cheap', 'cheaper', 'cheapest', 'cost', 'costs', 'save', 'budget'))
    return undefined;
  const models = bySize(clause.models);
  return [
    {
      name: 'demanding_work',
      description: 'Words of real work go to the largest model',
      signals: [
        keywordSignal('demanding_words', [
          'prove',
          'derive',
          'step by step',
          'analyse',
          'analyze',
          'compare',
          'architecture',
          'refactor',
          'debug',
          'strategy',
        ]),
        {
          type: 'structure',
          name: 'long_question',
          body: '\n  feature: { type: "count", source: { type: "text_bytes" } }\n  predicate: { gte: 2000 }\n',
        },
      ],
      model: models.at(-1),
      testQuery: 'Compare both proposals step by step',
    },
    {
      name: 'everything_else',
      description: 'Everything else goes to the cheapest model',
      signals: [],
      model: models[0],
      isLast: true,
    },
  ];
}

function keywords(clause: Clause): readonly Lane[] | undefined {
  const words = quoted(clause.text);
  const asks = hasAny(
    clause,
    'mention',
    'mentions',
    'mentioning',
    'contain',
    'contains',
    'containing',
    'word',
    'words',
    'keyword',
    'keywords',
    'about',
    'say',
    'says',
  );
  if (!asks || words.length === 0) return undefined;
  return [
    {
      name: 'mentioned_words',
      description: `Requests that mention ${words.join(', ')}`,
      signals: [keywordSignal('mentioned_words', words)],
      model: modelFor(clause, undefined),
      testQuery: `Tell me about ${words[0]}`,
    },
  ];
}
