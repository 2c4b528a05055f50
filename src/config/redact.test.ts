// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { describe, expect, it } from 'vitest';
import { REDACTED, redact } from './redact.ts';

const document = {
  listeners: [{ name: 'http', api_keys: ['k-1', '${KEY}'], api_keys_env: ['CLIENT_KEY'] }],
  providers: {
    models: [
      {
        name: 'a',
        backend_refs: [
          {
            base_url: 'https://user:word@host/v1',
            api_key: 'sk-1',
            api_key_env: 'KEY',
            extra_headers: { Authorization: 'Bearer x', 'X-API-Key': 'y', 'X-Tenant': 'me' },
          },
          { api_key: '$KEY' },
          { api_key: 'sk-${KEY}' },
        ],
      },
    ],
  },
  global: {
    stores: { memory: { redis: { password: 'p', address: 'redis://:p@host', auth_token: 't' } } },
  },
  'x-notes': { clientSecret: 's', tokens: 5, list: [{ 'access-key': 'k' }] },
};

const plugins = {
  routing: {
    decisions: [
      {
        name: 'd',
        plugins: [
          {
            type: 'header-mutation',
            configuration: {
              allow_auth: true,
              add: [
                { name: 'Authorization', value: 'Bearer x' },
                { name: 'X-Tenant', value: 'me' },
              ],
            },
          },
          { type: 'image_gen', configuration: { backend: 'openai', api_key: 'sk-2' } },
        ],
      },
    ],
  },
};

describe('redaction', () => {
  it('hides credentials in plugins', () => {
    const text = JSON.stringify(redact(plugins));
    expect(text).not.toMatch(/Bearer|sk-2/);
    expect(text).toContain('me');
  });

  it('hides what the schema marks, and keeps references to variables', () => {
    expect(redact(document)).toMatchObject({
      listeners: [{ name: 'http', api_keys: [REDACTED, '${KEY}'], api_keys_env: ['CLIENT_KEY'] }],
      providers: {
        models: [
          {
            name: 'a',
            backend_refs: [
              {
                base_url: `https://${REDACTED}@host/v1`,
                api_key: REDACTED,
                api_key_env: 'KEY',
                extra_headers: {
                  Authorization: REDACTED,
                  'X-API-Key': REDACTED,
                  'X-Tenant': 'me',
                },
              },
              { api_key: '$KEY' },
              { api_key: REDACTED },
            ],
          },
        ],
      },
    });
  });

  it('goes by names where the schema knows nothing', () => {
    expect(redact(document)).toMatchObject({
      global: {
        stores: {
          memory: {
            redis: {
              password: REDACTED,
              address: `redis://${REDACTED}@host`,
              auth_token: REDACTED,
            },
          },
        },
      },
      'x-notes': { clientSecret: REDACTED, tokens: 5, list: [{ 'access-key': REDACTED }] },
    });
  });

  it('leaves the document itself alone', () => {
    const before = structuredClone(document);
    redact(document);
    expect(document).toEqual(before);
  });

  it('lets no credential through, wherever it stands', () => {
    const shown = JSON.stringify(redact(document));
    for (const secret of ['k-1', 'sk-1', 'sk-$', 'Bearer x', ':word', ':p@', '"t"', '"s"']) {
      expect(shown).not.toContain(secret);
    }
  });
});
