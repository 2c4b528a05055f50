import { describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../app/evaluate.ts';
import { plain } from './colours.ts';
import { explanationLines } from './explanation.ts';

const report: EvaluationReport = {
  original_text: 'fix this python loop',
  requested_model: 'auto',
  recipe: 'default',
  decision_result: {
    decision_name: 'code',
    confidence: 0.96,
    algorithm: 'static',
    plugins: [],
    action: { type: 'route' },
    fixed_answer: null,
    passed_decisions: [],
    matched_rules: ['keyword:languages', 'domain:computer science'],
    used_signals: {},
    matched_signals: {},
    unmatched_signals: {},
  },
  recommended_models: ['coder-32b'],
  selected_model: 'coder-32b',
  selection_status: 'selected',
  selection_method: 'static',
  selection_reason: 'decision code: first of its models',
  reasoning_mode: 'on',
  reasoning_effort: 'medium',
  routing_decision: 'code',
  context_token_count: 12,
  metrics: { keyword: { execution_time_ms: 0.02, confidence: 1 } },
  signal_confidences: {},
  signal_values: {},
  signal_errors: { embedding: 'signal_timeout' },
  eval_trace: {
    projections: {
      schema_version: '1',
      partitions: [],
      scores: [
        {
          name: 'difficulty',
          total: 0.4,
          inputs: [
            { type: 'keyword', name: 'languages', weight: 0.4, value: 1, contribution: 0.4 },
            { type: 'context', name: 'long', weight: 0.2, value: 0, contribution: 0 },
          ],
        },
      ],
      mappings: [
        {
          mapping_name: 'bands',
          source_score: 'difficulty',
          score_value: 0.4,
          selected_output: 'easy_task',
          selected_outputs: ['easy_task'],
          confidence: 0.77,
          boundary_distance: 0.1,
          slope: 12,
          outputs: [{ name: 'easy_task', matched: true, boundary_distance: 0.1 }],
        },
      ],
    },
    counterfactuals: [
      {
        signal: 'embedding:poems',
        needs: '>= 0.71',
        now: 0.69,
        distance: 0.02,
        decision: 'poetry',
      },
    ],
    signals: {
      keyword: [
        {
          name: 'languages',
          isMatch: true,
          confidence: 1,
          evidence: [{ text: 'python' }, { text: 'a\n\u001b[2Jb'.repeat(20) }],
        },
      ],
      context: [{ name: 'long', isMatch: false, confidence: 0, value: 12 }],
    },
    decisions: [
      {
        name: 'code',
        tier: 0,
        priority: 400,
        action: 'route',
        outcome: 1,
        confidence: 0.96,
        isWinner: true,
        rules: {
          kind: 'and',
          outcome: 1,
          confidence: 0.96,
          children: [
            { kind: 'leaf', outcome: 1, confidence: 1, rule: 'keyword:languages' },
            {
              kind: 'not',
              outcome: 1,
              confidence: 1,
              children: [
                { kind: 'leaf', outcome: 0, confidence: 0, rule: 'context:long', value: 12 },
              ],
            },
          ],
        },
      },
      {
        name: 'poetry',
        tier: 2,
        priority: 10,
        action: 'route',
        outcome: 2,
        confidence: 0,
        isWinner: false,
        rules: { kind: 'leaf', outcome: 2, confidence: 0, rule: 'embedding:verse' },
      },
    ],
  },
};

describe('the explanation', () => {
  const lines = explanationLines(report, plain);

  it('starts with what was decided', () => {
    expect(lines.slice(0, 5)).toEqual([
      'decision  code',
      'model     coder-32b (static)',
      'why       decision code: first of its models',
      'reasoning on, medium',
      'recipe    default',
    ]);
  });

  it('shows every rule tree with the outcome of each node', () => {
    const [from, to] = [lines.indexOf('decisions') + 1, lines.indexOf('otherwise') - 1];
    expect(lines.slice(from, to)).toEqual([
      '  ✓ code  priority 400  confidence 0.96  <- taken',
      '    ✓ all of  0.96',
      '      ✓ keyword:languages  1.00',
      '      ✓ not  1.00',
      '        ✗ context:long  value 12',
      '  ? poetry  tier 2, priority 10  failed by embedding:verse (no result)',
      '    ? embedding:verse',
    ]);
  });

  it('shows matches, other values and failures of the signals', () => {
    expect(lines).toContain('  keyword 0.02 ms');
    expect(lines).toContain('    ✗ context:long  value 12');
    expect(lines.slice(lines.indexOf('  embedding')).slice(0, 2)).toEqual([
      '  embedding',
      '    ? signal_timeout',
    ]);
  });

  it('keeps evidence on one short line without control characters', () => {
    const line = lines.find((each) => each.includes('"python"')) ?? '';
    expect(line).toMatch(/^ {4}✓ keyword:languages {2}1\.00 {2}"python", "a \[2Jb/);
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line.length).toBeLessThan(100);
  });

  const many: EvaluationReport = {
    ...report,
    eval_trace: {
      ...(report.eval_trace as NonNullable<EvaluationReport['eval_trace']>),
      signals: {
        embedding: Array.from({ length: 30 }, (_, at) => ({
          name: `e${at}`,
          isMatch: at === 29,
          confidence: at / 100,
          value: at / 100,
          threshold: at === 29 ? 0.1 : 0.7,
          values: { [`embedding:e${at}:raw`]: 0.123 },
        })),
      },
      decisions: Array.from({ length: 20 }, (_, at) => ({
        name: `d${at}`,
        tier: 0,
        priority: 1,
        action: 'route' as const,
        outcome: 0 as const,
        confidence: 0,
        isWinner: false,
        rules: {
          kind: 'leaf' as const,
          outcome: 0 as const,
          confidence: 0,
          rule: `embedding:e${at}`,
        },
      })),
    },
  };

  it('shows of many rules what matched and what came near, with raw values and thresholds', () => {
    const short = explanationLines(many, plain);
    expect(short).toContain('    ✓ embedding:e29  0.29  value 0.29 (from 0.1)  raw 0.123');
    expect(short).toContain('    ✗ embedding:e28  value 0.28 (from 0.7)  raw 0.123');
    expect(short).toContain('    and 21 more that did not match: `--full`');
    expect(short).not.toContain('    ✗ embedding:e2  value 0.02 (from 0.7)  raw 0.123');
  });

  it('names the leaf that failed each of many decisions, and its tree when all is asked for', () => {
    const line = '  ✗ d3  priority 1  failed by embedding:e3 0.03 < 0.7';
    const short = explanationLines(many, plain);
    expect(short).toContain(line);
    expect(short).not.toContain('    ✗ embedding:e3');
    const full = explanationLines(many, plain, { isFull: true });
    expect(full[full.indexOf(line) + 1]).toBe('    ✗ embedding:e3');
    expect(full.length).toBeGreaterThan(short.length + 30);
  });

  it('says so when nothing matched', () => {
    const unmatched = { ...report, decision_result: null, reasoning_mode: null };
    expect(explanationLines({ ...unmatched, reasoning_effort: null }, plain)[0]).toBe(
      'decision  none',
    );
  });
});
