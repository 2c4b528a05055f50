// The Porter2 algorithm of the Snowball project for English.
const vowel = /[aeiouy]/;
const doubled = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const shortSyllable = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
const region = /[aeiouy][^aeiouy]/;
const irregularRegion = /^(?:gener|commun|arsen|organ)/;

const irregular: ReadonlyMap<string, string> = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word): [string, string] => [
    word,
    word,
  ]),
]);
const finishedEarly = new Set(
  'inning outing canning herring earring proceed exceed succeed'.split(' '),
);

// Longest suffix first; an empty replacement deletes.
const derivational: readonly (readonly [string, string])[] = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
  ['ogi', 'og'],
  ['li', ''],
];
const adjectival: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ative', ''],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const residual =
  'ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic'.split(' ');

/** Reduces a lower-case English word to its stem; words with other letters come back as they are. */
export function stemEnglish(word: string): string {
  if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
  const exception = irregular.get(word);
  if (exception !== undefined) return exception;
  const marked = word.replace(/^'/, '').replace(/^y|(?<=[aeiouy])y/g, 'Y');
  const [first, second] = findRegions(marked);
  let stem = dropPlural(marked.replace(/'s?'?$/, ''));
  if (finishedEarly.has(stem)) return stem;
  stem = dropVerbEnding(stem, first).replace(/(?<=.[^aeiouy])[yY]$/, 'i');
  stem = replaceSuffix(stem, derivational, (suffix, start) => {
    if (start < first) return false;
    if (suffix === 'ogi') return stem[start - 1] === 'l';
    return suffix !== 'li' || /[cdeghkmnrt]/.test(stem[start - 1] ?? '');
  });
  stem = replaceSuffix(
    stem,
    adjectival,
    (suffix, start) => start >= (suffix === 'ative' ? second : first),
  );
  stem = dropResidual(stem, second);
  return dropFinal(stem, first, second).replaceAll('Y', 'y');
}

/** Where the parts begin in which suffixes may be changed. */
function findRegions(word: string): readonly [number, number] {
  const after = (start: number) => {
    const found = word.slice(start).search(region);
    return found === -1 ? word.length : start + found + 2;
  };
  const first = irregularRegion.exec(word)?.[0].length ?? after(0);
  return [first, after(first)];
}

function dropPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word) || !word.endsWith('s')) return word;
  return vowel.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function dropVerbEnding(word: string, first: number): string {
  const isAgreed = /eed(?:ly)?$/.exec(word);
  if (isAgreed !== null)
    return isAgreed.index >= first ? `${word.slice(0, isAgreed.index)}ee` : word;
  const ending = /(?:ed|edly|ing|ingly)$/.exec(word);
  if (ending === null || !vowel.test(word.slice(0, ending.index))) return word;
  const stem = word.slice(0, ending.index);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (doubled.test(stem)) return stem.slice(0, -1);
  return stem.length <= first && shortSyllable.test(stem) ? `${stem}e` : stem;
}

function replaceSuffix(
  word: string,
  replacements: readonly (readonly [string, string])[],
  isAllowed: (suffix: string, start: number) => boolean,
): string {
  for (const [suffix, replacement] of replacements) {
    if (!word.endsWith(suffix)) continue;
    const start = word.length - suffix.length;
    return isAllowed(suffix, start) ? word.slice(0, start) + replacement : word;
  }
  return word;
}

function dropResidual(word: string, second: number): string {
  const suffix = residual.find((one) => word.endsWith(one));
  if (suffix === undefined) return word;
  const start = word.length - suffix.length;
  const isAllowed = start >= second && (suffix !== 'ion' || /[st]/.test(word[start - 1] ?? ''));
  return isAllowed ? word.slice(0, start) : word;
}

function dropFinal(word: string, first: number, second: number): string {
  const start = word.length - 1;
  const rest = word.slice(0, start);
  if (word.endsWith('e')) {
    const isDropped = start >= second || (start >= first && !shortSyllable.test(rest));
    return isDropped ? rest : word;
  }
  return word.endsWith('ll') && start >= second ? rest : word;
}
