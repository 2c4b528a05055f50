import { describe, expect, it } from 'vitest';
import { createMigration } from './migration.ts';
import { createQueryReader } from './portkey-query.ts';
import { placeOf } from './source.ts';

const plan = { type: 'metadata', name: 'plan_paid' };
const level = { type: 'metadata', name: 'level_gt_2' };

function read(...queries: readonly unknown[]) {
  const migration = createMigration();
  const reader = createQueryReader(migration);
  const results = queries.map((query) => reader(placeOf(query)));
  return { results, signals: migration.read(['routing', 'signals', 'metadata']) ?? [] };
}

describe('a query', () => {
  it.each([
    [{ 'metadata.plan': 'paid' }, plan],
    [{ 'metadata.plan': { $eq: 'paid' } }, plan],
    [{ 'metadata.plan': { $ne: 'paid' } }, { operator: 'NOT', conditions: [plan] }],
    [{ 'metadata.level': { $gt: '2' } }, level],
    [
      { 'metadata.plan': 'paid', 'metadata.level': { $gt: 2 } },
      { operator: 'AND', conditions: [plan, level] },
    ],
    [
      { $or: [{ 'metadata.plan': 'paid' }, { 'metadata.level': { $gt: 2 } }] },
      { operator: 'OR', conditions: [plan, level] },
    ],
    [{ $and: [{ 'metadata.plan': 'paid' }] }, plan],
  ])('%j is the rule %j', (query, rules) => {
    expect(read(query).results).toEqual([{ kind: 'rules', rules }]);
  });

  it.each([
    [{ 'metadata.a': { $in: ['x', 1] } }, { in: ['x', '1'] }],
    [{ 'metadata.a': { $nin: ['x'] } }, { in: ['x'] }],
    [{ 'metadata.a': { $regex: '^x' } }, { regex: '^x' }],
    [{ 'metadata.a': { $lte: 3 } }, { lte: 3 }],
    [{ 'metadata.a': true }, { equals: 'true' }],
  ])('%j asks for %j', (query, predicate) => {
    expect(read(query).signals).toEqual([expect.objectContaining({ key: 'a', predicate })]);
  });

  it.each([
    [{ 'params.model': 'fast' }, ['fast']],
    [{ 'params.model': { $eq: 'fast' } }, ['fast']],
    [{ 'params.model': { $in: ['fast', 'quick'] } }, ['fast', 'quick']],
  ])('%j asks for the names %j', (query, names) => {
    expect(read(query).results).toEqual([{ kind: 'names', names }]);
  });

  it.each([
    [{}, 'empty'],
    [{ 'params.temperature': { $gt: 1 } }, '`params.temperature`'],
    [{ 'params.model': 'a', 'metadata.plan': 'paid' }, '`params.model`'],
    [{ 'metadata.plan': { $near: 1 } }, '`$near`'],
    [{ 'metadata.plan': { $gt: 'high' } }, 'no number'],
    [{ $or: [] }, '`$or`'],
    [{ 'url.pathname': '/v1/embeddings' }, '`url.pathname`'],
  ])('%j has no rule, leaves no signal and says %s', (query, why) => {
    const { results, signals } = read(query);
    expect(results).toEqual([{ kind: 'none', why: expect.stringContaining(why) }]);
    expect(signals).toEqual([]);
  });

  it('shares the signals of the ones before, and keeps them when it has no rule', () => {
    const { results, signals } = read(
      { 'metadata.plan': 'paid' },
      { 'metadata.plan': 'paid', 'metadata.level': { $near: 2 } },
      { 'metadata.plan': 'paid' },
      { 'metadata.level': { $gt: 2 }, 'metadata.x': { $near: 2 } },
      { 'metadata.level': { $gt: 2 } },
    );
    expect(results.map(({ kind }) => kind)).toEqual(['rules', 'none', 'rules', 'none', 'rules']);
    expect(signals).toMatchObject([{ name: 'plan_paid' }, { name: 'level_gt_2' }]);
  });
});
