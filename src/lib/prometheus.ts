/** Content type of what `render` returns. */
export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8';

export interface Counter {
  /** Ignores everything but positive numbers: a counter never falls. */
  inc(by?: number): void;
}

export interface Gauge {
  set(value: number): void;
  add(by: number): void;
}

export interface Histogram {
  observe(value: number): void;
}

/** One metric; `labels` returns the same child for the same values, so callers may keep it. */
export interface Family<Child> {
  labels(...values: string[]): Child;
}

interface MetricOptions {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** Further label sets share one child whose labels are all `other`. */
  readonly maxChildren?: number;
}

interface HistogramOptions extends MetricOptions {
  /** Upper bounds, ascending, without infinity. */
  readonly buckets: readonly number[];
}

export interface Registry {
  counter(options: MetricOptions): Family<Counter>;
  gauge(options: MetricOptions): Family<Gauge>;
  histogram(options: HistogramOptions): Family<Histogram>;
  /** Runs `update` before each rendering, for values that are read rather than counted. */
  beforeRender(update: () => void): void;
  /** The text exposition format, version 0.0.4. */
  render(): string;
}

interface Sample {
  /** Lines of one child; `labels` is `a="b",c="d"` or empty. */
  render(name: string, labels: string): string;
}

interface RenderableFamily {
  readonly name: string;
  render(): string;
}

/** An empty set of metrics; names are unique within it. */
export function createRegistry(): Registry {
  const families = new Map<string, RenderableFamily>();
  const updates: (() => void)[] = [];

  function add<Child extends Sample>(
    type: string,
    options: MetricOptions,
    create: () => Child,
  ): Family<Child> {
    if (families.has(options.name)) throw new Error(`metric ${options.name} exists already`);
    const family = createFamily(type, options, create);
    families.set(options.name, family);
    return family;
  }

  return {
    counter: (options) => add('counter', options, () => new CounterCell()),
    gauge: (options) => add('gauge', options, () => new GaugeCell()),
    histogram: (options) => add('histogram', options, () => new HistogramCell(options.buckets)),
    beforeRender: (update) => updates.push(update),
    render() {
      for (const update of updates) update();
      let text = '';
      for (const family of families.values()) text += family.render();
      return text;
    },
  };
}

const defaultMaxChildren = 2_000;

function createFamily<Child extends Sample>(
  type: string,
  { name, help, labels = [], maxChildren = defaultMaxChildren }: MetricOptions,
  create: () => Child,
): Family<Child> & RenderableFamily {
  // A trie over the label values: looking a child up neither joins nor escapes strings.
  const root = new Map<string, unknown>();
  const children: { readonly labels: string; readonly child: Child }[] = [];
  const header = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`;

  function addChild(values: readonly string[]): Child {
    const child = create();
    children.push({ labels: renderLabels(labels, values), child });
    return child;
  }

  const unlabelled = labels.length === 0 ? addChild([]) : undefined;
  let overflow: Child | undefined;

  function labelled(values: readonly string[]): Child {
    let node = root;
    for (let index = 0; index < labels.length - 1; index += 1) {
      const value = values[index] ?? '';
      let next = node.get(value) as Map<string, unknown> | undefined;
      if (next === undefined) {
        if (children.length >= maxChildren) return sharedChild();
        next = new Map();
        node.set(value, next);
      }
      node = next;
    }
    const value = values[labels.length - 1] ?? '';
    let child = node.get(value) as Child | undefined;
    if (child === undefined) {
      if (children.length >= maxChildren) return sharedChild();
      child = addChild(values);
      node.set(value, child);
    }
    return child;
  }

  function sharedChild(): Child {
    overflow ??= addChild(labels.map(() => 'other'));
    return overflow;
  }

  return {
    name,
    labels: (...values) => unlabelled ?? labelled(values),
    render() {
      let text = header;
      for (const entry of children) text += entry.child.render(name, entry.labels);
      return text;
    },
  };
}

class CounterCell implements Counter, Sample {
  #value = 0;

  inc(by = 1): void {
    if (by > 0) this.#value += by;
  }

  render(name: string, labels: string): string {
    return line(name, labels, this.#value);
  }
}

class GaugeCell implements Gauge, Sample {
  #value = 0;

  set(value: number): void {
    this.#value = value;
  }

  add(by: number): void {
    this.#value += by;
  }

  render(name: string, labels: string): string {
    return line(name, labels, this.#value);
  }
}

class HistogramCell implements Histogram, Sample {
  readonly #bounds: readonly number[];
  /** Per bucket, not cumulative; the last one has no bound. */
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    if (Number.isNaN(value)) return;
    const bounds = this.#bounds;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] as number)) index += 1;
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#sum += value;
  }

  render(name: string, labels: string): string {
    const before = labels === '' ? '' : `${labels},`;
    let text = '';
    let total = 0;
    this.#counts.forEach((count, index) => {
      total += count;
      const bound = formatNumber(this.#bounds[index] ?? Number.POSITIVE_INFINITY);
      text += line(`${name}_bucket`, `${before}le="${bound}"`, total);
    });
    return text + line(`${name}_sum`, labels, this.#sum) + line(`${name}_count`, labels, total);
  }
}

function line(name: string, labels: string, value: number): string {
  return labels === ''
    ? `${name} ${formatNumber(value)}\n`
    : `${name}{${labels}} ${formatNumber(value)}\n`;
}

function formatNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}

function renderLabels(names: readonly string[], values: readonly string[]): string {
  return names.map((name, index) => `${name}="${escapeValue(values[index] ?? '')}"`).join(',');
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
