import { describe, expect, it } from 'vitest';
import { inactivePlaces } from '../../../test/doubles/problems-of.ts';
import { pluginList } from '../schemas.ts';
import { fastResponseOf } from './fast-response.ts';

const tools = { type: 'tools', configuration: { mode: 'none' } };
const fixed = (configuration: object) => ({ type: 'fast-response', configuration });

describe('the answer of `fast_response`', () => {
  it.each([
    ['none without the plugin', [tools], undefined],
    ['its message', [tools, fixed({ message: 'closed' })], 'closed'],
    ['its message when it says that it is on', [fixed({ enabled: true, message: 'x' })], 'x'],
    ['none when it is off', [fixed({ enabled: false, message: 'x' })], undefined],
  ])('is %s', (_, plugins, answer) => {
    expect(fastResponseOf(pluginList.parse(plugins))).toBe(answer);
  });

  it('is given: the plugin is active', () => {
    expect(inactivePlaces(pluginList, [fixed({ message: 'x' }), tools])).toEqual(['1.type']);
  });
});
