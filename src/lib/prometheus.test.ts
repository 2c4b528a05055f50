import { describe, expect, it } from 'vitest';
import { createRegistry } from './prometheus.ts';

describe('prometheus registry', () => {
  it('renders help, type and value, metric after metric', () => {
    const registry = createRegistry();
    registry.counter({ name: 'jobs_total', help: 'Jobs done.' }).labels().inc(3);
    registry.gauge({ name: 'open_files', help: 'Files.' }).labels().set(-1.5);
    expect(registry.render()).toBe(
      [
        '# HELP jobs_total Jobs done.',
        '# TYPE jobs_total counter',
        'jobs_total 3',
        '# HELP open_files Files.',
        '# TYPE open_files gauge',
        'open_files -1.5',
        '',
      ].join('\n'),
    );
  });

  it('shows a metric without labels as 0 before its first use, and one with labels without samples', () => {
    const registry = createRegistry();
    registry.counter({ name: 'plain_total', help: 'h' });
    registry.counter({ name: 'labelled_total', help: 'h', labels: ['model'] });
    expect(samples(registry.render())).toEqual(['plain_total 0']);
  });

  it('keeps one child per set of label values', () => {
    const registry = createRegistry();
    const family = registry.counter({ name: 'hits_total', help: 'h', labels: ['a', 'b'] });
    family.labels('x', 'y').inc();
    family.labels('x', 'y').inc();
    family.labels('x', 'z').inc();
    family.labels('xy', '').inc();
    expect(family.labels('x', 'y')).toBe(family.labels('x', 'y'));
    expect(samples(registry.render())).toEqual([
      'hits_total{a="x",b="y"} 2',
      'hits_total{a="x",b="z"} 1',
      'hits_total{a="xy",b=""} 1',
    ]);
  });

  it.each([
    ['a quotation mark', 'say "hi"', 'say \\"hi\\"'],
    ['a backslash', 'C:\\dir', 'C:\\\\dir'],
    ['a line break', 'one\ntwo', 'one\\ntwo'],
    ['an escaped line break', '\\n', '\\\\n'],
    ['other alphabets', '模型', '模型'],
  ])('escapes label values: %s', (_, value, written) => {
    const registry = createRegistry();
    registry
      .counter({ name: 'c_total', help: 'h', labels: ['v'] })
      .labels(value)
      .inc();
    expect(samples(registry.render())).toEqual([`c_total{v="${written}"} 1`]);
  });

  it('escapes line breaks and backslashes of help, but not quotation marks', () => {
    const registry = createRegistry();
    registry.counter({ name: 'c_total', help: 'a "b"\n\\c' });
    expect(registry.render()).toContain('# HELP c_total a "b"\\n\\\\c\n');
  });

  it('counts observations into cumulative buckets with inclusive upper bounds', () => {
    const registry = createRegistry();
    const family = registry.histogram({
      name: 'took_seconds',
      help: 'h',
      labels: ['model'],
      buckets: [0.1, 1],
    });
    for (const value of [0.05, 0.1, 0.5, 7, Number.NaN]) family.labels('m').observe(value);
    expect(samples(registry.render())).toEqual([
      'took_seconds_bucket{model="m",le="0.1"} 2',
      'took_seconds_bucket{model="m",le="1"} 3',
      'took_seconds_bucket{model="m",le="+Inf"} 4',
      'took_seconds_sum{model="m"} 7.65',
      'took_seconds_count{model="m"} 4',
    ]);
  });

  it('never lets a counter fall or turn into NaN', () => {
    const registry = createRegistry();
    const counter = registry.counter({ name: 'c_total', help: 'h' }).labels();
    for (const by of [2, -5, Number.NaN, 0]) counter.inc(by);
    expect(samples(registry.render())).toEqual(['c_total 2']);
  });

  it('collects what comes after the limit of children under `other`', () => {
    const registry = createRegistry();
    const family = registry.counter({
      name: 'c_total',
      help: 'h',
      labels: ['a', 'b'],
      maxChildren: 2,
    });
    for (const name of ['one', 'two', 'three', 'four', 'one']) family.labels(name, 'x').inc();
    expect(samples(registry.render())).toEqual([
      'c_total{a="one",b="x"} 2',
      'c_total{a="two",b="x"} 1',
      'c_total{a="other",b="other"} 2',
    ]);
  });

  it('updates values before each rendering', () => {
    const registry = createRegistry();
    const gauge = registry.gauge({ name: 'scrapes', help: 'h' }).labels();
    registry.beforeRender(() => gauge.add(1));
    registry.render();
    expect(samples(registry.render())).toEqual(['scrapes 2']);
  });

  it('refuses a second metric of the same name', () => {
    const registry = createRegistry();
    registry.counter({ name: 'c_total', help: 'h' });
    expect(() => registry.gauge({ name: 'c_total', help: 'h' })).toThrow('c_total');
  });
});

function samples(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
