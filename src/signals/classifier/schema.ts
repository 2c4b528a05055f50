import { z } from 'zod';
import { mark, section, text } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

const maxLabels = 1000;

const plain = (what: string) =>
  z
    .string()
    .min(1)
    .refine((value) => !value.includes(':'), `must not contain \`:\`, which ends a ${what}`)
    .refine((value) => value.trim() === value, 'has blanks around it, remove them');

const shared = {
  ...ruleFields,
  name: plain('name'),
  labels: text(z.array(plain('label')).min(1).max(maxLabels)).refine(
    (labels) => new Set(labels).size === labels.length,
    'lists a label twice',
  ),
};

const ofOther = (type: string, key: string) => `belongs to \`type: ${type}\`, remove \`${key}\``;

/** Labels from a classifier of one's own, or from a chat model. */
export const classifierRule = z.discriminatedUnion('type', [
  section(
    {
      ...shared,
      type: z.literal('local'),
      model_path: mark(z.string().min(1), { standIn: '.' }),
      use_cpu: z.boolean().optional(),
    },
    { misplaced: { model: ofOther('llm', 'model'), instructions: ofOther('llm', 'instructions') } },
  ),
  section(
    {
      ...shared,
      type: z.literal('llm'),
      model: z.string().min(1).describe('A name under `global.model_catalog.external`'),
      instructions: text(z.string().min(1)),
    },
    {
      misplaced: {
        model_path: ofOther('local', 'model_path'),
        use_cpu: ofOther('local', 'use_cpu'),
      },
    },
  ),
]);
