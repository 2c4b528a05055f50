import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Number of rows of the table that `input_ids` are looked up in; undefined where it cannot be seen. */
export function embeddingRows(file: string, input: string): number | undefined {
  const reader = openReader(file);
  try {
    return rowsOf(reader, input);
  } catch {
    // A file that cannot be read this way is judged by the runtime.
    return undefined;
  } finally {
    reader.close();
  }
}

/** Field numbers of ONNX's protobuf messages. */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
const NODE_INPUT = 1;
const NODE_OUTPUT = 2;
const NODE_OPERATOR = 4;
const TENSOR_DIMENSIONS = 1;
const TENSOR_NAME = 8;
const LENGTH_DELIMITED = 2;
/** Such nodes pass ids on without changing them. */
const TRANSPARENT = ['Cast', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze'];

function rowsOf(reader: Reader, input: string): number | undefined {
  const shapes = new Map<string, readonly number[]>();
  const lookups: { readonly table: string; readonly ids: string }[] = [];
  const ids = new Set([input]);
  for (const graph of fieldsOf(reader, reader.whole)) {
    if (graph.number !== MODEL_GRAPH) continue;
    for (const field of fieldsOf(reader, graph)) {
      if (field.number === GRAPH_INITIALIZER) {
        const { name, dimensions } = tensorOf(reader, field);
        shapes.set(name, dimensions);
      }
      if (field.number !== GRAPH_NODE) continue;
      const { operator, inputs, outputs } = nodeOf(reader, field);
      const [table = '', second = ''] = inputs;
      if (operator === 'Gather') lookups.push({ table, ids: second });
      if (TRANSPARENT.includes(operator) && ids.has(table))
        for (const name of outputs) ids.add(name);
    }
  }
  const lookup = lookups.find((one) => ids.has(one.ids));
  return lookup === undefined ? undefined : shapes.get(lookup.table)?.[0];
}

function nodeOf(reader: Reader, node: Span) {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let operator = '';
  for (const field of fieldsOf(reader, node)) {
    if (field.number === NODE_INPUT) inputs.push(reader.text(field));
    if (field.number === NODE_OUTPUT) outputs.push(reader.text(field));
    if (field.number === NODE_OPERATOR) operator = reader.text(field);
  }
  return { operator, inputs, outputs };
}

function tensorOf(reader: Reader, tensor: Span) {
  const dimensions: number[] = [];
  let name = '';
  for (const field of fieldsOf(reader, tensor)) {
    if (field.number === TENSOR_NAME) name = reader.text(field);
    if (field.number !== TENSOR_DIMENSIONS) continue;
    if (field.value !== undefined) dimensions.push(field.value);
    // Packed: the numbers follow each other.
    let at = field.value === undefined ? field.start : field.end;
    while (at < field.end) {
      const [size, next] = reader.varint(at);
      dimensions.push(size);
      at = next;
    }
  }
  return { name, dimensions };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Field extends Span {
  readonly number: number;
  /** Of whole numbers; undefined for everything with a length. */
  readonly value?: number;
}

function* fieldsOf(reader: Reader, { start, end }: Span): Generator<Field> {
  let at = start;
  while (at < end) {
    const [key, afterKey] = reader.varint(at);
    const number = Math.floor(key / 8);
    const wireType = key % 8;
    if (wireType === LENGTH_DELIMITED) {
      const [length, content] = reader.varint(afterKey);
      at = content + length;
      yield { number, start: content, end: at };
    } else if (wireType === 0) {
      const [value, next] = reader.varint(afterKey);
      at = next;
      yield { number, start: afterKey, end: next, value };
    } else if (wireType === 1 || wireType === 5) {
      at = afterKey + (wireType === 1 ? 8 : 4);
    } else {
      throw new Error('not a protobuf message');
    }
  }
}

interface Reader {
  readonly whole: Span;
  /** The number at a place and the place after it. */
  varint(at: number): readonly [number, number];
  text(span: Span): string;
  close(): void;
}

const WINDOW_BYTES = 65_536;
const MAX_NAME_BYTES = 4096;

/** Reads a window at a time, because weights make such files large and nothing here wants them. */
function openReader(file: string): Reader {
  const descriptor = openSync(file, 'r');
  const size = fstatSync(descriptor).size;
  const window = Buffer.alloc(WINDOW_BYTES);
  let from = 0;
  let filled = 0;

  function byteAt(at: number): number {
    if (at < from || at >= from + filled) {
      from = at;
      filled = readSync(descriptor, window, 0, WINDOW_BYTES, at);
    }
    const byte = window[at - from];
    if (byte === undefined || at >= from + filled) throw new Error('unexpected end');
    return byte;
  }

  return {
    whole: { start: 0, end: size },
    varint(at) {
      let value = 0;
      let scale = 1;
      for (let position = at; position < at + 10; position += 1) {
        const byte = byteAt(position);
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return [value, position + 1];
        scale *= 128;
      }
      throw new Error('not a protobuf message');
    },
    text({ start, end }) {
      const length = Math.min(end - start, MAX_NAME_BYTES);
      return Buffer.from(Array.from({ length }, (_, offset) => byteAt(start + offset))).toString();
    },
    close: () => closeSync(descriptor),
  };
}
