// Fits the score from which a token of an answer counts as unsupported:
//   node training/calibrate_support.js --data DIR
// Needs a build. Takes the threshold with the best balanced accuracy over dev answers, an answer being wrong when any of
// its tokens is, writes it to models/base/manifest.json and prints the scores as JSON.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { areaUnderCurve, directory, load, publicData, readManifest, readRows, root, round, writeManifest } from './product.js';

const { values } = parseArgs({ options: { data: { type: 'string', default: publicData } } });
const [{ findUnsupported }, { openGraphSession }, { openTokenizer }] = await load(
  'models/support',
  'models/graph-session',
  'models/vocabulary',
);
const manifest = readManifest();
const tokenizer = openTokenizer(directory);
const session = await openGraphSession(directory);

async function scored(rows) {
  const found = [];
  for (const { context, question, answer, label, spans, source, lang } of rows) {
    const input = { context: context ?? '', question: question ?? '', answer };
    const all = await findUnsupported(input, { session, tokenizer, ...manifest.support, threshold: 0.02 });
    const isWrong = label === undefined ? (spans ?? []).length > 0 : label === 1;
    found.push({ isWrong, score: Math.max(0, ...all.map(({ score }) => score)), source, lang });
  }
  return found;
}

function aurocOf(found) {
  const scores = (isWrong) => found.filter((row) => row.isWrong === isWrong).map(({ score }) => score);
  return areaUnderCurve(scores(true), scores(false));
}

function scoresAt(found, threshold) {
  const count = (test) => found.filter(test).length;
  const hits = count(({ isWrong, score }) => isWrong && score >= threshold);
  const alarms = count(({ isWrong, score }) => !isWrong && score >= threshold);
  const missed = count(({ isWrong, score }) => isWrong && score < threshold);
  return {
    f1: (2 * hits) / Math.max(1, 2 * hits + alarms + missed),
    precision: hits / Math.max(1, hits + alarms),
    recall: hits / Math.max(1, hits + missed),
    balancedAccuracy: (hits / Math.max(1, hits + missed) + 1 - alarms / Math.max(1, found.length - hits - missed)) / 2,
  };
}

const dev = readRows(join(values.data, 'hallucination', 'dev.jsonl.gz')).filter(
  ({ context, source }) => context && source !== 'halueval_general',
);
const own = readRows(join(root, 'training', 'data', 'hallucination.eval.jsonl'));
const onDev = await scored(dev);
let best = { balancedAccuracy: -1 };
for (let threshold = 0.05; threshold < 0.96; threshold += 0.05) {
  const scores = scoresAt(onDev, threshold);
  if (scores.balancedAccuracy > best.balancedAccuracy) best = { ...scores, threshold: Math.round(threshold * 100) / 100 };
}
manifest.support.threshold = best.threshold;
const onOwn = await scored(own);
const report = {
  threshold: best.threshold,
  dev: { rows: dev.length, auroc: aurocOf(onDev), ...scoresAt(onDev, best.threshold) },
  own: { rows: own.length, auroc: aurocOf(onOwn), ...scoresAt(onOwn, best.threshold) },
  sources: Object.fromEntries(
    [...new Set(onDev.map(({ source }) => source))].map((source) => {
      const part = onDev.filter((row) => row.source === source);
      return [source, { rows: part.length, auroc: aurocOf(part), ...scoresAt(part, best.threshold) }];
    }),
  ),
};
manifest.support.metrics = { split: 'dev', rows: dev.length, auroc: round(report.dev.auroc), f1: round(report.dev.f1) };
writeManifest(manifest);
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
