import { type SignalType, signalCollections } from '../signals/collections.ts';
import type { Pass } from './pass.ts';
import type { RoutingInput, SignalsInput } from './routing-input.ts';
import { leavesOf } from './routing-model.ts';

const collections = Object.entries(signalCollections) as [SignalType, keyof SignalsInput][];

/** Signals and projections that nothing reads. */
export const checkUse: Pass = ({ routing, path }, report) => {
  const used = usedKeys(routing);
  const partitions = routing.projections?.partitions ?? [];
  const members = new Set(partitions.flatMap((partition) => partition.members));
  for (const [type, collection] of collections) {
    for (const [index, rule] of (routing.signals[collection] ?? []).entries()) {
      const names = 'role' in rule ? [rule.name, rule.role] : [rule.name];
      if (names.some((name) => used.has(`${type}:${name}`))) continue;
      const isMember = (type === 'domain' || type === 'embedding') && members.has(rule.name);
      if (isMember) continue;
      report({
        code: 'unused_signal',
        severity: 'info',
        path: [...path, 'signals', collection, index, 'name'],
        message: `no decision uses \`${type}:${rule.name}\``,
      });
    }
  }
  const { scores = [], mappings = [] } = routing.projections ?? {};
  const unused = (list: string, index: number, message: string) =>
    report({
      code: 'unused_projection',
      severity: 'info',
      path: [...path, 'projections', list, index, 'name'],
      message,
    });
  for (const [index, { name, members }] of partitions.entries()) {
    const isUsed = members.some(
      (member) => used.has(`domain:${member}`) || used.has(`embedding:${member}`),
    );
    if (!isUsed) unused('partitions', index, `no decision uses a member of partition \`${name}\``);
  }
  for (const [index, { name }] of scores.entries()) {
    const isUsed = used.has(`score:${name}`) || mappings.some(({ source }) => source === name);
    if (!isUsed) unused('scores', index, `no mapping reads score \`${name}\``);
  }
  for (const [index, { name, outputs }] of mappings.entries()) {
    const isUsed = outputs.some((output) => used.has(`projection:${output.name}`));
    if (!isUsed) unused('mappings', index, `no decision uses an output of mapping \`${name}\``);
  }
};

/** `type:name` of what is read by anything, used itself or not: only the end of a chain is reported. */
function usedKeys({ decisions, signals, projections }: RoutingInput): ReadonlySet<string> {
  const composers = (signals.complexity ?? []).map(({ composer }) => composer);
  const leaves = [...decisions.map(({ rules }) => rules), ...composers].flatMap(leavesOf);
  const inputs = (projections?.scores ?? []).flatMap((score) => score.inputs);
  const keys = new Set<string>();
  for (const { type, name } of [...leaves, ...inputs]) {
    if (name === undefined) continue;
    keys.add(`${type}:${name}`);
    if (type === 'complexity') keys.add(`${type}:${name.replace(/:[^:]*$/, '')}`);
    if (type === 'projection') keys.add(`score:${name}`);
  }
  for (const { action } of decisions) {
    for (const key of Object.keys(action?.signals ?? {})) keys.add(key);
  }
  // What a model says about facts is also read by the check of the answer.
  const checksFacts = decisions.some((decision) =>
    decision.plugins?.some(({ type }) => type === 'hallucination'),
  );
  if (checksFacts) for (const { name } of signals.fact_check ?? []) keys.add(`fact_check:${name}`);
  return keys;
}
