import { expect, it } from 'vitest';
import { checkMeanings } from './check-meanings.ts';

it.each([
  [{ fact_check: [{ name: 'team_needs_fact_check' }] }, []],
  [{ user_feedbacks: [{ name: 'x', label: 'satisfied' }] }, []],
  [
    { user_feedbacks: [{ name: 'wrong_answer' }, { name: 'reports_incorrect_answer' }] },
    ['info assumed_meaning routing.signals.user_feedbacks.1.name'],
  ],
  [
    { fact_check: [{ name: 'colours' }] },
    ['warning unknown_meaning routing.signals.fact_check.0.name'],
  ],
] as const)('of rules %j it finds %j', (signals, expected) => {
  const found: string[] = [];
  checkMeanings(
    { routing: { signals } as never, path: ['routing'] },
    ({ severity = 'error', code, path }) => found.push(`${severity} ${code} ${path.join('.')}`),
  );
  expect(found).toEqual(expected);
});
