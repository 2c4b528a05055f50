import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configDocument } from './document.ts';
import { createSchemaReader, type Field } from './schema-shape.ts';

interface Described extends Field {
  readonly path: string;
  readonly isText: boolean;
}

/** Every field of the document; what contains itself is followed once. */
function allFields(): readonly Described[] {
  const read = createSchemaReader();
  const fields: Described[] = [];
  const visit = (
    schema: z.core.$ZodType,
    { path, isText, above }: { path: string; isText: boolean; above: readonly z.core.$ZodType[] },
  ): void => {
    if (above.includes(schema)) return;
    const field = read(schema);
    const { shape, marks } = field;
    const here = { isText: isText || marks.isText === true, above: [...above, schema] };
    fields.push({ ...field, path, isText: here.isText });
    if (shape.kind === 'object') {
      for (const [key, child] of Object.entries(shape.fields))
        visit(child, { ...here, path: `${path}.${key}` });
    } else if (shape.kind === 'array') visit(shape.element, { ...here, path: `${path}[]` });
    else if (shape.kind === 'record') visit(shape.value, { ...here, path: `${path}{}` });
    else if (shape.kind === 'union' || shape.kind === 'variants') {
      for (const option of shape.options) visit(option, { ...here, path });
    }
  };
  visit(configDocument, { path: '', isText: false, above: [] });
  return fields;
}

const fields = allFields();

function pathsOf(isWanted: (field: Described) => boolean): readonly string[] {
  return fields.filter(isWanted).map(({ path }) => path);
}

describe('the schema of the document', () => {
  it('lists no key as missing, old or misplaced that it has', () => {
    const both = fields.flatMap(({ path, shape, marks }) => {
      if (shape.kind !== 'object') return [];
      const { replaced = {}, misplaced = {} } = marks;
      const listed = [...Object.keys(replaced), ...Object.keys(misplaced)];
      return listed
        .filter((key, index) => key in shape.fields || listed.indexOf(key) !== index)
        .map((key) => `${path}.${key}`);
    });
    expect(both).toEqual([]);
  });

  it('names no value as without effect that it does not have, and none as old that it has', () => {
    const wrong = fields.flatMap(({ path, shape, marks }) => {
      if (shape.kind !== 'word') return [];
      const { inactiveWords = [], replaced = {} } = marks;
      return [
        ...inactiveWords.filter((word) => !shape.values.includes(word)),
        ...Object.keys(replaced).filter((word) => shape.values.includes(word)),
      ].map((word) => `${path}=${word}`);
    });
    expect(wrong).toEqual([]);
  });

  it('marks credentials as such', () => {
    const isCredential = /(api_keys?(\[\])?|access_key|password|secret|auth_token)$/;
    const names = pathsOf(({ path, shape }) => isCredential.test(path) && shape.kind === 'string');
    expect(names.length).toBeGreaterThan(15);
    expect(
      pathsOf(({ marks, shape }) => marks.isSecret === true && shape.kind === 'string'),
    ).toEqual(names);
    expect(
      pathsOf(({ marks, shape }) => marks.isSecret === true && shape.kind !== 'string'),
    ).toEqual(['.global.model_catalog.modules.classifier.mcp.env']);
  });

  it('keeps free text from being expanded', () => {
    const isFree =
      /\.(description|reasoning_description|annotations|keywords\[\]|candidates\[\]|pattern|sequences\[\]\[\])$/;
    const wrong = fields.filter(
      ({ path, shape, isText }) =>
        isFree.test(path.replace('.routing.signals.keywords[]', '')) &&
        shape.kind === 'string' &&
        !isText,
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
    expect(pathsOf(({ path, isText }) => isFree.test(path) && isText)).toContain(
      '.routing.signals.keywords[].keywords[]',
    );
  });

  it('can be published as JSON Schema', () => {
    const schema = z.toJSONSchema(configDocument, { io: 'input' });
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { routing: { properties: { decisions: { type: 'array' } } } },
    });
  });

  it('has defaults for everything but models', () => {
    const parsed = configDocument.safeParse({ version: 'v0.3' });
    expect(parsed.error?.issues).toBeUndefined();
  });
});
