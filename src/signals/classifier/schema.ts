import { z } from 'zod';
import { mark, section, text } from '../../lib/schema-marks.ts';
import { examples, learnedRuleFields, ruleFields } from '../rule-fields.ts';

const maxLabels = 1000;

const plain = (what: string) =>
  z
    .string()
    .min(1)
    .refine((value) => !value.includes(':'), `must not contain \`:\`, which ends a ${what}`)
    .refine((value) => value.trim() === value, 'has blanks around it, remove them');

const label = plain('label');

const shared = {
  ...ruleFields,
  name: plain('name'),
  labels: text(z.array(label).min(1).max(maxLabels)).refine(
    (labels) => new Set(labels).size === labels.length,
    'lists a label twice',
  ),
  max_chars: z.int().min(1).optional().describe('Longer texts are cut; omitted: 32000'),
  ...learnedRuleFields,
};

const ofOther = (type: string, key: string) => `belongs to \`type: ${type}\`, remove \`${key}\``;

const model = z.string().min(1).describe('A name under `global.model_catalog.external`');

const local = section(
  {
    ...shared,
    type: z.literal('local'),
    model_path: mark(z.string().min(1), { standIn: '.' }),
    use_cpu: z.boolean().optional(),
  },
  { misplaced: { model: ofOther('llm', 'model'), instructions: ofOther('llm', 'instructions') } },
);

const misplacedFolder = {
  model_path: ofOther('local', 'model_path'),
  use_cpu: ofOther('local', 'use_cpu'),
};

const llm = section(
  {
    ...shared,
    type: z.literal('llm'),
    model,
    instructions: text(z.string().min(1)),
  },
  { misplaced: misplacedFolder },
);

const http = section(
  { ...shared, type: z.literal('http'), model },
  { misplaced: { ...misplacedFolder, instructions: ofOther('llm', 'instructions') } },
);

const exemplar = section(
  {
    ...shared,
    type: z.literal('exemplar'),
    examples: text(z.record(label, examples.min(1))).describe('Texts of each label'),
  },
  {
    misplaced: {
      ...misplacedFolder,
      model: ofOther('llm', 'model'),
      instructions: ofOther('llm', 'instructions'),
    },
  },
);

const mcp = section(
  { ...shared, type: z.literal('mcp') },
  {
    misplaced: {
      ...misplacedFolder,
      model: ofOther('llm', 'model'),
      instructions: ofOther('llm', 'instructions'),
    },
  },
);

/** Labels from a classifier of one's own, a chat model, a server or examples. */
export const classifierRule = z.discriminatedUnion('type', [local, llm, http, exemplar, mcp]);

export type ClassifierRule = z.output<typeof classifierRule>;
