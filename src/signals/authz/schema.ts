import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

const maxSubjects = 10_000;

const subject = section({
  kind: z
    .string()
    .transform((kind) => kind.trim().toLowerCase())
    .pipe(z.enum(['user', 'group', 'anonymous']))
    .describe('`User`, `Group`, or `Anonymous` for requests of nobody known'),
  name: z
    .string()
    .min(1)
    .optional()
    .describe('Compared exactly; `*`: every user, or everybody with a group. Not for `Anonymous`'),
}).superRefine(({ kind, name }, context) => {
  if (kind === 'anonymous' || name !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['name'],
    message: `is missing, \`${kind}\` needs it; \`*\` stands for every one`,
    params: { code: 'missing_field' },
  });
});

/** Gives users and groups a role. */
export const roleBinding = section({
  ...ruleFields,
  role: z.string().min(1),
  subjects: z.array(subject).min(1).max(maxSubjects),
});

export type RoleBinding = z.output<typeof roleBinding>;
