import { analyseRouting } from '../analysis/analyse-routing.ts';
import type { SharedSettings } from '../plugins/check-plugins.ts';
import { checkDecisions } from './checks/check-decisions.ts';
import { checkGlobal } from './checks/check-global.ts';
import { checkListeners } from './checks/check-listeners.ts';
import { checkMeanings } from './checks/check-meanings.ts';
import { checkModels } from './checks/check-models.ts';
import { checkProjections } from './checks/check-projections.ts';
import { checkRecipes } from './checks/check-recipes.ts';
import { checkReferences } from './checks/check-references.ts';
import { checkSignals } from './checks/check-signals.ts';
import { completeDomains } from './checks/complete-domains.ts';
import { declareRules } from './checks/declared-rules.ts';
import type { DraftDocument } from './checks/draft.ts';
import { draftPoliciesOf } from './checks/draft-policies.ts';
import { lint } from './checks/lint.ts';
import type { Report } from './checks/report.ts';
import { messageOfIssue, problemsOfIssues } from './describe-issue.ts';
import { type ConfigDocument, configDocument } from './document.ts';
import type { Environment } from './interpolate.ts';
import { policiesOf } from './policies.ts';
import { prepare } from './prepare.ts';
import { type Path, type Problem, pathKey } from './problem.ts';
import type { LoadMode } from './variables.ts';

/** Nobody reads more, and looking for what each was meant to be takes time. */
const maxErrors = 500;
const enough = Symbol('enough errors');

export interface CheckOptions {
  readonly environment: Environment;
  /** `validate`: variables may be missing, and are listed as needed. */
  readonly mode: LoadMode;
  /** Whether policies are reasoned about, which takes as long as all the rest; omitted: to validate. */
  readonly isAnalysed?: boolean | undefined;
}

export interface CheckedDocument {
  readonly config: ConfigDocument | undefined;
  /** Errors first. */
  readonly problems: readonly Problem[];
}

/**
 * Checks a document as written and fills in its defaults. Runs in browsers too: it reads no file, and
 * of the environment only what it is given.
 */
export function checkDocument(
  document: unknown,
  { environment, mode, isAnalysed = mode === 'validate' }: CheckOptions,
): CheckedDocument {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { config: undefined, problems: [notCanonical('is no map')] };
  }
  const prepared = prepare(document, { schema: configDocument, environment, mode });
  const problems: Problem[] = oncePerField(prepared.problems);
  let errorCount = 0;
  const report: Report = (problem) => {
    if (prepared.reported.has(pathKey(problem.path))) return;
    problems.push({ severity: 'error', ...problem });
    const { severity = 'error' } = problem;
    if (severity === 'error' && ++errorCount >= maxErrors) throw enough;
  };
  if (!('routing' in document) && !('global' in document)) {
    problems.unshift(notCanonical('has neither `routing` nor `global`'));
  }

  // prepare() leaves nothing of a wrong kind, which is all that a draft promises.
  const draft = completeDomains(prepared.value as DraftDocument, report);
  const parsed = configDocument.safeParse(draft, { error: messageOfIssue, reportInput: true });
  const issues = parsed.success ? [] : problemsOfIssues(parsed.error.issues, prepared.chosen);
  problems.push(...issues.filter(({ path }) => !isReported(path, prepared.reported)));

  try {
    checkParts(draft, report);
  } catch (error) {
    if (error !== enough) throw error;
  }
  if (parsed.success && !problems.some(isError)) {
    lint(parsed.data, report);
    if (isAnalysed) analyse(parsed.data, report);
  }
  return {
    config: parsed.data,
    problems: [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))],
  };
}

/** What the parts of a document say about each other. */
function checkParts(draft: DraftDocument, report: Report): void {
  checkListeners(draft, report);
  const catalog = checkModels(draft, report);
  checkGlobal(draft, { catalog, report });
  checkRecipes(draft, { catalog, report });
  for (const policy of draftPoliciesOf(draft)) {
    const declared = declareRules(policy, report);
    checkSignals(policy, { document: draft, report });
    checkMeanings(policy, report);
    checkProjections(policy, { declared, report });
    checkReferences(policy, { document: draft, declared, report });
    checkDecisions(policy, { declared, catalog, settings: draft.global as SharedSettings, report });
  }
}

/** Takes up to some tenths of a second, which whoever runs a document does not wait for. */
function analyse(config: ConfigDocument, report: Report): void {
  for (const { routing, path, defaultModel } of policiesOf(config)) {
    const strategy = routing.strategy ?? config.global.router.strategy ?? 'priority';
    const options = { strategy, defaultModel, path };
    for (const problem of analyseRouting(routing, options)) report(problem);
  }
}

/** What is not active yet is named where it stands first, with the number of places. */
function oncePerField(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>();
  const fieldOf = ({ path, message }: Problem) =>
    JSON.stringify([path.map((part) => (typeof part === 'number' ? 0 : part)), message]);
  for (const problem of problems) {
    if (problem.code !== 'not_active') continue;
    counts.set(fieldOf(problem), (counts.get(fieldOf(problem)) ?? 0) + 1);
  }
  return problems.flatMap((problem) => {
    if (problem.code !== 'not_active') return [problem];
    const count = counts.get(fieldOf(problem));
    if (count === undefined) return [];
    counts.delete(fieldOf(problem));
    const message = count === 1 ? problem.message : `${problem.message} (${count} places)`;
    return [{ ...problem, message }];
  });
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** Whether the value at a path, or one that it is part of, is reported already. */
function isReported(path: Path, reported: ReadonlySet<string>): boolean {
  if (reported.size === 0) return false;
  return path.some((_, index) => reported.has(pathKey(path.slice(0, index + 1))));
}

function notCanonical(what: string): Problem {
  const keys = Object.keys(configDocument.shape).map((key) => `\`${key}\``);
  return {
    code: 'not_canonical',
    severity: 'error',
    path: [],
    message: `${what}, which makes it no document of version v0.3`,
    suggestion: `its keys are ${keys.join(', ')}; \`switchyard config migrate\` converts other layouts`,
  };
}
