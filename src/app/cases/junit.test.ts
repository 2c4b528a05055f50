import { describe, expect, it } from 'vitest';
import { junitXml } from './junit.ts';
import type { CaseResult } from './run-cases.ts';

const passed: CaseResult = {
  id: 'one',
  place: 'c.jsonl:1',
  title: 'fix it',
  tags: [],
  expected_decision: 'code',
  decision: 'code',
  model: 'coder',
  recipe: 'default',
  problems: [],
  is_error: false,
  passed: true,
  duration_ms: 12.5,
};
const failed: CaseResult = {
  ...passed,
  id: 'two',
  title: '<b> & "c" \u001b[2J \ud800',
  decision: null,
  problems: ['takes no decision, not code'],
  reason: 'failed by a:b 0.1 < 0.2',
  passed: false,
};
const refused: CaseResult = { ...failed, is_error: true, recipe: null, problems: ['is refused'] };

describe('results as JUnit XML', () => {
  const xml = junitXml([{ name: 'c.jsonl', results: [passed, failed, refused] }]);

  it('counts failures and errors apart', () => {
    const counts = 'tests="3" failures="1" errors="1" time="0.0375"';
    expect(xml).toContain(`<testsuites name="switchyard" ${counts}>`);
    expect(xml).toContain(`<testsuite name="c.jsonl" ${counts} skipped="0">`);
  });

  it('names each case by its recipe and decision', () => {
    expect(xml).toContain('<testcase name="one fix it" classname="default.code" time="0.0125"/>\n');
    expect(xml).toContain('classname="none.code"');
  });

  it('says what failed and why', () => {
    const text = 'c.jsonl:1\ntakes no decision, not code\nfailed by a:b 0.1 &lt; 0.2';
    expect(xml).toContain(
      `<failure message="takes no decision, not code" type="unexpected">${text}</failure>`,
    );
    expect(xml).toContain('<error message="is refused" type="refused">');
  });

  it('holds no character that XML cannot', () => {
    expect(xml).toContain('two &lt;b&gt; &amp; &quot;c&quot; \ufffd[2J \ufffd"');
    expect(xml).toMatch(/^[\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}]*$/u);
  });
});
