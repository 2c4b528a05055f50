import { describe, expect, it } from 'vitest';
import { REDACTED, redact } from '../../config/redact.ts';
import { restoreSecrets } from './restore-secrets.ts';

const stored = {
  listeners: [{ name: 'http', address: '127.0.0.1', port: 1, api_keys: ['k-1', 'k-2'] }],
  providers: {
    models: [
      {
        name: 'a',
        backend_refs: [
          { base_url: 'https://one', api_key: 's-1' },
          {
            base_url: 'https://user:word@two',
            api_key: 's-2',
            extra_headers: { 'x-api-key': 'h' },
          },
        ],
      },
      { name: 'b', backend_refs: [{ base_url: 'https://one', api_key: 's-3' }] },
    ],
  },
};
type Document = typeof stored;

function restored(change: (shown: Document) => void): unknown {
  const shown = redact(stored) as Document;
  change(shown);
  return restoreSecrets(shown, stored);
}

function expected(change: (document: Document) => void): unknown {
  const document = structuredClone(stored);
  change(document);
  return document;
}

const model = (document: Document, index: number) =>
  document.providers.models[index] as Document['providers']['models'][number];

describe('writing a redacted document back', () => {
  it('gives the stored document', () => {
    expect(restored(() => {})).toEqual(stored);
  });

  const edits: readonly { readonly title: string; readonly edit: (document: Document) => void }[] =
    [
      {
        title: 'other fields change',
        edit: (document) => {
          (model(document, 0).backend_refs[0] as object as { weight: number }).weight = 3;
        },
      },
      { title: 'named entries move', edit: (document) => document.providers.models.reverse() },
      { title: 'a named entry goes', edit: (document) => document.providers.models.shift() },
      {
        title: 'an entry without a name goes',
        edit: (document) => model(document, 0).backend_refs.shift(),
      },
      {
        title: 'entries without names move',
        edit: (document) => model(document, 0).backend_refs.reverse(),
      },
      {
        title: 'a secret is replaced',
        edit: (document) => {
          (model(document, 1).backend_refs[0] as { api_key: string }).api_key = 'new';
        },
      },
    ];
  it.each(edits)('keeps every secret where it belongs when $title', ({ edit }) => {
    expect(restored(edit)).toEqual(expected(edit));
  });

  const refused: readonly {
    readonly title: string;
    readonly edit: (document: Document) => void;
  }[] = [
    {
      title: 'a new entry claims one',
      edit: (document) =>
        document.providers.models.push({
          name: 'c',
          backend_refs: [{ base_url: 'https://evil', api_key: REDACTED }],
        }),
    },
    {
      title: 'it cannot be told whose it is',
      edit: (document) => {
        const { backend_refs } = model(document, 0);
        backend_refs.shift();
        (backend_refs[0] as { base_url: string }).base_url = 'https://evil';
      },
    },
    {
      title: 'one of several equal ones is gone',
      edit: (document) => document.listeners[0]?.api_keys.shift(),
    },
    {
      title: 'it is part of a longer credential',
      edit: (document) => {
        (model(document, 1).backend_refs[0] as { api_key: string }).api_key = `Bearer ${REDACTED}`;
      },
    },
    {
      title: 'it stands at a place without one',
      edit: (document) => {
        (document.listeners[0] as { address: string }).address = REDACTED;
      },
    },
  ];
  it.each(refused)('is refused where $title', ({ edit }) => {
    expect(() => restored(edit)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('leaves a marker within prose alone', () => {
    const written = { ...(redact(stored) as object), 'x-note': `never say ${REDACTED}` };
    expect(restoreSecrets(written, stored)).toEqual({ ...stored, 'x-note': written['x-note'] });
  });
});
