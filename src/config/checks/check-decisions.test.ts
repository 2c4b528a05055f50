import { describe, expect, it } from 'vitest';
import { checkDocument } from '../check-document.ts';

const fastResponse = (enabled?: boolean) => ({
  type: 'fast_response',
  configuration: { message: 'hello', ...(enabled === undefined ? {} : { enabled }) },
});

/** `code path` of what is wrong with a decision among one rule of each of two kinds. */
function findingsOf(decision: object): readonly string[] {
  const document = {
    version: 'v0.3',
    providers: {
      defaults: { default_model: 'a' },
      models: [{ name: 'a', backend_refs: [{ endpoint: 'localhost:1' }] }],
    },
    routing: {
      modelCards: [{ name: 'a' }],
      signals: {
        domains: [{ name: 'law', mmlu_categories: ['law'] }],
        keywords: [{ name: 'urgent', operator: 'OR', keywords: ['now'] }],
      },
      decisions: [{ name: 'd', rules: { type: 'keyword', name: 'urgent' }, ...decision }],
    },
  };
  return checkDocument(document, { environment: {}, mode: 'validate', isAnalysed: false })
    .problems.filter(({ code }) => code !== 'not_active')
    .map(({ code, path }) => `${code} ${path.slice(3).join('.')}`.trim());
}

const modelRefs = [{ model: 'a' }];

describe('decisions and what they need', () => {
  it.each([
    ['a decision that routes needs a model', {}, ['no_models']],
    ['one that says so needs one too', { action: 'route' }, ['no_models']],
    ['one that refuses needs none', { action: 'block' }, []],
    ['nor one that passes on', { action: { type: 'fallthrough' } }, []],
    ['nor one that boosts', { action: { type: 'boost', signals: { 'domain:law': 0.2 } } }, []],
    ['nor one with a fixed answer', { plugins: [fastResponse()] }, []],
    ['unless that is off', { plugins: [fastResponse(false)] }, ['no_models']],
    ['models of a refusal are not asked', { action: 'block', modelRefs }, ['no_effect modelRefs']],
    [
      'plugins of what passes on do nothing',
      { action: 'fallthrough', plugins: [fastResponse()] },
      ['no_effect plugins'],
    ],
    [
      'retention that says nothing is named',
      { action: 'block', emits: [{ kind: 'retention', retention: {} }] },
      ['no_effect emits.0.retention'],
    ],
    [
      'no turns are no way to drop',
      { action: 'block', emits: [{ kind: 'retention', retention: { ttl_turns: 0 } }] },
      ['no_effect emits.0.retention.ttl_turns'],
    ],
    [
      'unless it is dropped',
      { action: 'block', emits: [{ kind: 'retention', retention: { ttl_turns: 0, drop: true } }] },
      [],
    ],
    [
      'a boosted signal exists',
      {
        action: {
          type: 'boost',
          signals: { 'domain:lw': 0.2, 'keyword:urgent': -1, 'projection:x': 1, 'colour:x': 1 },
        },
      },
      [
        'unknown_signal action.signals.domain:lw',
        'unknown_signal action.signals.projection:x',
        'unknown_signal action.signals.colour:x',
      ],
    ],
  ])('%s', (_, decision, findings) => {
    expect(findingsOf(decision)).toEqual(findings);
  });
});
