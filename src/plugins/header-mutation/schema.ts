import { z } from 'zod';
import { mark, section, text } from '../../lib/schema-marks.ts';

const maxHeaders = 100;

/** Headers that frame a message or belong to one connection. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const credentialHeaders = new Set(['api-key', 'authorization', 'x-api-key']);

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no header name, use letters, digits and `-`')
  .refine(
    (name) => !ownHeaders.has(name.toLowerCase()),
    'is written by the router itself, remove it',
  );

// Anything but printable text could end the header and start another one.
const headerValue = text(
  z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has characters that no header can carry'),
);

const header = mark(section({ name: headerName, value: headerValue }), { isHeader: true });
const headers = z.array(header).max(maxHeaders);

/** Changes the headers of requests to backends. */
export const headerMutationPlugin = section({
  enabled: z.boolean().optional(),
  add: headers.optional(),
  update: headers.optional(),
  delete: z.array(headerName).max(maxHeaders).optional(),
  allow_auth: z
    .boolean()
    .optional()
    .describe('Lets it touch the headers that carry credentials of backends'),
}).superRefine(({ enabled = true, allow_auth = false, ...lists }, context) => {
  const { add = [], update = [] } = lists;
  const deleted = lists.delete ?? [];
  if (enabled && add.length + update.length + deleted.length === 0) {
    const message = 'changes nothing, add `add`, `update` or `delete`';
    context.addIssue({ code: 'custom', message, params: { code: 'missing_field' } });
  }
  if (allow_auth) return;
  const names = [
    ...add.map(({ name }, index) => ({ name, path: ['add', index, 'name'] })),
    ...update.map(({ name }, index) => ({ name, path: ['update', index, 'name'] })),
    ...deleted.map((name, index) => ({ name, path: ['delete', index] })),
  ];
  for (const { name, path } of names) {
    if (!credentialHeaders.has(name.toLowerCase())) continue;
    const message = `\`${name}\` carries the credential of a backend, write \`allow_auth: true\` to change it`;
    context.addIssue({ code: 'custom', path, message });
  }
});
