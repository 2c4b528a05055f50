// Joins the trunk with the flash heads and scores them the way the product runs them:
//   node training/calibrate.js --data DIR [--limit N] [--score-only]
// Needs a build (`npm run build`). Fits one weight and one temperature a task on the dev rows that may be
// shipped, writes them and the scores to models/base/manifest.json, and prints a report as JSON.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { directory, load, mean, publicData, readManifest, readRows, root, round, writeManifest } from './product.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: publicData },
    limit: { type: 'string' },
    'score-only': { type: 'boolean', default: false },
  },
});
const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
const [{ Reader }, { openGraphSession }, { openFlashModel }, { openTokenizer }, { combine }] = await load(
  'models/reader',
  'models/graph-session',
  'models/flash/flash-model',
  'models/vocabulary',
  'models/ensemble',
);

const manifest = readManifest();
const tokenizer = openTokenizer(directory);
const flash = openFlashModel(join(root, 'models', 'flash'), { tokenizer });
const session = await openGraphSession(directory);

const ATTACKS = ['jailbreak', 'injection'];
const nonCommercial = new Set([
  'alpaca_eval',
  'safety_tuned_llamas',
  'physical_safety_safe',
  'halueval_general',
]);

function isFree({ source }) {
  const name = source.split('/')[0];
  return !name.startsWith('alpaca') && !nonCommercial.has(name);
}

function devRows(task) {
  return readRows(join(values.data, task, 'dev.jsonl.gz')).slice(0, limit);
}

/** Our own rows that nothing was trained on: file name -> rows. */
function ownRows(task) {
  const folder = join(root, 'training', 'data');
  const names = readdirSync(folder).filter((name) => name.endsWith('.eval.jsonl'));
  return names
    .flatMap((name) => readRows(join(folder, name)))
    .filter((row) => row.task === task);
}

async function readAll(texts, options) {
  const reader = new Reader({ manifest, tokenizer, flash, engine: { tier: 'trunk', session }, ...options });
  const found = [];
  const step = 16;
  for (let start = 0; start < texts.length; start += step) {
    const items = texts.slice(start, start + step).map((text, id) => ({ id: start + id, text }));
    await reader.read(items, (id, { probabilities }) => {
      found[id] = probabilities;
    });
  }
  return found;
}

function withWeights(weights) {
  const tasks = manifest.tasks.map((task) => ({ ...task, ...weights(task) }));
  return { manifest: { ...manifest, tasks } };
}

function argmax(values) {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) if (values[at] > values[best]) best = at;
  return best;
}

function macroF1(truth, guess, classes) {
  const scores = [];
  for (let label = 0; label < classes; label += 1) {
    let hits = 0;
    let involved = 0;
    for (const [row, one] of truth.entries()) {
      hits += one === label && guess[row] === label ? 1 : 0;
      involved += (one === label ? 1 : 0) + (guess[row] === label ? 1 : 0);
    }
    if (involved > 0) scores.push((2 * hits) / involved);
  }
  return mean(scores);
}

function calibrationError(truth, rows) {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, sure: 0, right: 0 }));
  for (const [row, probabilities] of rows.entries()) {
    const guess = argmax(probabilities);
    const bin = bins[Math.min(14, Math.floor(probabilities[guess] * 15))];
    bin.count += 1;
    bin.sure += probabilities[guess];
    bin.right += guess === truth[row] ? 1 : 0;
  }
  return bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / rows.length;
}

function scoresOf(labels, rows, found) {
  const truth = rows.map(({ label }) => labels.indexOf(label));
  const guess = found.map(argmax);
  const right = guess.map((label, row) => (label === truth[row] ? 1 : 0));
  const of = (keep) => mean(right.filter((_, row) => keep(rows[row])));
  const groups = (key) =>
    Object.fromEntries(
      [...new Set(rows.map(key))].sort().map((name) => {
        const part = rows.map((row, at) => ({ row, at })).filter(({ row }) => key(row) === name);
        return [name, { rows: part.length, accuracy: round(mean(part.map(({ at }) => right[at]))) }];
      }),
    );
  return {
    rows: rows.length,
    accuracy: round(mean(right)),
    freeAccuracy: round(of(isFree)),
    macroF1: round(macroF1(truth, guess, labels.length)),
    expectedCalibrationError: round(calibrationError(truth, found)),
    ...attackScores(labels, rows, found),
    confusion: labels.map((_, t) => labels.map((__, g) => truth.filter((one, row) => one === t && guess[row] === g).length)),
    sources: groups(({ source }) => source.split('/')[0]),
    ...(rows.some(({ lang }) => lang !== undefined) && { languages: groups(({ lang }) => lang) }),
  };
}

/** For a signal that looks for attacks only: a harmful request without one is no attack. */
function attackScores(labels, rows, found) {
  if (!labels.includes('injection')) return {};
  const merge = (label) => (label === 'harmful' ? 'benign' : label);
  const three = ['benign', ...ATTACKS];
  const truth = rows.map(({ label }) => three.indexOf(merge(label)));
  const guess = found.map((values) => three.indexOf(merge(labels[argmax(values)])));
  const attack = (values) => ATTACKS.reduce((sum, label) => sum + values[labels.indexOf(label)], 0);
  const share = (label, threshold) =>
    round(mean(rows.map((row, at) => (row.label === label ? (attack(found[at]) >= threshold ? 1 : 0) : undefined)).filter((value) => value !== undefined)));
  return {
    attacksOnly: {
      macroF1: round(macroF1(truth, guess, 3)),
      benignAlarms: Object.fromEntries([0.5, 0.75, 0.85].map((t) => [t, share('benign', t)])),
      jailbreakRecall: Object.fromEntries([0.5, 0.75, 0.85].map((t) => [t, share('jailbreak', t)])),
      injectionRecall: Object.fromEntries([0.5, 0.75, 0.85].map((t) => [t, share('injection', t)])),
    },
  };
}

function lossAt(joint, truth, temperature) {
  let loss = 0;
  for (const [row, probabilities] of joint.entries()) {
    let total = 0;
    for (const value of probabilities) total += Math.max(value, 1e-9) ** (1 / temperature);
    loss -= Math.log(Math.max(probabilities[truth[row]], 1e-9) ** (1 / temperature) / total);
  }
  return loss / joint.length;
}

function fit(labels, rows, byFlash, byTrunk) {
  const free = rows.map((row, at) => ({ row, at })).filter(({ row }) => isFree(row));
  const truth = free.map(({ row }) => labels.indexOf(row.label));
  let best;
  for (let step = 0; step <= 10; step += 1) {
    const flashWeight = step / 10;
    const joint = free.map(({ at }) => combine(byFlash[at], byTrunk[at], { flashWeight, temperature: 1 }));
    for (let power = -10; power <= 10; power += 1) {
      const temperature = round(1.1 ** power);
      const loss = lossAt(joint, truth, temperature);
      if (best === undefined || loss < best.loss) best = { flashWeight, temperature, loss };
    }
  }
  return { flashWeight: best.flashWeight, temperature: best.temperature };
}

const report = {};
const rowsOfTask = Object.fromEntries(manifest.tasks.map(({ name }) => [name, devRows(name)]));
if (!values['score-only']) {
  for (const task of manifest.tasks) {
    const rows = rowsOfTask[task.name];
    const texts = rows.map(({ text }) => text);
    const pick = (found) => found.map((probabilities) => probabilities[task.name]);
    const byFlash = pick(await readAll(texts, withWeights(() => ({ flashWeight: 1, temperature: 1 }))));
    const byTrunk = pick(await readAll(texts, withWeights(() => ({ flashWeight: 0, temperature: 1 }))));
    Object.assign(task, fit(task.labels, rows, byFlash, byTrunk));
    report[task.name] = {
      flash: summary(scoresOf(task.labels, rows, byFlash)),
      trunk: summary(scoresOf(task.labels, rows, byTrunk)),
    };
    process.stderr.write(`${task.name}: flash weight ${task.flashWeight}, temperature ${task.temperature}\n`);
  }
}

function summary({ rows, accuracy, freeAccuracy, macroF1, attacksOnly }) {
  return { rows, accuracy, freeAccuracy, macroF1, ...(attacksOnly && { attacksOnly }) };
}

for (const task of manifest.tasks) {
  const score = async (rows) => {
    if (rows.length === 0) return undefined;
    const found = await readAll(rows.map(({ text }) => text));
    return scoresOf(task.labels, rows, found.map((probabilities) => probabilities[task.name]));
  };
  const dev = await score(rowsOfTask[task.name]);
  const own = await score(ownRows(task.name));
  report[task.name] = { ...report[task.name], flashWeight: task.flashWeight, temperature: task.temperature, dev, own };
  const { accuracy, freeAccuracy, macroF1, expectedCalibrationError } = dev;
  task.metrics = { split: 'dev', rows: dev.rows, accuracy, freeAccuracy, macroF1, expectedCalibrationError };
  process.stderr.write(
    `${task.name}: dev accuracy ${accuracy}, macro F1 ${macroF1}; own ${own?.accuracy}, ${own?.macroF1}\n`,
  );
}
if (limit === Number.POSITIVE_INFINITY) writeManifest(manifest);
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
