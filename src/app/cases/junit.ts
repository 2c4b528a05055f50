import type { CaseResult } from './run-cases.ts';
import { NO_DECISION } from './tally.ts';

interface Suite {
  readonly name: string;
  readonly results: readonly CaseResult[];
}

/** Results as JUnit XML: a suite for each source of cases. */
export function junitXml(suites: readonly Suite[]): string {
  const all = suites.flatMap(({ results }) => results);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="switchyard" ${countsOf(all)}>`,
    ...suites.flatMap(({ name, results }) => [
      `  <testsuite name="${escaped(name)}" ${countsOf(results)} skipped="0">`,
      ...results.map((result) => caseXml(result)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(results: readonly CaseResult[]): string {
  const errors = results.filter(({ is_error }) => is_error).length;
  const failures = results.filter(({ passed }) => !passed).length - errors;
  const time = results.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  return `tests="${results.length}" failures="${failures}" errors="${errors}" time="${seconds(time)}"`;
}

function caseXml(result: CaseResult): string {
  const { id, place, title, expected_decision: expected, recipe, duration_ms } = result;
  const group = [recipe ?? 'none', expected === undefined ? 'any' : (expected ?? NO_DECISION)];
  const start = `    <testcase name="${escaped(`${id} ${title}`.trim())}" classname="${escaped(group.join('.'))}" time="${seconds(duration_ms)}"`;
  if (result.passed) return `${start}/>`;
  const kind = result.is_error ? 'error' : 'failure';
  const message = result.problems.join(', ');
  const text = [place, message, result.reason ?? ''].filter(Boolean).join('\n');
  return [
    `${start}>`,
    `      <${kind} message="${escaped(message)}" type="${result.is_error ? 'refused' : 'unexpected'}">${escaped(text)}</${kind}>`,
    '    </testcase>',
  ].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(4);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no way to write most control characters and lone surrogates. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] as string);
}
