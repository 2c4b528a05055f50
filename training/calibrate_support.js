// Fits the score from which a token of an answer counts as unsupported:
//   node training/calibrate_support.js --data DIR
// Needs a build. Takes the threshold with the best balanced accuracy over dev answers, an answer being wrong when any of
// its tokens is, writes it to models/base/manifest.json and prints the scores as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { data: { type: 'string', default: join(root, '..', 'shared', 'data') } },
});
const load = (file) => import(new URL(`../dist/models/${file}.js`, import.meta.url));
const [{ findUnsupported }, { openGraphSession }, { openTokenizer }] = await Promise.all([
  load('support'),
  load('graph-session'),
  load('vocabulary'),
]);
const directory = join(root, 'models', 'base');
const manifestFile = join(directory, 'manifest.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const tokenizer = openTokenizer(directory);
const session = await openGraphSession(directory);

function rowsOf(lines) {
  return lines.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

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

function areaUnderCurve(found) {
  const wrong = found.filter(({ isWrong }) => isWrong);
  const right = found.filter(({ isWrong }) => !isWrong);
  let sum = 0;
  for (const a of wrong) for (const b of right) sum += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
  return sum / (wrong.length * right.length);
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

const dev = rowsOf(gunzipSync(readFileSync(join(values.data, 'hallucination', 'dev.jsonl.gz'))).toString('utf8')).filter(
  ({ context, source }) => context && source !== 'halueval_general',
);
const own = rowsOf(readFileSync(join(root, 'training', 'data', 'hallucination.eval.jsonl'), 'utf8'));
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
  dev: { rows: dev.length, auroc: areaUnderCurve(onDev), ...scoresAt(onDev, best.threshold) },
  own: { rows: own.length, auroc: areaUnderCurve(onOwn), ...scoresAt(onOwn, best.threshold) },
  sources: Object.fromEntries(
    [...new Set(onDev.map(({ source }) => source))].map((source) => {
      const part = onDev.filter((row) => row.source === source);
      return [source, { rows: part.length, auroc: areaUnderCurve(part), ...scoresAt(part, best.threshold) }];
    }),
  ),
};
manifest.support.metrics = { split: 'dev', rows: dev.length, auroc: Math.round(report.dev.auroc * 1e4) / 1e4, f1: Math.round(report.dev.f1 * 1e4) / 1e4 };
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
