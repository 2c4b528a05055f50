import { expect, it } from 'vitest';
import { neededSignals } from './needed-signals.ts';
import { decision } from './schema.ts';

const parse = (name: string, rules?: object) =>
  decision.parse({ name, modelRefs: [{ model: 'small' }], ...(rules && { rules }) });

it('names every leaf of every tree once', () => {
  const a = { type: 'keyword', name: 'a' };
  const b = { type: 'domain', name: 'b' };
  const nested = { operator: 'AND', conditions: [a, { operator: 'NOT', conditions: [b] }] };
  const decisions = [parse('first', nested), parse('second', a), parse('fallback')];
  expect([...neededSignals(decisions)]).toEqual(['keyword:a', 'domain:b']);
});
