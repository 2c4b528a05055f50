import { z } from 'zod';
import { findSchemaProblems } from '../../lib/json-schema-problems.ts';
import { choice, inactive, section, text } from '../../lib/schema-marks.ts';

const maxSchemaLength = 65_536;
const maxChoices = 1000;

const source = choice(['content', 'reasoning_content', 'candidate_responses'], {
  inactiveWords: ['candidate_responses'],
});

const jsonSchema = text(z.record(z.string(), z.unknown())).superRefine((schema, context) => {
  const length = JSON.stringify(schema).length;
  if (length > maxSchemaLength) {
    const message = `has ${length} characters as JSON, at most ${maxSchemaLength} are read`;
    context.addIssue({ code: 'custom', message });
    return;
  }
  for (const { path, message } of findSchemaProblems(schema)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** The form that an answer must have. */
export const outputContractSpec = section({
  type: choice(['', 'choice', 'structured_json', 'reference_selection'], {
    inactiveWords: ['reference_selection'],
  })
    .optional()
    .describe('What is read out of the answer'),
  choice_set: section({
    values: text(z.array(z.string().min(1)).min(1).max(maxChoices)).describe(
      'One of them is the answer, in any case',
    ),
  }).optional(),
  json_schema: inactive(section({ schema_ref: z.enum(['terminal_action_v1']) })).optional(),
  schema: jsonSchema.optional().describe('A JSON Schema (2020-12, or the draft of its `$schema`)'),
  reference: inactive(
    section({
      source: z.enum(['candidate_responses']).optional(),
      id_format: z.enum(['index', 'reference_number']).optional(),
    }),
  ).optional(),
  render: section({
    mode: z.enum(['value', 'template']).optional().describe('Omitted: value'),
    template: text(z.string()).optional(),
  })
    .refine(
      ({ mode, template = '' }) => mode !== 'template' || /\{\{?choice\}?\}/.test(template),
      'has no `{choice}` in its `template`',
    )
    .optional()
    .describe('What the client gets of what was read'),
  extract: section({
    mode: z
      .enum(['exact', 'json_object'])
      .optional()
      .describe('Omitted: exact, the whole text; `json_object`: the first object in the text'),
    sources: z
      .array(source)
      .refine((list) => new Set(list).size === list.length, 'lists a source twice')
      .optional()
      .describe('Where it is looked for, in this order; omitted: content'),
  }).optional(),
  normalize: section({
    field_order: z.array(z.string().min(1)).optional().describe('Fields that come first'),
    defaults: text(z.record(z.string(), z.unknown()))
      .optional()
      .describe('Fields that an answer may leave out'),
  })
    .optional()
    .describe('For objects'),
  on_violation: section({
    repair: z.boolean().optional().describe('The model is asked once more, with what was wrong'),
    fallback: text(z.string().min(1)).optional().describe('The answer instead'),
  })
    .optional()
    .describe('Omitted: the request fails with `output_contract_violated`'),
  postprocess: inactive(
    z.array(section({ type: z.enum(['dereference_selected_reference']) })),
  ).optional(),
}).superRefine((spec, context) => {
  const report = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  const { type = '' } = spec;
  const values = spec.choice_set?.values ?? [];
  if (type === 'choice' && values.length === 0) {
    report('choice_set', 'is missing, list the `values` to choose from');
  }
  if (new Set(values.map((value) => value.toLowerCase())).size !== values.length) {
    report('choice_set', 'lists a value twice');
  }
  const hasSchema = spec.json_schema !== undefined || spec.schema !== undefined;
  if (type === 'structured_json' && !hasSchema) {
    report('schema', 'is missing, write a JSON Schema or `json_schema`');
  }
  if (type === '' && spec.postprocess === undefined) {
    report('type', 'is missing, only `postprocess` works without it');
  }
  if (spec.extract?.mode === 'json_object' && type !== 'structured_json') {
    report('extract', 'reads an object, which only `type: structured_json` has');
  }
  if (spec.postprocess !== undefined && !['', 'reference_selection'].includes(type)) {
    report('postprocess', 'follows references, which only `type: reference_selection` has');
  }
});

export type OutputContractSpec = z.output<typeof outputContractSpec>;
