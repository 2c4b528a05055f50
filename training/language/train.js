// Trains models/language/model.bin: one linear classifier over hashed n-grams for each script that
// several languages share. Plain Node, one or two minutes, same result every time.
//   npm run build && node training/language/train.js [--data DIR] [--build DIR] [--out DIR]
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '..', 'shared', 'data') },
    build: { type: 'string', default: join(root, 'dist') },
    out: { type: 'string', default: join(root, 'models', 'language') },
  },
});

const load = (name) =>
  import(pathToFileURL(join(options.build, 'signals', 'language', `${name}.js`)));
const { hashNgrams, maxNgrams } = await load('ngrams');
const { createScriptTable, scriptNumber } = await load('scripts');
const { sampleWords } = await load('words');

const groups = [
  {
    script: 'Latn',
    languages: (
      'af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn ' +
      'om pl pt ro sk sl sn so sq st sv sw tl tn tr ts vi xh yo zu'
    ).split(' '),
    slotBits: 16,
  },
  {
    script: 'Cyrl',
    languages: 'be bg kk mk mn ru sr uk'.split(' '),
    slotBits: 15,
  },
  { script: 'Arab', languages: 'ar fa ur'.split(' '), slotBits: 13 },
  { script: 'Deva', languages: 'hi mr'.split(' '), slotBits: 12 },
  { script: 'Ethi', languages: 'am ti'.split(' '), slotBits: 12 },
];

/** What people ask in, as the natural logarithm of how much more often than the rest. */
const priors = { en: 2.5 };
const widespread = 'es fr de it pt nl pl tr id vi ru uk ar fa'.split(' ');
for (const language of widespread) priors[language] = 1.5;
for (const language of 'sv da nb fi cs hu ro ca hr'.split(' ')) priors[language] = 0.5;

const growEpochs = 8;
const settleEpochs = 4;
const minWeight = 0.6;
const maxLanguages = 16;
const learningRate = 0.5;
/** Of each of two sources; the sentences of the corpus are news and books, not questions. */
const englishPrompts = 2000;
const phraseCopies = 5;
/** Of the widespread languages, each cut differently. */
const sentenceCopies = 3;
const maxLetters = 2000;
const maxFill = 0.6;
const minDocuments = 2;

const table = createScriptTable();
const latin = scriptNumber('Latn');
const codes = new Uint16Array(maxLetters + 2);
const hashes = new Uint32Array(maxNgrams(codes.length));

const readRows = (...path) =>
  gunzipSync(readFileSync(join(options.data, ...path)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function readDocuments(random) {
  const documents = readRows('language', 'train.jsonl.gz').flatMap(({ text, label }) =>
    Array.from({ length: widespread.includes(label) ? sentenceCopies : 1 }, () => ({ text, label })),
  );
  const phrases = readFileSync(join(import.meta.dirname, 'phrases.tsv'), 'utf8').trim().split('\n');
  for (const line of phrases) {
    const [label, list] = line.split('\t');
    for (const text of list.split(' | ')) {
      for (let copy = 0; copy < phraseCopies; copy += 1) documents.push({ text, label });
    }
  }
  documents.push(...frameWords(documents, random));
  const questions = readRows('domain', 'train.jsonl.gz').filter(
    ({ source, fmt }) => source === 'own_templates' || (source === 'mmlu_pro' && fmt === 'q'),
  );
  for (const pool of [readRows('intent', 'train.jsonl.gz'), questions]) {
    for (let index = 0; index < englishPrompts; index += 1) {
      const { text } = pool[Math.floor(random() * pool.length)];
      documents.push({ text, label: 'en' });
    }
  }
  return documents;
}

function frameWords(documents, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const foreign = documents.filter(({ text }) => /^[\p{Script=Latin}\P{L}]+$/u.test(text));
  return Object.entries(frames).flatMap(([label, list]) => {
    const length = label === 'en' ? framedEnglishQuestions : framedQuestions;
    return Array.from({ length }, () => {
      const words = pick(foreign).text.split(/\s+/);
      const from = Math.floor(random() * words.length);
      const name = random() < 0.3 ? pick(borrowedWords) : words.slice(from, from + 2).join(' ');
      let seen = 0;
      const text = pick(list.split(' | ')).replace(/\bX\b/g, () => (seen++ === 0 ? name : pick(borrowedWords)));
      return { text, label, isWhole: true };
    });
  });
}

function createRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function hashesOf(text, script) {
  const length = sampleWords({ text: text.toLowerCase(), table, script }, codes);
  return hashes.subarray(0, hashNgrams(codes, length, hashes));
}

/** Said in every language alike, so that they must not speak for English. */
const borrowedWords = (
  'android api app backend backup bug cache chatgpt code css dashboard database deploy django docker ' +
  'email excel firewall framework frontend git github google hardware html iphone java javascript json ' +
  'kubernetes laptop linux login mail nginx node openai pandas pdf php plugin podcast postgres python ' +
  'react redis rust script server smartphone software spring sql string terraform token typescript ' +
  'update video web wifi windows xml yaml youtube'
).split(' ');
/** Questions about foreign words and names, `X`: the frame says who asks. */
const frames = {
  en: "who is X | who was X | what is X | what's X | what does X mean | tell me about X | where is X | how to pronounce X | how do you spell X | X in English | hotels in X | is X a word | my X is slow | install X and X | difference between X and X | the X won't start",
  es: 'quién es X | qué es X | qué significa X | dónde está X | háblame de X | cómo se pronuncia X | mi X no responde | mi X va lento | instala X con X | diferencia entre X y X | el X da un fallo',
  fr: "qui est X | qu'est-ce que X | que veut dire X | où se trouve X | parle-moi de X | mon X ne répond pas | mon X est lent | installe X avec X | différence entre X et X | le X ne démarre plus",
  de: 'wer ist X | was ist X | was bedeutet X | wo liegt X | erzähl mir von X | was heißt X | mein X reagiert nicht | mein X ist langsam | installiere X mit X | Unterschied zwischen X und X | der X startet nicht',
  it: "chi è X | cos'è X | cosa significa X | dove si trova X | parlami di X | il mio X non risponde | il mio X è lento | installa X con X | differenza tra X e X | il X non parte",
  pt: 'quem é X | o que é X | o que significa X | onde fica X | fale sobre X | meu X não responde | meu X está lento | instala X com X | diferença entre X e X | o X não abre',
  nl: 'wie is X | wat is X | wat betekent X | waar ligt X | vertel over X | mijn X reageert niet | mijn X is traag | installeer X met X | verschil tussen X en X | de X start niet',
  pl: 'kim jest X | co to jest X | co znaczy X | gdzie leży X | mój X nie odpowiada | mój X jest wolny | zainstaluj X z X | różnica między X a X',
  tr: 'X kimdir | X nedir | X ne demek | X nerede | X yanıt vermiyor | X çok yavaş | X ile X kur | X ve X arasındaki fark | X açılmıyor',
  vi: 'X là ai | X là gì | X nghĩa là gì | X ở đâu | X của tôi bị chậm | cài X với X | sự khác nhau giữa X và X',
  id: 'siapa itu X | apa itu X | apa arti X | di mana X | X saya lambat | pasang X dengan X | perbedaan X dan X | X tidak mau menyala',
  sv: 'vem är X | vad är X | vad betyder X | var ligger X | min X svarar inte | min X är långsam | installera X med X | skillnaden mellan X och X',
};
const framedQuestions = 250;
const framedEnglishQuestions = 900;
const spelledOut = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', å: 'aa', ø: 'oe', æ: 'ae' };
const plainLetters = { ı: 'i', ł: 'l', đ: 'd', ø: 'o', æ: 'ae', ß: 'ss' };

/** People leave accents out, write few words, and use foreign terms: the classifier must meet all. */
function vary(text, random, script) {
  let varied = text;
  const words = text.split(/\s+/);
  if (words.length > 2 && random() < 0.6) {
    const kept = 1 + Math.floor(random() * 6);
    const from = Math.floor(random() * Math.max(1, words.length - kept + 1));
    varied = words.slice(from, from + kept).join(' ');
  }
  if (random() < 0.12) varied = withoutAccents(varied, random);
  return script === latin && random() < 0.15 ? withBorrowedWord(varied, random) : varied;
}

function withoutAccents(text, random) {
  if (random() < 0.3) return text.replace(/[äöüßåøæ]/g, (letter) => spelledOut[letter]);
  const plain = text.replace(/[ıłđøæß]/g, (letter) => plainLetters[letter]);
  return plain.normalize('NFD').replace(/\p{M}/gu, '');
}

function withBorrowedWord(text, random) {
  const words = text.split(/\s+/);
  const word = borrowedWords[Math.floor(random() * borrowedWords.length)];
  words.splice(Math.floor(random() * (words.length + 1)), 0, word);
  return words.join(' ');
}

function train(group, documents) {
  const random = createRandom(1);
  const script = scriptNumber(group.script);
  const numbers = new Map(group.languages.map((language, index) => [language, index]));
  const own = documents
    .filter(({ label }) => numbers.has(label))
    .map(({ text, label, isWhole }) => ({ text, isWhole, target: numbers.get(label) }));
  const seenIn = new Map();
  for (const { text } of own) {
    for (const hash of new Set(hashesOf(text, script))) {
      seenIn.set(hash, (seenIn.get(hash) ?? 0) + 1);
    }
  }
  const features = new Map();
  for (const [hash, count] of seenIn) {
    if (count >= minDocuments) features.set(hash, features.size);
  }
  const size = group.languages.length;
  const state = {
    size,
    script,
    features,
    random,
    weights: new Float32Array(features.size * size),
    squares: new Float32Array(features.size * size),
    kept: new Uint8Array(features.size * size).fill(1),
  };
  run('grow', group, own, { ...state, epochs: growEpochs });
  prune(group, seenIn, state);
  // What is left takes over the work of what was cut.
  state.squares.fill(0);
  run('settle', group, own, { ...state, epochs: settleEpochs });
  return pack(group, state);
}

function run(phase, group, documents, { size, script, features, random, weights, squares, kept, epochs }) {
  const scores = new Float64Array(size);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(documents, random);
    let loss = 0;
    for (const { text, target, isWhole } of documents) {
      const found = hashesOf(isWhole ? text : vary(text, random, script), script);
      if (found.length === 0) continue;
      const counts = new Map();
      for (const hash of found) {
        const feature = features.get(hash);
        if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
      const norm = 1 / Math.sqrt(found.length);
      scores.fill(0);
      for (const [feature, count] of counts) {
        const at = feature * size;
        for (let k = 0; k < size; k += 1) scores[k] += weights[at + k] * count * norm;
      }
      softmax(scores);
      loss -= Math.log(scores[target] + 1e-9);
      scores[target] -= 1;
      for (const [feature, count] of counts) {
        const at = feature * size;
        for (let k = 0; k < size; k += 1) {
          const gradient = scores[k] * count * norm;
          if (kept[at + k] === 0 || Math.abs(gradient) < 1e-4) continue;
          squares[at + k] += gradient * gradient;
          weights[at + k] -= (learningRate * gradient) / Math.sqrt(squares[at + k] + 1e-3);
        }
      }
    }
    console.log(group.script, phase, epoch, 'loss', (loss / documents.length).toFixed(4));
  }
}

/** Keeps the n-grams that decide most, of each the languages that it decides about. */
function prune(group, frequencies, { size, features, weights, kept }) {
  const ranking = [];
  for (const [hash, feature] of features) {
    const own = weights.subarray(feature * size, (feature + 1) * size);
    const top = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    ranking.push({ feature, use: top * Math.sqrt(frequencies.get(hash)) });
  }
  ranking.sort((one, other) => other.use - one.use || one.feature - other.feature);
  const most = Math.floor(2 ** group.slotBits * maxFill);
  for (const [rank, { feature }] of ranking.entries()) {
    const at = feature * size;
    const order = Array.from({ length: size }, (_, k) => k);
    order.sort((one, other) => Math.abs(weights[at + other]) - Math.abs(weights[at + one]));
    for (const [place, k] of order.entries()) {
      const isKept = rank < most && place < maxLanguages && Math.abs(weights[at + k]) >= minWeight;
      if (isKept) continue;
      kept[at + k] = 0;
      weights[at + k] = 0;
    }
  }
}

function shuffle(list, random) {
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
}

function softmax(scores) {
  const top = Math.max(...scores);
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) sum += scores[k] = Math.exp(scores[k] - top);
  for (let k = 0; k < scores.length; k += 1) scores[k] /= sum;
}

/** Lays the weights out as `src/signals/language/model.ts` reads them. */
function pack(group, { size, features, weights }) {
  const slots = 2 ** group.slotBits;
  const scale = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0) / 127;
  const bySlot = new Array(slots);
  let kept = 0;
  let postings = 0;
  for (const [hash, feature] of features) {
    const entries = [];
    for (let k = 0; k < size; k += 1) {
      const stored = Math.round(weights[feature * size + k] / scale);
      if (stored !== 0) entries.push([k, stored]);
    }
    if (entries.length === 0) continue;
    let slot = hash & (slots - 1);
    while (bySlot[slot] !== undefined) slot = (slot + 1) & (slots - 1);
    bySlot[slot] = { fingerprint: hash >>> 16, entries };
    kept += 1;
    postings += entries.length;
  }
  const fingerprints = new Uint16Array(slots);
  const starts = new Uint32Array(slots + 1);
  const languageNumbers = new Uint8Array(postings);
  const stored = new Int8Array(postings);
  let at = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    starts[slot] = at;
    for (const [k, weight] of bySlot[slot]?.entries ?? []) {
      languageNumbers[at] = k;
      stored[at] = weight;
      at += 1;
    }
    fingerprints[slot] = bySlot[slot]?.fingerprint ?? 0;
  }
  starts[slots] = at;
  console.log(group.script, 'features', features.size, 'kept', kept, 'weights', postings);
  const { script, languages } = group;
  return {
    header: { script, languages, biases: languages.map((name) => priors[name] ?? 0), scale, slots, postings },
    arrays: [fingerprints, starts, languageNumbers, stored],
  };
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

const documents = readDocuments(createRandom(7));
const trained = groups.map((group) => train(group, documents));
const json = JSON.stringify({ format: 1, groups: trained.map(({ header }) => header) });
const header = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
const length = Buffer.alloc(4);
length.writeUInt32LE(header.length);
const arrays = trained.flatMap((group) => group.arrays);
const model = Buffer.concat([
  length,
  header,
  ...arrays.map((array) => padded(Buffer.from(array.buffer, array.byteOffset, array.byteLength))),
]);
mkdirSync(options.out, { recursive: true });
writeFileSync(join(options.out, 'model.bin'), model);
const sha256 = createHash('sha256').update(model).digest('hex');
writeFileSync(join(options.out, 'model.bin.sha256'), `${sha256}  model.bin\n`);
console.log('model.bin', model.length, 'bytes', sha256);
