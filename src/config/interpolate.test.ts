// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested
import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';

const environment = { HOST: 'example.org', EMPTY: '', DOLLARS: '$HOST ${HOST}' };

describe('environment references', () => {
  it.each([
    ['${HOST}', 'example.org'],
    ['$HOST', 'example.org'],
    ['http://$HOST:8000/v1', 'http://example.org:8000/v1'],
    ['${NONE:-text}', 'text'],
    ['${EMPTY:-text}', 'text'],
    ['${NONE-text}', 'text'],
    ['${EMPTY-text}', ''],
    ['${HOST:-text}', 'example.org'],
    ['${NONE:-}', ''],
    ['${NONE:-a-b:-c}', 'a-b:-c'],
    ['$$HOST', '$HOST'],
    ['$$$HOST', '$example.org'],
    ['${HOST', '${HOST'],
    ['a$', 'a$'],
    ['$ 5', '$ 5'],
    ['$100', '$100'],
    ['${DOLLARS}', '$HOST ${HOST}'],
    ['no reference', 'no reference'],
  ])('turn %j into %j', (source, text) => {
    expect(interpolate(source, environment).text).toBe(text);
  });

  it('name the variables that have neither value nor default', () => {
    expect(interpolate('${ONE}-${TWO:-2}-$THREE', environment)).toEqual({
      text: '-2-',
      hasReferences: true,
      hasDefaults: true,
      missing: ['ONE', 'THREE'],
      malformed: [],
    });
  });

  it('that are malformed stay as they are and are named', () => {
    expect(interpolate('${1x} ${} ${a b}', environment)).toEqual({
      text: '${1x} ${} ${a b}',
      hasReferences: false,
      hasDefaults: false,
      missing: [],
      malformed: ['${1x}', '${}', '${a b}'],
    });
  });

  it('do not read what objects inherit', () => {
    expect(interpolate('$constructor', environment).missing).toEqual(['constructor']);
  });
});
