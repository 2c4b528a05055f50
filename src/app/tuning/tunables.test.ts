import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { RuleResult } from '../../signals/signal.ts';
import { findTunables, type Tunable } from './tunables.ts';

const text = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "localhost:1" }] }]
routing:
  modelCards: [{ name: small }]
  signals:
    keywords: [{ name: urgent, operator: OR, keywords: [urgent] }]
    embeddings: [{ name: legal, threshold: 0.7, candidates: [a clause] }]
    domains: [{ name: law }, { name: science, mmlu_categories: [physics, biology] }]
    complexity: [{ name: work, threshold: 0.2, hard: { candidates: [a] }, easy: { candidates: [b] } }]
  decisions: []
recipes:
  - name: careful
    routing:
      signals:
        jailbreak: [{ name: attack, threshold: 0.8 }, { name: other }]
      decisions: []
entrypoints: [{ model_names: [careful], recipe: careful }]
`;

const { config } = loadConfig({ text, file: 'c.yaml', environment: {}, mode: 'validate' });
const tunables = config === undefined ? [] : findTunables(config);

function tunable(id: string): Tunable {
  const found = tunables.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** Which of the results match at a threshold. */
function matchesAt(id: string, said: readonly RuleResult[], threshold: number): readonly string[] {
  const { revise } = tunable(id);
  return said
    .map((result) => revise(result, said, threshold))
    .flatMap(({ name, isMatch }) => (isMatch ? [name] : []));
}

describe('thresholds that can be tuned', () => {
  it('are those of rules and modules, with their place in the document', () => {
    expect(tunables.map(({ id, present, path }) => [id, present, path.join('.')])).toEqual([
      ['embedding:legal', 0.7, 'routing.signals.embeddings.0.threshold'],
      ['complexity:work', 0.2, 'routing.signals.complexity.0.threshold'],
      ['careful/jailbreak:attack', 0.8, 'recipes.0.routing.signals.jailbreak.0.threshold'],
      ['domain', 0.5, 'global.model_catalog.modules.classifier.domain.threshold'],
    ]);
  });

  it('of a similarity let the rule match from there', () => {
    const said = [
      { name: 'legal', isMatch: false, confidence: 0.6, value: 0.6, threshold: 0.7 },
      { name: 'other', isMatch: true, confidence: 0.9, value: 0.9, threshold: 0.7 },
    ];
    expect(tunable('embedding:legal').breakpoints(said)).toEqual([0.6]);
    expect(matchesAt('embedding:legal', said, 0.6)).toEqual(['legal', 'other']);
    expect(matchesAt('embedding:legal', said, 0.61)).toEqual(['other']);
  });

  it('do nothing for a rule that has to lead and does not', () => {
    const said = [{ name: 'legal', isMatch: false, confidence: 0.8, value: 0.8, threshold: 0.7 }];
    expect(tunable('embedding:legal').breakpoints(said)).toEqual([]);
    expect(matchesAt('embedding:legal', said, 0.1)).toEqual([]);
  });

  it('of a complexity part hard from easy in both directions', () => {
    const said = (margin: number) => [
      { name: 'work', isMatch: false, confidence: 0, value: 0.5 },
      { name: 'work:easy', isMatch: false, confidence: 0, value: -margin, threshold: 0.2 },
      { name: 'work:medium', isMatch: true, confidence: 1 },
      { name: 'work:hard', isMatch: false, confidence: 0, value: margin, threshold: 0.2 },
    ];
    expect(tunable('complexity:work').breakpoints(said(-0.1))).toEqual([0.1]);
    expect(matchesAt('complexity:work', said(0.1), 0.05)).toEqual(['work:hard']);
    expect(matchesAt('complexity:work', said(-0.1), 0.05)).toEqual(['work:easy']);
    expect(matchesAt('complexity:work', said(-0.1), 0.15)).toEqual(['work:medium']);
  });

  it('of the domains let those count that are probable enough, else the fallback', () => {
    const evidence = [{ text: 'physics', score: 0.4 }];
    const said = [
      { name: 'law', isMatch: false, confidence: 0.1, value: 0.1, threshold: 0.5, evidence },
      { name: 'science', isMatch: false, confidence: 0.45, value: 0.45, threshold: 0.5, evidence },
      { name: 'own', isMatch: false, confidence: 0.3, value: 0.3, threshold: 0.9, evidence },
      { name: 'other', isMatch: true, confidence: 0, value: 0, threshold: 0.5, evidence },
    ];
    expect(tunable('domain').breakpoints(said)).toEqual([0.1, 0.45, 0, 0.4]);
    expect(matchesAt('domain', said, 0.44)).toEqual(['science']);
    expect(matchesAt('domain', said, 0.46)).toEqual(['other']);
    expect(matchesAt('domain', said, 0.05)).toEqual(['law', 'science']);
  });
});
