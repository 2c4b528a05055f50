import { describe, expect, it } from 'vitest';
import { factCheckWordings, speaksOfRequests } from './fact-check/wordings.ts';
import { meaningOf } from './rule-meaning.ts';
import { feedbackWordings } from './user-feedback/wordings.ts';

describe('what a rule is about', () => {
  it.each([
    [{ name: 'wrong_answer' }, 'wrong_answer', 'name'],
    [{ name: 'balance_wrong_answer' }, 'wrong_answer', 'name'],
    [{ name: 'Team-Wrong-Answer' }, 'wrong_answer', 'name'],
    [{ name: 'x', label: 'satisfied', description: 'the answer was wrong' }, 'satisfied', 'label'],
    [{ name: 'reports_incorrect_answer' }, 'wrong_answer', 'wording'],
    [
      { name: 'r1', description: 'Explicit correction or dissatisfaction with the answer.' },
      'wrong_answer',
      'wording',
    ],
    [
      { name: 'r2', description: 'Asks to explain it more clearly.' },
      'need_clarification',
      'wording',
    ],
    [{ name: 'r3', description: 'Wants another approach instead.' }, 'want_different', 'wording'],
    [{ name: 'happy_users' }, 'satisfied', 'wording'],
  ])('takes feedback rule %o for %s', (rule, label, by) => {
    expect(meaningOf(rule, feedbackWordings)).toEqual({ label, by });
  });

  it.each([
    [{ name: 'accuracy_needs_fact_check' }, 'needs_fact_check'],
    [{ name: 'team_no_fact_check_needed' }, 'no_fact_check_needed'],
    [{ name: 'a', description: 'Claims that should be verified.' }, 'needs_fact_check'],
    [
      { name: 'b', description: 'Creative prompts that do not need sources.' },
      'no_fact_check_needed',
    ],
  ])('takes fact check rule %o for %s', (rule, label) => {
    expect(meaningOf(rule, factCheckWordings)?.label).toBe(label);
  });

  it('says nothing where no word points to a label', () => {
    expect(meaningOf({ name: 'x', description: 'colours' }, feedbackWordings)).toBeUndefined();
  });

  it.each([
    ['Requests that explicitly ask for evidence or source checking.', true],
    ['Claims that benefit from evidence-backed verification.', false],
    ['Requests about the weather.', false],
  ])('knows whether `%s` is about requests for evidence', (description, expected) => {
    expect(speaksOfRequests({ description })).toBe(expected);
  });
});
