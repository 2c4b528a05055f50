import { describe, expect, it } from 'vitest';
import { inactivePlaces, problemsOf } from '../../test/doubles/problems-of.ts';
import { decision } from './schema.ts';

const actionOf = (action?: unknown) =>
  decision.parse({ name: 'd', ...(action === undefined ? {} : { action }) }).action;
const problemsOfAction = (action: unknown) => problemsOf(decision, { name: 'd', action });

const refusal = {
  type: 'block',
  status: 403,
  message: 'this request is not allowed',
  code: 'request_blocked',
};

describe('the action of a decision', () => {
  it.each([
    [undefined, { type: 'route' }],
    ['route', { type: 'route' }],
    ['fallthrough', { type: 'fallthrough' }],
    [{ type: 'fallthrough' }, { type: 'fallthrough' }],
    ['block', refusal],
    [{ type: 'block' }, refusal],
    [
      { type: 'block', status: 200, message: 'no' },
      { ...refusal, status: 200, message: 'no' },
    ],
    [
      { type: 'boost', signals: { 'domain:law': 0.2 } },
      { type: 'boost', signals: { 'domain:law': 0.2 } },
    ],
  ])('%j is read as %j', (written, read) => {
    expect(actionOf(written)).toEqual(read);
  });

  it.each([
    ['blok', 'action'],
    ['boost', 'action'],
    [{ type: 'refuse' }, 'action.type'],
    [{ type: 'block', status: 302 }, 'action.status: must be 200, or from 400 to 499'],
    [{ type: 'block', status: 503 }, 'action.status: must be 200, or from 400 to 499'],
    [{ type: 'block', message: ' ' }, 'action.message: is empty, write the answer'],
    [{ type: 'block', code: 'Not OK' }, 'action.code: must be lower-case letters'],
    [{ type: 'boost', signals: {} }, 'action.signals: is empty'],
    [{ type: 'boost', signals: { 'domain:law': 0 } }, 'action.signals.domain:law: changes nothing'],
    [{ type: 'boost', signals: { 'domain:law': 1.5 } }, 'action.signals.domain:law'],
    [{ type: 'boost', signals: { law: 0.1 } }, 'action.signals.law: is no signal'],
    [{ type: 'route', status: 403 }, 'action.status'],
  ])('%j is refused at %s', (written, place) => {
    const problems = problemsOfAction(written);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(place);
  });

  it('keeps `$` in the message of a refusal as it is written', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is text, and stays text
    expect(problemsOfAction({ type: 'block', message: 'costs ${PRICE}' })).toEqual([]);
  });
});

it('names the parts that wait for what they speak of, and no other', () => {
  const written = {
    name: 'd',
    action: 'block',
    emits: [
      {
        kind: 'retention',
        retention: {
          drop: false,
          ttl_turns: 3,
          keep_current_model: true,
          prefer_prefix_retention: true,
        },
      },
    ],
    output_contract: 'Answer in one word.',
    output_contract_spec: {
      type: 'structured_json',
      schema: { type: 'object' },
      json_schema: { schema_ref: 'terminal_action_v1' },
      extract: { mode: 'json_object', sources: ['content', 'candidate_responses'] },
      normalize: { defaults: { a: 1 } },
      on_violation: { repair: true, fallback: 'x' },
    },
    plugins: [{ type: 'fast_response', configuration: { message: 'x' } }],
  };
  expect(inactivePlaces(decision, written)).toEqual([
    'emits.0.retention.drop',
    'emits.0.retention.ttl_turns',
    'output_contract_spec.json_schema',
    'output_contract_spec.extract.sources.1',
  ]);
});
