import { z } from 'zod';
import { mark } from './schema-marks.ts';

/** The address of a service that is called over HTTP, without a credential in it. */
export const httpUrl = mark(
  z.string().superRefine((value, context) => {
    const problem = findProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
  }),
  { standIn: 'http://unset.invalid' },
);

function findProblem(
  value: string,
): { readonly message: string; readonly params?: { readonly code: string } } | undefined {
  if (!URL.canParse(value)) return { message: 'is no URL, write e.g. `https://host/path`' };
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `\`${url.protocol}\` is not spoken, use \`http:\` or \`https:\`` };
  }
  if (url.hostname === '') return { message: 'has no host' };
  if (url.username !== '' || url.password !== '') {
    const message = 'carries a credential, move it to a setting of its own';
    return { message, params: { code: 'secret_in_url' } };
  }
  if (url.hash !== '') return { message: 'has a fragment, which is never sent, remove it' };
  return undefined;
}
