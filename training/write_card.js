// Writes docs/models.md from what the training run measured:
//   node training/write_card.js --report FILE [--support FILE] [--embedding FILE] [--static FILE] [--reask FILE]
//     [--bench FILE]
// They are what `calibrate.js`, `calibrate_support.js`, `evaluate_embedding.js` (also with `--engine flash`) and
// `calibrate_reask.js` printed; the bench file comes from `npm run bench -- models --json=FILE`.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest, root } from './product.js';

const { values } = parseArgs({
  options: {
    report: { type: 'string' },
    support: { type: 'string' },
    embedding: { type: 'string' },
    static: { type: 'string' },
    reask: { type: 'string' },
    bench: { type: 'string' },
  },
});
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const report = json(values.report);
const base = readManifest();
const lines = [];
const add = (...more) => lines.push(...more);

function table(head, rows) {
  add(`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`);
  for (const row of rows) add(`| ${row.join(' | ')} |`);
  add('');
}

const percent = (value) => (value === undefined ? '' : `${(100 * value).toFixed(1)} %`);
const three = (value) => (value === undefined ? '' : value.toFixed(3));

function sizeOf(folder) {
  return readdirSync(join(root, 'models', folder)).reduce(
    (sum, name) => sum + statSync(join(root, 'models', folder, name)).size,
    0,
  );
}

add(
  '# Embedded models',
  '',
  'Written by `training/write_card.js` after a training run; do not edit.',
  '',
  'Switchyard answers every learned question with models that ship in the package and run in its process:',
  'no download, no service. Each answer says which tier gave it.',
  '',
  '- **trunk**: one int8 ONNX graph of three transformer layers, taken from all-MiniLM-L6-v2, distilled from',
  '  its six and fine-tuned on all tasks at once. One pass gives the embedding and every head. Runs in',
  '  worker threads on `onnxruntime-node`, and is joined with the flash heads.',
  '- **flash**: linear heads on hashed word pieces and characters in plain TypeScript. They answer while the trunk',
  '  loads, when its queue is full, and where `onnxruntime-node` is missing; the answer then says `degraded`.',
  '  Embeddings are then weighted sums of the word rows of the trunk; one process never mixes both kinds.',
  '- **gloss**: lexicons of ten languages, written for this project. What the trunk and the word rows read is',
  '  put into English word by word with them; the flash heads read the text as it came (ADR 12).',
  '',
  '## Sizes',
  '',
);
const folders = ['base', 'flash', 'pii', 'language', 'gloss'].filter((name) =>
  readdirSync(join(root, 'models')).includes(name),
);
table(
  ['Folder', 'MB'],
  [
    ...folders.map((name) => [`\`models/${name}\``, (sizeOf(name) / 1e6).toFixed(1)]),
    ['all', (folders.reduce((sum, name) => sum + sizeOf(name), 0) / 1e6).toFixed(1)],
  ],
);

add(
  '## Scores',
  '',
  'Dev splits of the shared data through the shipped files, in Node. `free` leaves out the rows under a',
  'non-commercial licence, which nothing was trained on. The weight of the flash heads and one temperature a task',
  'were fitted on the free dev rows, so calibration errors are a little optimistic.',
  '',
);
table(
  ['Task', 'Dev rows', 'Accuracy', 'free', 'Macro F1', 'ECE', 'Flash alone', 'Trunk alone', 'Flash weight', 'Own set', 'Own macro F1'],
  Object.entries(report).map(([task, { dev, own, flash, trunk, flashWeight }]) => [
    task,
    dev.rows,
    percent(dev.accuracy),
    percent(dev.freeAccuracy),
    three(dev.macroF1),
    three(dev.expectedCalibrationError),
    percent(flash?.accuracy),
    percent(trunk?.accuracy),
    flashWeight,
    percent(own?.accuracy),
    three(own?.macroF1),
  ]),
);
add(
  'Own sets: `training/data/*.eval.jsonl`, written before training, in eleven languages, never trained on.',
  '',
);

for (const [task, { dev, own }] of Object.entries(report)) {
  const { labels } = base.tasks.find(({ name }) => name === task);
  add(`### ${task}`, '', 'Dev; rows: truth, columns: answer.', '');
  table(
    ['', ...labels],
    dev.confusion.map((row, label) => [labels[label], ...row]),
  );
  if (dev.attacksOnly) {
    add('Attacks (jailbreak or injection) by threshold on their joint probability:', '');
    const { attacksOnly: onDev } = dev;
    const onOwn = own?.attacksOnly;
    table(
      ['Threshold', 'Benign taken for attacks, dev', 'own', 'Jailbreaks found, dev', 'own', 'Injections found, dev', 'own'],
      Object.keys(onDev.benignAlarms).map((threshold) => [
        threshold,
        ...['benignAlarms', 'jailbreakRecall', 'injectionRecall'].flatMap((key) => [
          percent(onDev[key][threshold]),
          percent(onOwn?.[key][threshold]),
        ]),
      ]),
    );
    add(`Macro F1 of benign, jailbreak and injection (harmful requests count as benign): ${three(onDev.macroF1)}.`, '');
  }
  table(
    ['Dev source', 'Rows', 'Accuracy'],
    Object.entries(dev.sources)
      .sort((a, b) => b[1].rows - a[1].rows)
      .map(([name, part]) => [name, part.rows, percent(part.accuracy)]),
  );
  if (own?.languages) {
    table(
      ['Own set, language', 'Rows', 'Accuracy'],
      Object.entries(own.languages).map(([name, part]) => [name, part.rows, percent(part.accuracy)]),
    );
  }
}

const embeddings = [['trunk', values.embedding], ['flash', values.static]].flatMap(([tier, file]) =>
  file === undefined ? [] : [{ tier, ...json(file) }],
);
if (embeddings.length > 0) {
  const [first] = embeddings;
  const tiers = embeddings.map(({ tier }) => tier);
  const keysOf = (part, name) => Object.keys(first[part] ?? {}).filter((key) => first[part][key][name] !== undefined);
  add('### embedding', '', 'Few-shot routes through embedding rules: so many examples a route, all routes of the set at once; in brackets the AUROC of out-of-scope queries.', '');
  table(
    ['Set and examples a route', ...tiers],
    keysOf('routes', 'accuracy').map((name) => [
      name,
      ...embeddings.map(({ routes }) => {
        const { accuracy, outOfScopeAuroc } = routes[name] ?? {};
        return `${percent(accuracy)}${outOfScopeAuroc === undefined ? '' : ` (${three(outOfScopeAuroc)})`}`;
      }),
    ]),
  );
  table(
    ['Other', ...tiers],
    [
      ...keysOf('routes', 'auc').map((name) => [`${name}, AUC`, ...embeddings.map(({ routes }) => three(routes[name]?.auc))]),
      ...['similarity', 'tools'].flatMap((part) =>
        Object.keys(first[part] ?? {}).map((name) => [name, ...embeddings.map((one) => three(one[part]?.[name]))]),
      ),
    ],
  );
}

if (values.reask !== undefined) {
  const found = json(values.reask);
  add('### questions asked again', '', 'Dev pairs of a message and an earlier one: asked again, or another that looks like it.', '');
  table(
    ['Vectors of', 'Rows', 'Accuracy', 'AUROC', 'AUROC of the cosine alone'],
    Object.entries(found).map(([tier, { rows, accuracy, auroc, cosineAlone }]) => [tier, rows, percent(accuracy), three(auroc), three(cosineAlone)]),
  );
}

if (values.support !== undefined) {
  const { threshold, dev, own, sources } = json(values.support);
  add('### unsupported answers', '', `An answer is wrong when any of its tokens scores ${threshold} or more; fitted on dev.`, '');
  table(
    ['Rows of', 'Rows', 'AUROC', 'F1', 'Precision', 'Recall'],
    Object.entries({ dev, 'own set': own, ...sources }).map(([name, part]) => [
      name,
      part.rows,
      ...['auroc', 'f1', 'precision', 'recall'].map((key) => three(part[key] ?? undefined)),
    ]),
  );
}

if (values.bench !== undefined) {
  const [{ tables } = { tables: [] }] = json(values.bench).benches ?? [json(values.bench)];
  add('## Speed', '', 'On two cores of a shared server (`npm run bench -- models`).', '');
  for (const { title, columns, rows, note } of tables) {
    add(`${title}:`, '');
    table(
      columns.map((column) => column.title),
      rows.map((row) =>
        columns.map(({ key, digits = 0 }) =>
          typeof row[key] === 'number' ? row[key].toFixed(digits) : (row[key] ?? ''),
        ),
      ),
    );
    if (note) add(note, '');
  }
}

add(
  '## Data and licences',
  '',
  'Base weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). Training data: public sets without any row',
  'under a non-commercial licence (every `alpaca*` source, `safety_tuned_llamas`, `physical_safety_safe`,',
  '`halueval_general`), without rows that nearly repeat a dev row or a row of our own evaluation sets, and rows of',
  'our own (`training/data`, with the scripts that make them). Share-alike and copyleft sources that remain:',
  '`opentriviaqa` (CC BY-SA 4.0), `lcquad` (GPL-3), `easyjailbreak_seeds` (GPL-3), passages of Wikipedia (CC BY-SA).',
  'Some research sets state no licence.',
  '',
  '## Limits',
  '',
  '- The vocabulary is that of uncased English. Ten languages are glossed, without grammar and with one sense a word;',
  '  all others fall into pieces. For multilingual deployments name a multilingual model of your own.',
  '- Labels follow the source of a row, so dev scores say more about these collections than about other traffic; the',
  '  own sets are the better guess.',
  '- Windows: the trunk reads texts of up to 128 tokens whole, of longer ones 72 tokens of head and tail. The flash',
  '  heads read 16,384 characters. Attacks are looked for in every part of a text by the flash heads, and the worst part gets a pass',
  '  of the trunk.',
  '- Complexity mixes topic and difficulty; treat it as a hint.',
  '',
);
writeFileSync(join(root, 'docs', 'models.md'), `${lines.join('\n').trimEnd()}\n`);
