// The reference of the configuration, from the schema that loading uses.
import { z } from 'zod';
import { configDocument } from '../dist/config/document.js';
import { createSchemaReader } from '../dist/config/schema-shape.js';
import { durationMs } from '../dist/lib/duration.js';

/** The text of `docs/reference/config.md`. */
export function configPage() {
  const read = createSchemaReader();
  /** Fields of a section -> its heading, so that what stands in several places is written once. */
  const headings = new Map();
  const sections = [];

  function addSection(heading, fields, { marks, isInactive }) {
    const known = headings.get(fields);
    if (known !== undefined) return;
    headings.set(fields, heading);
    const section = { heading, rows: [], old: Object.entries(marks.replaced ?? {}) };
    sections.push(section);
    for (const [key, schema] of Object.entries(fields)) {
      const path = heading === root ? key : `${heading}.${key}`;
      section.rows.push(rowOf(key, schema, { path, isInactive }));
    }
  }

  function rowOf(key, schema, above) {
    const { marks } = read(schema);
    const isInactive = above.isInactive || marks.isInactive === true;
    const isRequired = schema._zod.optin === undefined;
    return {
      key,
      type: typeOf(schema, { ...above, isInactive }),
      fallback: isRequired ? 'required' : defaultOf(schema),
      description: descriptionOf(schema),
      active: isInactive ? 'not yet' : activityOf(marks),
    };
  }

  /** Names the type of a field; sections below it are added on the way. */
  function typeOf(schema, place) {
    const { shape, marks } = read(schema);
    const { path, isInactive } = place;
    const below = (step) => ({ isInactive, path: `${path}${step}` });
    switch (shape.kind) {
      case 'object':
        addSection(path, shape.fields, { marks, isInactive });
        return link(headings.get(shape.fields));
      case 'array':
        return `list of ${typeOf(shape.element, below('[]'))}`;
      case 'record':
        return `map of ${typeOf(shape.value, below('{}'))}`;
      case 'variants':
        return shape.options
          .map((option) => {
            const words = [...(option._zod.propValues?.[shape.discriminator] ?? [])];
            const [word] = words;
            return typeOf(option, below(` (${shape.discriminator}: ${word})`));
          })
          .join(' or ');
      case 'union':
        return [
          ...new Set(
            shape.options.map((option, index) => typeOf(option, below(` (${index + 1})`))),
          ),
        ].join(' or ');
      case 'word':
        return shape.values.map((value) => `\`${value}\``).join(', ');
      default:
        if (marks.isSecret) return 'text, a credential';
        return isDuration(schema) ? 'duration' : plainType(schema);
    }
  }

  addSection(root, configDocument.shape, {
    marks: read(configDocument).marks,
    isInactive: false,
  });
  return [intro, ...inOrder(sections).map(sectionText)].join('\n');
}

const root = 'The document';

const intro = `# Configuration

Every key of a configuration file, from the schema that \`switchyard validate\` uses. The same as JSON
Schema: \`switchyard config schema\`, or \`schemas/switchyard-config-v0.3.schema.json\`. For completion in
an editor begin the file with
\`# yaml-language-server: $schema=<path or URL of that file>\`.

Durations are text such as \`300s\`, \`500ms\` or \`1h30m\`. Keys that start with \`x-\` are free everywhere.
Settings may refer to environment variables (\`\${NAME}\`, \`\${NAME:-default}\`); free text may not. What is
not active yet is checked and kept, has no effect in this version, and is named by \`validate\`.
`;

/** Sections in the order in which a reader meets them: every one before those below it. */
function inOrder(sections) {
  const rest = new Set(sections);
  const ordered = [];
  const take = (section) => {
    rest.delete(section);
    ordered.push(section);
    for (const other of sections) {
      if (rest.has(other) && isBelow(other.heading, section.heading)) take(other);
    }
  };
  for (const section of sections) if (rest.has(section)) take(section);
  return ordered;
}

function isBelow(heading, other) {
  return other !== root && heading.startsWith(other) && /^[.[{ ]/.test(heading.slice(other.length));
}

function sectionText({ heading, rows, old }) {
  const title = heading === root ? root : `\`${heading}\``;
  const lines = rows.map(
    ({ key, type, fallback, description, active }) =>
      `| \`${key}\` | ${cell(type)} | ${cell(fallback)} | ${cell(description)} | ${active} |`,
  );
  const replaced = old.map(([key, instead]) => `\`${key}\` → ${instead}`).join('; ');
  return [
    `## ${title}\n`,
    '| Key | Type | Default | Description | Active |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    ...(replaced === '' ? [] : [`\nNo longer read: ${replaced}.`]),
    '',
  ].join('\n');
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function link(heading) {
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
  return `[${heading}](#${anchor})`;
}

function activityOf({ inactiveWords = [] }) {
  if (inactiveWords.length === 0) return 'yes';
  return `yes, but for ${inactiveWords.map((word) => `\`${word}\``).join(', ')}`;
}

/** What wraps a schema, from the outside in, down to what reads the document. */
function layersOf(schema) {
  const { innerType, in: input } = schema._zod.def;
  const inner = innerType ?? input;
  return inner === undefined ? [schema] : [schema, ...layersOf(inner)];
}

function isDuration(schema) {
  return layersOf(schema).some((layer) => layer === durationMs || layer._zod.parent === durationMs);
}

function defaultOf(schema) {
  const layer = layersOf(schema).find(({ _zod }) =>
    ['default', 'prefault'].includes(_zod.def.type),
  );
  if (layer === undefined) return '';
  const value = layer._zod.def.defaultValue;
  if (JSON.stringify(value) === '{}' || JSON.stringify(value) === '[]') return '';
  if (typeof value === 'number' && isDuration(schema)) return `\`${value / 1000}s\``;
  return `\`${typeof value === 'string' ? value || '""' : JSON.stringify(value)}\``;
}

function descriptionOf(schema) {
  const text = layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.description)
    .find((description) => description !== undefined);
  return text ?? '';
}

function plainType(schema) {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  if (json.const !== undefined) return `\`${json.const}\``;
  if (json.enum !== undefined) return json.enum.map((value) => `\`${value}\``).join(', ');
  const name = { string: 'text', integer: 'whole number', boolean: '`true`, `false`' }[json.type];
  if (json.type !== 'integer' && json.type !== 'number') return name ?? 'anything';
  return `${name ?? 'number'}${rangeOf(json)}`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const lowest = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const highest = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (lowest !== undefined && highest !== undefined) return `, ${lowest} to ${highest}`;
  const bounds = [
    lowest === undefined ? undefined : `at least ${lowest}`,
    exclusiveMinimum === undefined ? undefined : `more than ${exclusiveMinimum}`,
    highest === undefined ? undefined : `at most ${highest}`,
    exclusiveMaximum === undefined ? undefined : `less than ${exclusiveMaximum}`,
  ].filter((bound) => bound !== undefined);
  return bounds.map((bound) => `, ${bound}`).join('');
}
