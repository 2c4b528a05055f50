// Fits what tells a question asked again from another one that looks like it:
//   node training/calibrate_reask.js --data DIR
// Needs a build. One logistic regression for the vectors of each tier; writes both to models/base/manifest.json
// and prints the scores on dev as JSON.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { areaUnderCurve, load, mean, publicData, readManifest, readRows, root, round, writeManifest } from './product.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: publicData } } });
const [{ openTextModels }, { REASK_FEATURES, reaskFeatures, reaskProbability }, { dot }] = await load(
  'models/open-text-models',
  'models/reask',
  'lib/vectors',
);
const EPOCHS = 400;
const RATE = 0.05;
const PULL = 1e-4;

async function samples(models, file) {
  const rows = readRows(join(values.data, 'feedback', file));
  const [own, earlier] = await Promise.all(
    ['text', 'prev'].map((field) => models.embedAll(rows.map((row) => row[field]))),
  );
  return rows.map(({ text, prev, label, kind }, at) => ({
    features: reaskFeatures(text, prev, dot(own[at].vector, earlier[at].vector)),
    truth: Number(label),
    kind,
  }));
}

/** Full-batch Adam on the log loss. */
function fitted(rows) {
  const found = new Array(REASK_FEATURES + 1).fill(0);
  const [first, second] = [found.map(() => 0), found.map(() => 0)];
  for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
    const slope = found.map((value, at) => (at < REASK_FEATURES ? PULL * value : 0));
    for (const { features, truth } of rows) {
      const error = reaskProbability(features, { weights: found.slice(0, -1), bias: found.at(-1) }) - truth;
      for (const [at, value] of [...features, 1].entries()) slope[at] += (error * value) / rows.length;
    }
    for (const at of found.keys()) {
      first[at] = 0.9 * first[at] + 0.1 * slope[at];
      second[at] = 0.999 * second[at] + 0.001 * slope[at] ** 2;
      found[at] -= (RATE * (first[at] / (1 - 0.9 ** epoch))) / (Math.sqrt(second[at] / (1 - 0.999 ** epoch)) + 1e-8);
    }
  }
  return { weights: found.slice(0, -1).map(round), bias: round(found.at(-1)) };
}

function scored(rows, scoreOf) {
  const scores = rows.map(({ features }) => scoreOf(features));
  const of = (truth) => scores.filter((_, at) => rows[at].truth === truth);
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const right = rows.map(({ truth }, at) => (scores[at] >= 0.5 === (truth === 1) ? 1 : 0));
  return {
    rows: rows.length,
    accuracy: round(mean(right)),
    auroc: round(areaUnderCurve(of(1), of(0))),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, round(mean(right.filter((_, at) => rows[at].kind === kind)))])),
  };
}

const report = {};
const found = {};
for (const [tier, engine] of [['trunk', 'auto'], ['flash', 'flash']]) {
  const models = openTextModels({ directory: join(root, 'models'), engine, cacheEntries: 0, maxQueue: 1024 });
  const train = await samples(models, 'reask_train.jsonl.gz');
  const dev = await samples(models, 'reask_dev.jsonl.gz');
  await models.close();
  found[tier] = fitted(train);
  report[tier] = {
    ...scored(dev, (features) => reaskProbability(features, found[tier])),
    cosineAlone: scored(dev, ([cosine]) => cosine).auroc,
  };
}
const manifest = readManifest();
manifest.reask = { ...found, metrics: { split: 'dev', rows: report.trunk.rows, accuracy: report.trunk.accuracy, auroc: report.trunk.auroc } };
writeManifest(manifest);
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
