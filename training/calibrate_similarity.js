// Fits the knots that map raw cosine to the scale of configuration thresholds:
//   node training/calibrate_similarity.js --rules DIR [--data DIR] [--engine trunk|flash] [--dry-run]
// Needs a build. DIR holds configurations whose thresholds were written for the scale that is wanted: an
// example that is left out must reach the threshold of its own rule and miss those of the others, and an
// anchor of a complexity rule must lie beyond its margin. Public intents (5 examples each, threshold 0.75) and prompts that belong to none keep the map
// honest about queries. Writes the knots to models/base/manifest.json and prints the scores.
// What it means: docs/similarity-calibration.md.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { load, mean, publicData, readManifest, readRows, root, round, writeManifest } from './product.js';

const { values } = parseArgs({
  options: {
    rules: { type: 'string' },
    data: { type: 'string', default: publicData },
    engine: { type: 'string', default: 'trunk' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const [{ openTextModels }, { dot }, { createCalibration }] = await load(
  'models/open-text-models',
  'lib/vectors',
  'models/calibration',
);
const engine = values.engine === 'flash' ? 'flash' : 'auto';
const models = openTextModels({ directory: join(root, 'models'), engine, workers: 1, cacheEntries: 20_000 });
await models.ready();

const BEST_WEIGHT = 0.75;
const SHOTS = 5;
const INTENT_THRESHOLD = 0.75;
/** A margin that no difference of cosines reaches teaches nothing. */
const MAX_MARGIN = 0.4;
const QUERIES = 400;
const RULES = 10;
const TOLERANCE = 0.05;

function policiesIn(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((file) => {
      if (statSync(file).isDirectory()) return policiesIn(file);
      if (!file.endsWith('config.yaml')) return [];
      const { routing, recipes = [] } = parse(readFileSync(file, 'utf8')) ?? {};
      return [routing, ...recipes.map((recipe) => recipe.routing ?? recipe)];
    })
    .filter((policy) => policy?.signals !== undefined);
}

async function embed(texts) {
  return (await models.embedAll(texts)).map(({ vector }) => vector);
}

/** The two highest cosines, which is all that the score of a bank reads. */
function highest(vector, bank, leftOut = -1) {
  return bank
    .flatMap((other, index) => (index === leftOut ? [] : [dot(vector, other)]))
    .sort((a, b) => b - a)
    .slice(0, 2);
}

async function readRules(policies) {
  const [queries, levels] = [[], []];
  for (const { signals } of policies) {
    const rules = (signals.embeddings ?? []).filter(({ query_modality: kind = 'text' }) => kind === 'text');
    const banks = [];
    for (const { candidates } of rules) banks.push(await embed(candidates));
    for (const [own, bank] of banks.entries()) {
      for (const [at, vector] of bank.entries()) {
        const scored = rules.map(({ threshold }, index) => ({
          isOwn: index === own,
          threshold,
          cosines: highest(vector, banks[index], index === own ? at : -1),
        }));
        queries.push(scored.filter(({ cosines }) => cosines.length > 0));
      }
    }
    for (const { threshold = 0.1, hard, easy } of signals.complexity ?? []) {
      if (threshold > MAX_MARGIN) continue;
      const [h, e] = [await embed(hard.candidates ?? []), await embed(easy.candidates ?? [])];
      for (const [at, vector] of h.entries()) levels.push({ threshold, near: highest(vector, h, at), far: highest(vector, e) });
      for (const [at, vector] of e.entries()) levels.push({ threshold, near: highest(vector, e, at), far: highest(vector, h) });
    }
  }
  return { queries, levels };
}

async function readIntents() {
  const [train, dev] = ['train', 'dev'].map((split) => readRows(join(values.data, 'intent', `${split}.jsonl.gz`)));
  const [queries, strangers] = [[], []];
  for (const source of ['banking77', 'clinc150']) {
    const rows = dev.filter((row) => row.source === source);
    const isStranger = ({ label }) => label.endsWith('/oos');
    const labels = [...new Set(rows.filter((row) => !isStranger(row)).map(({ label }) => label))].sort();
    const banks = [];
    for (const label of labels) banks.push(await embed(train.filter((row) => row.label === label).slice(0, SHOTS).map(({ text }) => text)));
    const outside = train.filter((row) => row.source === source && isStranger(row)).slice(0, QUERIES);
    const asked = [...rows.filter((_, at) => at % Math.ceil(rows.length / QUERIES) === 0), ...outside];
    const vectors = await embed(asked.map(({ text }) => text));
    for (const [at, row] of asked.entries()) {
      // Its own intent and so many others that it is a policy of usual size.
      const first = Math.max(0, labels.indexOf(row.label));
      const picked = Array.from({ length: RULES }, (_, step) => (first + step * Math.floor(labels.length / RULES)) % labels.length);
      const scored = picked.map((index) => ({
        isOwn: labels[index] === row.label,
        threshold: INTENT_THRESHOLD,
        cosines: highest(vectors[at], banks[index]),
      }));
      (isStranger(row) ? strangers : queries).push(scored);
    }
  }
  return { queries, strangers };
}

function scoreOf(calibrate, [best, next = best]) {
  const top = calibrate(best);
  return BEST_WEIGHT * top + (1 - BEST_WEIGHT) * ((top + calibrate(next)) / 2);
}

/** Share of the rules of one kind, its own or the others, whose threshold an example reaches. */
function passing(calibrate, queries, isOwn) {
  const rules = queries.flat().filter((rule) => rule.isOwn === isOwn);
  return mean(rules.map(({ threshold, cosines }) => (scoreOf(calibrate, cosines) >= threshold ? 1 : 0)));
}

/** Shares of queries for which the right rule, and a wrong one, stands when one of those that pass may. */
function standing(calibrate, queries) {
  const winners = queries.map((rules) => {
    let winner;
    for (const { isOwn, threshold, cosines } of rules) {
      const score = scoreOf(calibrate, cosines);
      if (score >= threshold && (winner === undefined || score > winner.score)) winner = { isOwn, score };
    }
    return winner;
  });
  return {
    right: mean(winners.map((winner) => (winner?.isOwn ? 1 : 0))),
    wrong: mean(winners.map((winner) => (winner !== undefined && !winner.isOwn ? 1 : 0))),
  };
}

function measure(knots, { rules, intents }) {
  const calibrate = createCalibration(knots);
  const margins = rules.levels.map(({ threshold, near, far }) => [scoreOf(calibrate, near) - scoreOf(calibrate, far), threshold]);
  const [intent, stranger] = [intents.queries, intents.strangers].map((queries) => standing(calibrate, queries));
  const found = {
    ownRule: passing(calibrate, rules.queries, true),
    otherRules: passing(calibrate, rules.queries, false),
    rightLevel: mean(margins.map(([margin, threshold]) => (margin > threshold ? 1 : 0))),
    oppositeLevel: mean(margins.map(([margin, threshold]) => (margin < -threshold ? 1 : 0))),
    rightIntent: intent.right,
    wrongIntent: intent.wrong,
    strangerTaken: stranger.wrong,
  };
  const gain =
    found.ownRule - found.otherRules + found.rightLevel - found.oppositeLevel + found.rightIntent - found.wrongIntent - found.strangerTaken;
  return { ...found, gain };
}

function* candidates(unrelated) {
  for (const low of [0.3, 0.35, 0.4, 0.45, 0.5])
    for (const a of [0.6, 0.63, 0.66, 0.69, 0.72])
      for (const b of [0.74, 0.76, 0.78, 0.8, 0.82, 0.84])
        for (const c of [0.86, 0.89, 0.92, 0.95])
          yield [[-1, 0], [unrelated, low], [0.25, a], [0.45, b], [0.7, c], [1, 1]];
}

const rounded = (found) => Object.fromEntries(Object.entries(found).map(([name, value]) => [name, round(value)]));
const manifest = readManifest();
const similarity = values.engine === 'flash' ? manifest.static.similarity : manifest.similarity;
const pairs = { rules: await readRules(policiesIn(values.rules)), intents: await readIntents() };
const before = measure(similarity.knots, pairs);
const tried = [...candidates(similarity.randomMean)].map((knots) => ({ knots, gain: measure(knots, pairs).gain }));
const highestGain = Math.max(...tried.map(({ gain }) => gain));
// The mean of all that do about as well: the best one of a grid owes something to chance.
const good = tried.filter(({ gain }) => gain >= highestGain - TOLERANCE);
const knots = good[0].knots.map(([raw], at) => [raw, round(mean(good.map((one) => one.knots[at][1])))]);
const after = measure(knots, pairs);
await models.close();
if (!values['dry-run']) {
  similarity.knots = knots;
  writeManifest(manifest);
}
const { rules, intents } = pairs;
const counts = {
  examples: rules.queries.length,
  levels: rules.levels.length,
  intents: intents.queries.length,
  strangers: intents.strangers.length,
};
process.stdout.write(`${JSON.stringify({ counts, before: rounded(before), averaged: good.length, knots: JSON.stringify(knots), after: rounded(after) }, null, 1)}\n`);
process.exit(0);
