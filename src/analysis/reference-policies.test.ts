import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from '../config/check-document.ts';
import { policiesOf } from '../config/policies.ts';
import { analyseRouting } from './analyse-routing.ts';
import { outlineOf } from './fixtures/routing-of.ts';

/** The conformance set lies beside the checkout and is no part of it. */
const folder = fileURLToPath(new URL('../../../shared/reference/config/', import.meta.url));
const documents = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('config.yaml'),
    )
  : [];

function warningsOf(path: string): readonly string[] {
  const document: unknown = parse(readFileSync(`${folder}${path}`, 'utf8'));
  const { config } = checkDocument(document, { environment: {}, mode: 'run' });
  if (config === undefined) throw new Error(`${path} has errors`);
  return policiesOf(config).flatMap((policy) => {
    const strategy = policy.routing.strategy ?? config.global.router.strategy ?? 'priority';
    const found = analyseRouting(policy.routing, { strategy, defaultModel: policy.defaultModel });
    const warnings = found.filter(({ severity }) => severity === 'warning');
    expect(found.map(({ code }) => code)).not.toContain('analysis_incomplete');
    return outlineOf(warnings, policy.routing);
  });
}

// Read by hand: an OR with `needs_fact_check` and a decision in a tier take all from those behind
// them, three decisions wait for the same subject, and two of priority 125 can meet.
const known: Readonly<Record<string, readonly string[]>> = {
  'config.yaml': [
    'warning priority_tie long_context_latency_route',
    'warning shadowed_decision deliberation-fusion-route',
    'warning shadowed_decision health_ratings_route',
    'warning shadowed_decision router-flow-workflow-route',
    'warning shadowed_decision safe_hybrid_route',
    'warning unreachable_decision fallback_knn_route',
    'warning unreachable_decision multi_factor_route',
  ],
};

describe.skipIf(documents.length === 0)('the policies of the reference', () => {
  it.each(documents)('%s have the warnings that are true of them, and no other', (path) => {
    expect([...warningsOf(path)].sort()).toEqual(known[path] ?? []);
  });
});

if (documents.length === 0) {
  describe('the policies of the reference', () => {
    it.skip('are not analysed: no folder ../shared/reference is beside this checkout', () => {});
  });
}
