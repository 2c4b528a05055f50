import { openTokenizer } from '../../src/models/vocabulary.ts';
import { createRandom } from '../routing/prompts.ts';

const openings = [
  'Could you explain to a new colleague',
  'Please write down in plain words',
  'I would like to understand',
  'Before the meeting on Monday, work out',
  'Compare two ways to describe',
  'Help me decide',
];

const subjects = [
  'why the service loses its connection to the database when many users sign in at once',
  'how the liability clause of our supply contract limits what we can claim for late parts',
  'which vaccines a traveller to the tropics needs and when the second dose is due',
  'what the second law of thermodynamics says about a refrigerator in a closed kitchen',
  'how to plan a garden wedding for eighty guests with a small budget in early autumn',
  'why the sum of two odd numbers is always even, and how a pupil would prove it',
  'how interest rates change the price of a house and the rent of the flat next door',
  'what made the trade routes of the silk road decline after the fifteenth century',
  'how to move a web application from one large server to several small ones',
  'which exercises help against pain in the lower back after long days at a desk',
];

const endings = [
  'and list the three points that matter most to somebody without any training.',
  'and keep it short enough for one page, with an example that everybody knows.',
  'then check the result against what an expert in the field would say about it.',
  'and name the places where people usually go wrong the first time they try it.',
  'without formulas, but exact enough that nobody has to ask a second question.',
];

/** Distinct English requests of so many tokens, with the two marks of the encoder. */
export function createPrompts(
  directory: string,
  tokens: number,
): (count: number) => readonly string[] {
  const tokenizer = openTokenizer(directory);
  const random = createRandom(tokens);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  let number = 0;
  function prompt(): string {
    number += 1;
    const words = [
      `Request ${number}:`,
      pick(openings),
      ...Array.from({ length: 4 }, () => `${pick(subjects)} ${pick(endings)}`),
    ].join(' ');
    const kept: string[] = [];
    let left = tokens - 2;
    for (const word of words.split(' ')) {
      left -= tokenizer.encode(word, tokens).ids.length - 2;
      if (left < 0) break;
      kept.push(word);
    }
    return kept.join(' ');
  }
  return (count) => Array.from({ length: count }, prompt);
}
