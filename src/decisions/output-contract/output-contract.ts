import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compileLinearRegex } from '../../lib/linear-regex.ts';
import { findJsonObject } from './find-object.ts';
import type { OutputContractSpec } from './schema.ts';

/** Where a value is looked for in an answer. */
export interface AnswerTexts {
  readonly content: string | undefined;
  readonly reasoning_content: string | undefined;
}

type ContractVerdict =
  | { readonly isMet: true; readonly text: string }
  | { readonly isMet: false; readonly violation: string };

/** The form that the answers of a decision must have. */
export interface OutputContract {
  /** What the client gets of an answer, or what is wrong with it. */
  check(answer: AnswerTexts): ContractVerdict;
  /** What a model is told when it is asked once more. */
  readonly requirement: string;
  readonly isRepaired: boolean;
  /** The answer where the model gives none of that form. */
  readonly fallback: string | undefined;
}

/** Longer answers do not have to be read: a value is short. */
const MAX_TEXT_LENGTH = 1024 * 1024;
const MAX_QUOTED_LENGTH = 200;

type Reading =
  | { readonly value: string; readonly violation?: undefined }
  | { readonly violation: string };

/** Compiles a contract, at load; undefined where nothing of it applies to the answer of one model. */
export function compileOutputContract(spec: OutputContractSpec): OutputContract | undefined {
  const form = formOf(spec);
  if (form === undefined) return undefined;
  const sources = (spec.extract?.sources ?? ['content']).filter(
    (source) => source !== 'candidate_responses',
  );
  if (sources.length === 0) return undefined;
  const render = createRenderer(spec.render);
  return {
    check(answer) {
      let violation: string | undefined;
      for (const source of sources) {
        const reading = readBounded(answer[source], form.read);
        if (reading.violation === undefined) return { isMet: true, text: render(reading.value) };
        violation ??= reading.violation;
      }
      return { isMet: false, violation: violation ?? 'there is no answer' };
    },
    requirement: form.requirement,
    isRepaired: spec.on_violation?.repair === true,
    fallback: spec.on_violation?.fallback,
  };
}

function readBounded(text: string | undefined, read: (text: string) => Reading): Reading {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return { violation: 'there is no answer' };
  if (trimmed.length > MAX_TEXT_LENGTH) return { violation: 'the answer is too long' };
  try {
    return read(trimmed);
  } catch (error) {
    // Parsers and validators call themselves for every level.
    if (error instanceof RangeError) return { violation: 'the answer is nested too deeply' };
    throw error;
  }
}

interface Form {
  read(text: string): Reading;
  readonly requirement: string;
}

function formOf(spec: OutputContractSpec): Form | undefined {
  if (spec.type === 'choice') return choiceForm(spec.choice_set?.values ?? []);
  if (spec.type === 'structured_json' && spec.schema !== undefined) {
    return jsonForm({ ...spec, schema: spec.schema });
  }
  return undefined;
}

function choiceForm(values: readonly string[]): Form {
  const known = new Map(values.map((value) => [value.trim().toLowerCase(), value]));
  const list = values.map((value) => `\`${value}\``).join(', ');
  return {
    requirement: `The whole answer is one of ${list}.`,
    read(text) {
      const value = known.get(text.toLowerCase());
      if (value !== undefined) return { value };
      return { violation: `\`${quoted(text)}\` is none of the allowed values` };
    },
  };
}

type JsonSpec = OutputContractSpec & { readonly schema: Readonly<Record<string, unknown>> };

function jsonForm({ schema, extract, normalize }: JsonSpec): Form {
  const validate = compileSchema(schema);
  const isEmbedded = extract?.mode === 'json_object';
  const isChanged = normalize !== undefined && Object.keys(normalize).length > 0;
  return {
    requirement: `The whole answer is JSON of this schema: ${JSON.stringify(schema)}`,
    read(text) {
      const source = isEmbedded ? findJsonObject(text) : text;
      if (source === undefined) return { violation: 'the answer holds no JSON object' };
      const parsed = parseJson(source);
      if (parsed === undefined) return { violation: 'the answer is not JSON' };
      const value = isChanged ? normalized(parsed.value, normalize) : parsed.value;
      if (!validate(value)) return { violation: describe(validate.errors?.[0]) };
      // Text that stays as it came keeps its numbers as they were written.
      return { value: value === parsed.value ? source : JSON.stringify(value) };
    },
  };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined; // said to be no JSON by the caller
  }
}

/** The same object with its missing fields, and those with a place of their own first. */
function normalized(
  value: unknown,
  { field_order: order = [], defaults = {} }: NonNullable<OutputContractSpec['normalize']>,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const whole = { ...structuredClone(defaults), ...value } as Readonly<Record<string, unknown>>;
  const first = order.filter((key) => Object.hasOwn(whole, key));
  const own = [...Object.keys(value), ...Object.keys(defaults)];
  return Object.fromEntries([...new Set([...first, ...own])].map((key) => [key, whole[key]]));
}

/** Throws when the schema is none. */
function compileSchema(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const draft = typeof schema.$schema === 'string' ? schema.$schema : '';
  const Validator = /draft-0[67]/.test(draft) ? Ajv : draft.includes('2019-09') ? Ajv2019 : Ajv2020;
  const ajv = new Validator({
    strict: false,
    validateFormats: false,
    logger: false,
    code: { regExp: linearRegExp },
  });
  return ajv.compile(schema);
}

/** What models write may be what users told them to: their text must make no pattern slow. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const regex = compileLinearRegex(pattern, true);
    return {
      test(text: string): boolean {
        const units = new Uint16Array(text.length);
        for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
        return regex.test(units, text.length);
      },
      // By which Ajv tells the patterns of a schema apart.
      toString: () => pattern,
    };
  },
  { code: 'undefined' },
);

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'the answer does not fit the schema';
  const { instancePath, message = 'is wrong', params } = error;
  const names = ['additionalProperty', 'allowedValues', 'allowedValue'].flatMap((key) =>
    params[key] === undefined ? [] : [JSON.stringify(params[key])],
  );
  const detail = names.length === 0 ? '' : ` (${quoted(names.join(', '))})`;
  return `\`${instancePath || '/'}\` ${message}${detail}`;
}

function createRenderer(render: OutputContractSpec['render']): (value: string) => string {
  const { mode, template } = render ?? {};
  if (mode !== 'template' || template === undefined) return (value) => value;
  const parts = template.split(/\{\{choice\}\}|\{choice\}/);
  return (value) => parts.join(value);
}

function quoted(text: string): string {
  return text.length <= MAX_QUOTED_LENGTH ? text : `${text.slice(0, MAX_QUOTED_LENGTH)}...`;
}
