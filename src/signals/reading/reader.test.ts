import { describe, expect, it } from 'vitest';
import type { RequestView } from '../../protocols/canonical.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import type { SignalType } from '../collections.ts';
import { createReader, type ReaderSettings } from './reader.ts';
import { signalsInput } from './schema.ts';

const learned: readonly SignalType[] = ['domain', 'embedding', 'complexity', 'kb', 'preference'];
const turns = (...texts: string[]) =>
  createRequestView({ messages: texts.map((content) => ({ role: 'user', content })) });

function followed(texts: string[], followUp: object = {}): (type: SignalType) => string {
  const input = signalsInput.parse({ follow_up: { mode: 'window', ...followUp } });
  const reading = createReader({ input })(turns(...texts));
  return (type) => reading(type).evaluationText;
}

describe('follow-ups', () => {
  it('are read as they stand unless the configuration says otherwise', () => {
    const view = turns('sort a list in Java', 'and in Python?');
    for (const settings of [
      {},
      { input: signalsInput.parse({}) },
      { input: signalsInput.parse({ follow_up: {} }) },
    ]) {
      expect(createReader(settings)(view)('domain')).toBe(view);
    }
  });

  it('are read with the question before by signals that look for a topic', () => {
    const read = followed(['first', 'sort a list in Java', 'and in Python?']);
    for (const type of learned) expect(read(type)).toBe('sort a list in Java\nand in Python?');
    for (const type of ['keyword', 'jailbreak', 'pii', 'language', 'fact_check'] as const) {
      expect(read(type)).toBe('and in Python?');
    }
  });

  it.each([
    ['a question that stands alone', ['before', 'one two three four five six seven eight'], {}],
    ['the first question', ['and in Python?'], {}],
    ['fewer words than asked for', ['before', 'one two three'], { min_units: 3 }],
    ['no room', ['before', 'and in Python?'], { max_chars: 10 }],
    ['eight characters of Chinese', ['before', '用蟒蛇语言怎么写'], {}],
  ])('are read alone: %s', (_, texts, settings) => {
    expect(followed(texts, settings)('domain')).toBe(texts.at(-1));
  });

  it('take the beginning of a long question, and no half character', () => {
    const read = followed([`ab${'😀'.repeat(500)}`, 'and then?'], { max_chars: 21 });
    expect(read('domain')).toBe(`ab${'😀'.repeat(4)}\nand then?`);
  });

  it('leave the rest of the view as it is', () => {
    const view = turns('sort a list', 'why?');
    const input = signalsInput.parse({ follow_up: { mode: 'window' } });
    const read = createReader({ input })(view)('kb');
    expect({ ...read, evaluationText: '' }).toEqual({ ...view, evaluationText: '' });
  });
});

describe('compression', () => {
  const text = Array.from({ length: 200 }, (_, index) => `Line ${index} of the story.`).join(' ');
  const compression = { enabled: true, max_tokens: 50 };

  function open(settings: ReaderSettings['compression'], view: RequestView = turns(text)) {
    return createReader({ compression: settings })(view);
  }

  it('shortens what is read for routing, not what safety and literal rules read', () => {
    const view = turns(text);
    const reading = open(compression, view);
    expect(reading('domain').evaluationText.length).toBeLessThan(text.length / 4);
    expect(reading('domain').currentUserText).toBe(text);
    for (const type of ['jailbreak', 'pii', 'keyword', 'structure', 'event', 'language'] as const) {
      expect(reading(type)).toBe(view);
    }
    expect(view.evaluationText).toBe(text);
  });

  it('is for the types that the configuration leaves', () => {
    const reading = open({ ...compression, skip_signals: ['domain'] });
    expect(reading('domain').evaluationText).toBe(text);
    expect(reading('keyword').evaluationText).not.toBe(text);
  });

  it.each([{ ...compression, enabled: false }, { max_tokens: 50 }, { enabled: true }])(
    'is off: %j',
    (settings) => {
      expect(open(settings)('domain').evaluationText).toBe(text);
    },
  );

  it('is made once for a request, and only when somebody asks', () => {
    let reads = 0;
    const view: RequestView = {
      ...turns(text),
      get evaluationText() {
        reads += 1;
        return text;
      },
    };
    const reading = open(compression, view);
    reading('keyword');
    expect(reads).toBe(0);
    const shortened = reading('domain');
    const readsOnce = reads;
    expect(reading('embedding')).toBe(shortened);
    expect(reads).toBe(readsOnce);
  });
});
