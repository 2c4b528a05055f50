import { describe, expect, it } from 'vitest';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { LiteralPool } from '../literal-pool.ts';
import { createEventSignal } from './event.ts';
import { eventRule } from './schema.ts';

function evaluate(rule: object, content: string) {
  const literals = new LiteralPool();
  const signal = createEventSignal([eventRule.parse({ name: 'rule', ...rule })], { literals });
  literals.compile();
  return signal.evaluate(createRequestView({ messages: [{ role: 'user', content }] }));
}

const matches = (rule: object, text: string) => evaluate(rule, text).some(({ isMatch }) => isMatch);

describe('event signal', () => {
  it.each([
    ['payment failed', 'The PAYMENT FAILED twice', true],
    ['outage', 'outages are rare', false],
    ['авария', 'Авария на линии', true],
    ['авария', 'безаварийная работа', false],
    ['故障', '服务器故障了', true],
    [' login ', 'a login happened', true],
    ['login', '{"event": "login"}', true],
    ['login', 'event=user_login', false],
    ['outage', 'ｏｕｔａｇｅ in the east', true],
  ])('event type `%s` in `%s`: %s', (word, text, expected) => {
    expect(matches({ event_types: [word] }, text)).toBe(expected);
    expect(matches({ action_codes: [word] }, text)).toBe(expected);
  });

  it.each([
    ['high', '{"severity": "high", "host": "a"}', true],
    ['high', '{"severity":"HIGH"}', true],
    ['high', 'level=error msg="disk gone"', true],
    ['critical', 'severity: fatal', true],
    ['medium', 'ts=1 level=warn queue is slow', true],
    ['low', '<priority>low</priority>', true],
    ['critical', 'priority: P0', true],
    ['low', '{"level":"information"}', false],
    ['high', '{"severity":"low"} the error is of high priority', false],
    ['high', 'write a high quality essay', false],
    ['high', 'a high-severity alert came in', true],
    ['high', 'this is a high impact outage', true],
    ['low', 'the risk is low', true],
    ['medium', 'cook it on medium heat', false],
    ['critical', 'a critical failure of the core', true],
    ['critical', 'teach me critical thinking', false],
    ['critical', 'criticality of things', false],
    ['high', 'ｓｅｖｅｒｉｔｙ：ｈｉｇｈ', true],
  ])('severity %s in `%s`: %s', (severity, text, expected) => {
    expect(matches({ severities: [severity] }, text)).toBe(expected);
  });

  it.each([
    ['we need it ASAP', true],
    ['this is time-sensitive', true],
    ['this is time sensitive', true],
    ['the critical_window ends', true],
    ['do it now', true],
    ['I know that', false],
    ['take your time, sensitive one', false],
  ])('urgency in `%s`: %s', (text, expected) => {
    expect(matches({ temporal: true }, text)).toBe(expected);
  });

  it('grows surer with every criterion that is met', () => {
    const rule = { event_types: ['outage'], severities: ['high'], temporal: true };
    expect(evaluate(rule, 'outage')[0]?.confidence).toBeCloseTo(0.5 + 0.5 / 3);
    const [result, ...values] = evaluate(rule, 'outage now, severity: high');
    expect(result?.confidence).toBe(1);
    expect(values).toEqual([
      { name: 'rule:severity', isMatch: false, confidence: 0, value: 1 },
      { name: 'rule:temporal', isMatch: false, confidence: 0, value: 1 },
    ]);
  });

  it('asks for every criterion where the operator is `all`', () => {
    const rule = { event_types: ['outage'], temporal: true, operator: 'all' };
    expect(matches(rule, 'an outage')).toBe(false);
    expect(matches(rule, 'an outage, now')).toBe(true);
  });

  it('shows the words that it found', () => {
    expect(evaluate({ event_types: ['outage'] }, 'an Outage')[0]?.evidence).toEqual([
      { text: 'Outage', start: 3, end: 9 },
    ]);
  });

  it('forgets the text before', () => {
    const literals = new LiteralPool();
    const rule = eventRule.parse({ name: 'rule', event_types: ['outage'], severities: ['low'] });
    const signal = createEventSignal([rule], { literals });
    literals.compile();
    const run = (content: string) =>
      signal.evaluate(createRequestView({ messages: [{ role: 'user', content }] })).length;
    expect(run('an outage of severity: low')).toBe(2);
    expect(run('nothing')).toBe(0);
  });
});

describe('event rule', () => {
  it.each([
    [{}, 'never matches'],
    [{ severities: ['huge'] }, 'critical'],
    [{ temporal: true, operator: 'most' }, 'any'],
  ])('refuses %j', (rule, hint) => {
    const { error } = eventRule.safeParse({ name: 'rule', ...rule });
    expect(error?.issues[0]?.message).toContain(hint);
  });
});
