import { describe, expect, it } from 'vitest';
import { stemEnglish } from './english-stemmer.ts';

describe('English stemmer', () => {
  it.each([
    ['caresses', 'caress'],
    ['ties', 'tie'],
    ['cries', 'cri'],
    ['gas', 'gas'],
    ['gaps', 'gap'],
    ["dog's", 'dog'],
    ['agreed', 'agre'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['luxuriated', 'luxuri'],
    ['failing', 'fail'],
    ['debugged', 'debug'],
    ['cry', 'cri'],
    ['say', 'say'],
    ['by', 'by'],
    ['relational', 'relat'],
    ['training', 'train'],
    ['networks', 'network'],
    ['generalization', 'general'],
    ['communism', 'communism'],
    ['organization', 'organiz'],
    ['organs', 'organ'],
    ['conspicuously', 'conspicu'],
    ['biology', 'biolog'],
    ['happily', 'happili'],
    ['knackeries', 'knackeri'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['controll', 'control'],
    ['skies', 'sky'],
    ['proceeding', 'proceed'],
    ['youth', 'youth'],
    ['enjoying', 'enjoy'],
    ['naïve', 'naïve'],
    ['3d', '3d'],
  ])('reduces %s to %s', (word, stem) => {
    expect(stemEnglish(word)).toBe(stem);
  });
});
