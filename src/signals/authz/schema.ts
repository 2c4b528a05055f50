import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

const maxSubjects = 10_000;

const subject = section({
  kind: z
    .string()
    .transform((kind) => kind.trim().toLowerCase())
    .pipe(z.enum(['user', 'group']))
    .describe('`User` or `Group`'),
  name: z.string().min(1).describe('Compared exactly'),
});

/** Gives users and groups a role. */
export const roleBinding = section({
  ...ruleFields,
  role: z.string().min(1),
  subjects: z.array(subject).min(1).max(maxSubjects),
});
