// Scores the embedding the way the product uses it: node training/evaluate_embedding.js --data DIR [--engine flash]
// Needs a build. Few-shot routes go through the embedding rules; the rest is raw cosine.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { areaUnderCurve, load, mean, publicData, readRows, root, round } from './product.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: publicData },
    only: { type: 'string', default: 'routes,similarity,tools' },
    engine: { type: 'string', default: 'auto' },
  },
});
const only = values.only.split(',');
const [{ openTextModels }, { createEmbeddingSignal }, { dot }] = await load(
  'models/open-text-models',
  'signals/embedding/embedding',
  'lib/vectors',
);
const models = openTextModels({ directory: join(root, 'models'), engine: values.engine, workers: 2, cacheEntries: 20_000 });
await models.ready();

const SHOTS = [5, 10, 20];
const SEED = 7;

const rowsOf = (file) => readRows(join(values.data, file));

function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function sample(items, count, random) {
  const rest = [...items];
  return Array.from({ length: Math.min(count, rest.length) }, () =>
    rest.splice(Math.floor(random() * rest.length), 1)[0],
  );
}

function ranks(numbers) {
  const order = numbers.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const found = [];
  for (let at = 0; at < order.length; ) {
    let end = at;
    while (end < order.length && order[end].value === order[at].value) end += 1;
    for (let row = at; row < end; row += 1) found[order[row].index] = (at + end - 1) / 2;
    at = end;
  }
  return found;
}

function spearman(a, b) {
  const [x, y] = [ranks(a), ranks(b)];
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let at = 0; at < x.length; at += 1) {
    xy += (x[at] - mx) * (y[at] - my);
    xx += (x[at] - mx) ** 2;
    yy += (y[at] - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Fewer at once than the queue of the encoder holds. */
async function inTurns(rows, ask) {
  const found = [];
  for (let start = 0; start < rows.length; start += 64) {
    found.push(...(await Promise.all(rows.slice(start, start + 64).map(ask))));
  }
  return found;
}


async function routes() {
  const train = rowsOf('intent/train.jsonl.gz');
  const dev = rowsOf('intent/dev.jsonl.gz');
  const report = {};
  for (const source of ['banking77', 'clinc150']) {
    const isIn = (row) => row.source === source && !row.label.endsWith('/oos');
    const labels = [...new Set(train.filter(isIn).map(({ label }) => label))].sort();
    const random = createRandom(SEED);
    const picked = labels.map((label) =>
      sample(train.filter((row) => row.label === label).map(({ text }) => text), 20, random),
    );
    const inside = dev.filter(isIn);
    const outside = dev.filter((row) => row.source === source && row.label.endsWith('/oos'));
    for (const shots of SHOTS) {
      const signal = createEmbeddingSignal({
        rules: labels.map((name, index) => ({
          name,
          candidates: picked[index].slice(0, shots),
          threshold: 0,
          aggregation_method: 'max',
        })),
        models,
        settings: {
          top_k: 1,
          min_score_threshold: 0,
          enable_soft_matching: true,
          prototype_scoring: prototypeScoring,
        },
      });
      const startedAt = performance.now();
      await signal.prepare();
      const preparedMs = performance.now() - startedAt;
      const ask = async ({ text }) => {
        const results = await signal.evaluate({ evaluationText: text }, new AbortController().signal);
        return {
          route: results.find(({ isMatch }) => isMatch)?.name,
          score: Math.max(...results.map(({ value }) => value ?? 0)),
        };
      };
      const found = await inTurns(inside, ask);
      const strangers = await inTurns(outside, ask);
      report[`${source} ${shots}`] = {
        accuracy: round(mean(found.map(({ route }, row) => (route === inside[row].label ? 1 : 0)))),
        preparedMs: Math.round(preparedMs),
        ...(strangers.length > 0 && {
          outOfScopeAuroc: round(areaUnderCurve(found.map(({ score }) => score), strangers.map(({ score }) => score))),
        }),
      };
    }
    const vectors = (await models.embedAll(inside.map(({ text }) => text))).map(({ vector }) => vector);
    const [same, other] = [[], []];
    for (let a = 0; a < inside.length; a += 1) {
      for (let b = a + 1; b < inside.length; b += 1) {
        (inside[a].label === inside[b].label ? same : other).push(dot(vectors[a], vectors[b]));
      }
    }
    report[`${source} same-intent pairs`] = { auc: round(areaUnderCurve(same, other)) };
  }
  return report;
}

async function similarity() {
  const rows = rowsOf('similarity/dev.jsonl.gz');
  const [a, b] = await Promise.all(
    ['text', 'text2'].map((field) => models.embedAll(rows.map((row) => row[field]))),
  );
  const cosines = rows.map((_, row) => dot(a[row].vector, b[row].vector));
  const of = (keep) => rows.map((row, at) => ({ row, cosine: cosines[at] })).filter(({ row }) => keep(row));
  const report = {};
  for (const name of ['sick', 'sts']) {
    const part = of(({ source, score }) => source.split('/')[0] === name && score !== null);
    report[`${name} spearman`] = round(spearman(part.map(({ row }) => row.score), part.map(({ cosine }) => cosine)));
  }
  const paraphrases = of(({ source, label }) => label !== null && !source.startsWith('sick') && !source.startsWith('sts'));
  report['paraphrase auc'] = round(
    areaUnderCurve(
      paraphrases.filter(({ row }) => row.label === 1).map(({ cosine }) => cosine),
      paraphrases.filter(({ row }) => row.label === 0).map(({ cosine }) => cosine),
    ),
  );
  return report;
}

const STOP = new Set('the a an of to and for in on with i me my is it that this you your can from about'.split(' '));
const termsOf = (text) =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter((word) => !STOP.has(word)).map((word) => word.replace(/(ing|es|s)$/, ''));

async function tools() {
  const pool = rowsOf('tools/tools.jsonl.gz');
  const queries = rowsOf('tools/dev.jsonl.gz');
  const texts = pool.map(({ name, description }) => `${name.replaceAll('_', ' ')} ${description ?? ''}`);
  const documents = texts.map((text) => new Set(termsOf(text)));
  const frequency = new Map();
  for (const terms of documents) for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const idf = (term) => Math.log(1 + pool.length / (frequency.get(term) ?? 1));
  const norms = documents.map((terms) => Math.hypot(...[...terms].map(idf)));
  const postings = new Map();
  for (const [index, terms] of documents.entries()) {
    for (const term of terms) postings.set(term, [...(postings.get(term) ?? []), index]);
  }
  const poolVectors = (await models.embedAll(texts)).map(({ vector }) => vector);
  const queryVectors = (await models.embedAll(queries.map(({ text }) => text))).map(({ vector }) => vector);
  const recall = { embedding: [], lexical: [], hybrid: [] };
  for (const [row, { text, gold }] of queries.entries()) {
    const terms = new Set(termsOf(text));
    const norm = Math.hypot(...[...terms].map(idf)) || 1;
    const lexical = new Float64Array(pool.length);
    for (const term of terms) {
      for (const index of postings.get(term) ?? []) lexical[index] += (idf(term) ** 2) / (norm * norms[index]);
    }
    const cosine = poolVectors.map((vector) => dot(vector, queryVectors[row]));
    const scores = { embedding: cosine, lexical, hybrid: cosine.map((value, index) => value + lexical[index]) };
    for (const [kind, list] of Object.entries(scores)) {
      const top = Array.from(list, (value, index) => ({ value, index }))
        .sort((a, b) => b.value - a.value)
        .slice(0, 5)
        .map(({ index }) => pool[index].id);
      recall[kind].push(gold.filter((id) => top.includes(id)).length / gold.length);
    }
  }
  return Object.fromEntries(Object.entries(recall).map(([kind, list]) => [`recall@5 ${kind}`, round(mean(list))]));
}

const prototypeScoring = {
  enabled: true,
  cluster_similarity_threshold: 0.9,
  max_prototypes: 8,
  best_weight: 0.75,
  top_m: 2,
};
const parts = { routes, similarity, tools };
const report = {};
for (const name of only) report[name] = await parts[name]();
await models.close();
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
