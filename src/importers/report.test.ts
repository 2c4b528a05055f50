import { describe, expect, it } from 'vitest';
import { createMigration } from './migration.ts';
import { completeReport } from './report.ts';
import { placeOf } from './source.ts';

const source = { a: { b: 1, c: [1, { d: 2 }] }, e: 'text', f: null, g: {} };

describe('the report', () => {
  it('names every part that an importer never spoke about, as far up as it is unknown', () => {
    const root = placeOf(source);
    const migration = createMigration();
    migration.move(root.get('a')?.get('b'), ['x']);
    const report = completeReport(source, migration.entries);
    expect(report.map(({ action, path }) => `${action} ${path.join('.')}`)).toEqual([
      'moved a.b',
      'needs-attention a.c',
      'needs-attention e',
      'dropped f',
      'dropped g',
    ]);
  });

  it('asks for nothing below a part that was moved whole', () => {
    const migration = createMigration();
    migration.move(placeOf(source).get('a'), ['x']);
    const paths = completeReport(source, migration.entries).map(({ path }) => path.join('.'));
    expect(paths).toEqual(['a', 'e', 'f', 'g']);
  });

  it('does not take reading for telling', () => {
    const root = placeOf(source);
    expect(root.get('e')?.text).toBe('text');
    expect(completeReport(source, []).map(({ path }) => path)).toContainEqual(['e']);
  });

  it('says which key of a map was left over when the others moved', () => {
    const migration = createMigration();
    migration.move(placeOf(source).get('a'), ['x'], { except: ['c'] });
    const lines = completeReport(source, migration.entries);
    expect(lines.find(({ path }) => path.join('.') === 'a.c')?.action).toBe('needs-attention');
  });
});

describe('a migration', () => {
  it('keeps what is there already and says so', () => {
    const migration = createMigration({ target: { one: 1, list: [1] } });
    migration.move(placeOf({ one: 2, two: 2, list: [2] }), ['target']);
    expect(migration.document).toEqual({ target: { one: 1, two: 2, list: [1] } });
    const conflicts = migration.entries.filter(({ action }) => action === 'needs-attention');
    expect(conflicts.map(({ path }) => path)).toEqual([['one'], ['list']]);
  });

  it('finds elements of a list by name and adds what is missing', () => {
    const migration = createMigration({ list: [{ name: 'a' }] });
    expect(migration.element(['list'], 'b')).toEqual(['list', 1]);
    expect(migration.element(['list'], 'a')).toEqual(['list', 0]);
  });

  it('does not change the kind of the result with a strange key', () => {
    const migration = createMigration();
    migration.move(placeOf(JSON.parse('{"__proto__": {"polluted": true}}')), ['x']);
    expect(Object.getPrototypeOf(migration.document.x)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });
});
