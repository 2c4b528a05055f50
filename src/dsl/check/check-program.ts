import { checkDocument } from '../../config/check-document.ts';
import type { ConfigDocument } from '../../config/document.ts';
import type { Problem } from '../../config/problem.ts';
import { isJsonObject, type JsonObject } from '../../lib/json-value.ts';
import type { Diagnostic, Program } from '../ast.ts';
import { mergeIntoBase } from '../compile/base.ts';
import { type CompiledProgram, compileProgram, documentKeys } from '../compile/compile.ts';
import { getKey } from '../compile/values.ts';
import type { ProgramSymbols } from '../symbols.ts';
import { parse } from '../syntax/parse.ts';
import { codeOfProblem, isAboutSurroundings } from './codes.ts';
import { fixesOf, valueAt } from './fixes.ts';

export interface CheckedProgram {
  readonly document: JsonObject;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: ProgramSymbols;
  readonly tests: CompiledProgram['tests'];
  /** The whole document with its defaults, where the schema could make one. */
  readonly config: ConfigDocument | undefined;
  /** Says of another problem of the document where it stands in the text. */
  readonly locate: (problem: Problem) => Diagnostic;
}

interface CheckOptions {
  /** The document that the program belongs to. */
  readonly base?: JsonObject | undefined;
  /** False: without what takes reasoning about the policies. */
  readonly isAnalysed?: boolean;
}

const maxDiagnostics = 1000;

/** Everything that can be said about a program without running it; whatever it is, nothing is thrown. */
export function checkProgram(
  text: string,
  { base, isAnalysed = true }: CheckOptions = {},
): CheckedProgram {
  const { program, diagnostics: syntax } = parse(text);
  const compiled = compileProgram(program);
  const { document } = compiled;
  const whole = mergeIntoBase(base ?? standInBase(document), document);
  const { config, problems } = checkDocument(whole, {
    environment: {},
    mode: 'validate',
    isAnalysed,
  });
  const locate = createLocator({ text, program, compiled });
  const relevant = problems.filter((problem) =>
    base === undefined ? !isAboutSurroundings(problem) && isOurs(problem) : isRelevant(problem),
  );
  // Of a word that the language does not know the document only says again that it is wrong.
  const placeOf = ({ range: { start, end } }: Diagnostic) => `${start} ${end}`;
  const said = new Set(
    compiled.diagnostics.filter(({ severity }) => severity === 'error').map(placeOf),
  );
  const located = relevant.map(locate).filter((one) => !said.has(placeOf(one)));
  const all = [...syntax, ...compiled.diagnostics, ...located];
  return {
    document,
    diagnostics: inOrder(all).slice(0, maxDiagnostics),
    symbols: compiled.symbols,
    tests: compiled.tests,
    config,
    locate,
  };
}

/** Whether a problem is about what the program says. */
function isOurs({ path }: Problem): boolean {
  return documentKeys.some((key) => key === path[0]);
}

/** The rest of the base only counts where the whole does not load. */
function isRelevant(problem: Problem): boolean {
  return isOurs(problem) || problem.severity === 'error';
}

/** What stands around a policy that has no document yet: a server for every model. */
export function standInBase(document: JsonObject): JsonObject {
  const routing = getKey(document, 'routing');
  const cards = isJsonObject(routing) ? getKey(routing, 'modelCards') : undefined;
  const names = (Array.isArray(cards) ? cards : []).flatMap((card) => {
    const name = isJsonObject(card) ? getKey(card, 'name') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  const models = [...new Set(names)].map((name) => ({
    name,
    reasoning_family: 'any',
    backend_refs: [{ name: 'any', endpoint: '127.0.0.1:9' }],
  }));
  const families = { any: { type: 'reasoning_effort', parameter: 'reasoning_effort' } };
  return {
    version: 'v0.3',
    providers: { defaults: { reasoning_families: families }, models },
    global: {},
  };
}

interface LocatorSource {
  readonly text: string;
  readonly program: Program;
  readonly compiled: CompiledProgram;
}

function createLocator({
  text,
  program,
  compiled: { document, places },
}: LocatorSource): CheckedProgram['locate'] {
  return (problem) => {
    const { path, severity, isAboutKey } = problem;
    const range = (isOurs(problem) ? places.find(path, isAboutKey) : undefined) ?? {
      start: program.range.start,
      end: program.range.start,
    };
    return {
      code: codeOfProblem(problem),
      severity: severityOf(problem) ?? severity,
      message: messageOf(problem, document),
      range,
      fixes: fixesOf({ problem, range, text, program, document, places }),
    };
  };
}

/** What has no effect, or is not used, is worth a hint and no more. */
function severityOf({ code }: Problem): 'info' | undefined {
  return code === 'not_active' || code.startsWith('unused_') ? 'info' : undefined;
}

function messageOf(problem: Problem, document: JsonObject): string {
  const { path, message, suggestion } = problem;
  const field = path.at(-1);
  const isNamed = typeof field === 'string' && message.includes(`\`${field}\``);
  const isPlain = typeof field !== 'string' || plainFields.has(field);
  // Of what is elsewhere only the whole path tells where.
  const subject = isOurs(problem)
    ? isNamed || isPlain
      ? ''
      : `\`${field}\``
    : `\`${path.join('.')}\``;
  const joint = subject === '' ? '' : startsWithVerb(message) ? ' ' : ': ';
  const hint = suggestion === undefined ? '' : `, ${suggestion}`;
  return `${scopeOf(path, document)}${subject}${joint}${message}${hint}`;
}

/** Fields whose value is what the message speaks about anyway. */
const plainFields: ReadonlySet<string> = new Set(['name', 'model', 'recipe', 'type']);

const verbs: ReadonlySet<string> = new Set(
  (
    'is are must has have needs takes asks names lists compares stands never always leave ' +
    'depends belongs covers overlaps works refers'
  ).split(' '),
);

function startsWithVerb(message: string): boolean {
  return verbs.has(message.slice(0, message.search(/[^a-z]|$/)));
}

function scopeOf(path: Problem['path'], document: JsonObject): string {
  if (path[0] !== 'recipes' || path.length < 3) return '';
  const name = valueAt(document, [...path.slice(0, 2), 'name']);
  return typeof name === 'string' ? `RECIPE ${JSON.stringify(name)}: ` : '';
}

/** By place; what is said twice about one place, as about templates that are used twice, comes once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(
    diagnostics.map((diagnostic) => {
      const { code, message, range } = diagnostic;
      return [`${range.start} ${range.end} ${code} ${message}`, diagnostic];
    }),
  );
  return [...unique.values()].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}
