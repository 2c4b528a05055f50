import { z } from 'zod';
import { configDocument } from '../../config/document.ts';
import { createSchemaReader } from '../../config/schema-shape.ts';
import { type SignalType, signalCollections } from '../../signals/collections.ts';
import { domainCategories } from '../../signals/domain/schema.ts';
import { printName, printString } from '../syntax/print.ts';
import type { DraftCatalog } from './catalog.ts';

const maxDepth = 4;
const maxListed = 300;
const maxDescription = 200;

const grammar = `A program is a list of blocks. # starts a comment. Strings stand in double quotes with the escapes
\\" \\\\ \\n \\t. A name is a string, or a word like small-chat or org/model.v2 that is no keyword;
names with other characters need quotes. Objects are { key: value key: value }, lists [a, b].

MODEL name { field: value }                       what is known about a model
SIGNAL type name { field: value }                 a rule that a request matches or not
ROUTE name (description = "text") {               what is done with requests
  PRIORITY 100                                    higher wins
  WHEN condition                                  left out: always
  MODEL name (reasoning = true, effort = "high")  where they go; options may be left out
}
TEST name { "a prompt" -> route }                 what must happen to which prompt
RECIPE name { blocks }                            a policy of its own
ENTRYPOINT { model_names: ["x"] recipe: "name" }  the model name that it answers to

A condition is type("signal name"), or several joined by AND, OR, NOT and round brackets; NOT binds
more than AND, AND more than OR. A signal has to be declared before its name can be used.`;

const examples = `SIGNAL keyword billing_words {
  description: "Invoices and payments"
  operator: "OR"
  keywords: ["invoice", "refund", "charged twice"]
}

SIGNAL language de {}

SIGNAL context long_input {
  min_tokens: "16K"
}

SIGNAL structure has_code {
  feature: { type: "exists", source: { type: "regex", pattern: "\`\`\`" } }
}

ROUTE billing (description = "Money questions, but not the German ones") {
  PRIORITY 200
  WHEN keyword("billing_words") AND NOT language("de")
  MODEL "desk-large"
}

ROUTE demanding {
  PRIORITY 100
  WHEN context("long_input") OR structure("has_code")
  MODEL "desk-large" (reasoning = true, effort = "medium")
}

ROUTE everything_else {
  PRIORITY 1
  MODEL "desk-small"
}

TEST lanes {
  "I was charged twice" -> billing
}`;

/** The language as a chat model needs to know it: grammar, fields, what there is to use. */
export function languageReference({ models, signals }: DraftCatalog): string {
  const reader = createReferenceReader();
  return [
    section('Grammar', grammar),
    section('Signals and their fields (* required)', reader.signals.join('\n')),
    section('Fields of MODEL', reader.model),
    section(
      'Words that have no effect in this version, do not use them',
      reader.inactiveWords.join(', '),
    ),
    section('Example', examples),
    section(
      'Models that exist, use no others',
      models
        .slice(0, maxListed)
        .map(({ name, description, parameterSize, contextWindow, labels }) => {
          const facts = [
            parameterSize,
            contextWindow && `${contextWindow} tokens`,
            ...labels,
            description && shortened(description),
          ];
          return `${printName(name)}  ${facts.filter(Boolean).join(', ')}`.trimEnd();
        })
        .join('\n') || 'none is known',
    ),
    section(
      'Signals that are declared already',
      signals
        .slice(0, maxListed)
        .map(({ type, name, description }) => {
          const about = description === undefined ? '' : `  ${shortened(description)}`;
          return `${type}(${printString(name)})${about}`;
        })
        .join('\n') || 'none',
    ),
  ].join('\n\n');
}

function section(title: string, content: string): string {
  return `## ${title}\n${content}`;
}

function shortened(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, maxDescription);
}

type Schema = z.core.$ZodType;

/** Prints the schema of the configuration in few words. */
function createReferenceReader() {
  const read = createSchemaReader();

  function step(schema: Schema, key: string): readonly Schema[] {
    const { shape } = read(schema);
    if (shape.kind === 'array') return step(shape.element, key);
    if (shape.kind === 'union' || shape.kind === 'variants') {
      return shape.options.flatMap((option) => step(option, key));
    }
    const field = shape.kind === 'object' ? shape.fields[key] : undefined;
    return field === undefined ? [] : [field];
  }
  const find = (...path: readonly string[]): readonly Schema[] =>
    path.reduce<readonly Schema[]>(
      (schemas, key) => schemas.flatMap((schema) => step(schema, key)),
      [configDocument.shape.routing],
    );

  function show(schema: Schema, depth: number): string {
    const { shape } = read(schema);
    switch (shape.kind) {
      case 'object':
        return depth > maxDepth ? '{}' : showFields(shape.fields, depth);
      case 'record':
        return `{ any name: ${show(shape.value, depth + 1)} }`;
      case 'array':
        return `[${show(shape.element, depth)}]`;
      case 'union':
      case 'variants':
        return [...new Set(shape.options.map((option) => show(option, depth)))].join(' or ');
      case 'word':
        return shape.values.filter((word) => word !== '').join('|');
      case 'any':
        return [...(schema._zod.values ?? ['value'])].join('|');
      default:
        return shape.kind === 'string' ? 'text' : shape.kind;
    }
  }

  function showFields(fields: Readonly<Record<string, Schema>>, depth: number): string {
    const shown = Object.entries(fields).flatMap(([name, schema]) => {
      // Names stand in front of the block.
      if (read(schema).marks.isInactive || (depth === 0 && name === 'name')) return [];
      const isRequired = !z.safeParse(schema, undefined).success;
      const about = descriptionOf(schema);
      return `${name}${isRequired ? '*' : ''}: ${show(schema, depth + 1)}${about && ` (${about})`}`;
    });
    return `{ ${shown.join(', ')} }`;
  }

  const types = Object.keys(signalCollections) as SignalType[];
  const inactiveTypes = [
    ...find('decisions', 'plugins', 'type'),
    ...find('decisions', 'algorithm', 'type'),
  ].flatMap((type) => read(type).marks.inactiveWords?.slice(0, 1) ?? []);
  const showList = (...path: readonly string[]) =>
    find(...path)
      .map((schema) => show(schema, 0).slice(1, -1))
      .join('');
  return {
    signals: types.map((type) => {
      const note = nameNotes[type] ?? '';
      return `SIGNAL ${type} name ${showList('signals', signalCollections[type])}${note}`;
    }),
    model: showList('modelCards'),
    inactiveWords: inactiveTypes,
  };
}

/** What names of some signals have to be. */
const nameNotes: { readonly [T in SignalType]?: string } = {
  context: ' (token counts are numbers, or texts such as "16K")',
  language: ' (its name is the ISO 639-1 code, such as de)',
  domain: ` (subjects: ${domainCategories.join(', ')})`,
};

function descriptionOf(schema: Schema): string {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  const { innerType } = schema._zod.def as { readonly innerType?: Schema };
  return innerType === undefined ? '' : descriptionOf(innerType);
}
