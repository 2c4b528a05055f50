/** Element types of ONNX tensors that the tiny graphs of tests use. */
type ElementType = 'float' | 'int64';

const elementTypes: Readonly<Record<ElementType, number>> = { float: 1, int64: 7 };

interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  /** A number is fixed, a name is dynamic. */
  readonly shape: readonly (number | string)[];
}

interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

interface OnnxInitialiser {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly OnnxInitialiser[];
}

/** The bytes of an ONNX file (IR 8, operator set 11), written straight as protobuf. */
export function onnxModel(graph: OnnxGraph): Buffer {
  return Buffer.concat([
    whole(1, 8),
    bytes(7, graphOf(graph)),
    bytes(8, Buffer.concat([text(1, ''), whole(2, 11)])),
  ]);
}

function graphOf({ inputs, outputs, nodes, initialisers }: OnnxGraph): Buffer {
  return Buffer.concat([
    ...nodes.map((node) => bytes(1, nodeOf(node))),
    text(2, 'tiny'),
    ...initialisers.map((initialiser) => bytes(5, tensorOf(initialiser))),
    ...inputs.map((value) => bytes(11, valueInfoOf(value))),
    ...outputs.map((value) => bytes(12, valueInfoOf(value))),
  ]);
}

function nodeOf({ operator, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeOf(name, value))),
  ]);
}

function attributeOf(name: string, value: number | readonly number[]): Buffer {
  if (typeof value === 'number') {
    return Buffer.concat([text(1, name), whole(3, value), whole(20, 2)]);
  }
  return Buffer.concat([text(1, name), ...value.map((one) => whole(8, one)), whole(20, 7)]);
}

function tensorOf({ name, shape, values }: OnnxInitialiser): Buffer {
  return Buffer.concat([
    ...shape.map((size) => whole(1, size)),
    whole(2, elementTypes.float),
    text(8, name),
    bytes(9, Buffer.from(new Float32Array(values).buffer)),
  ]);
}

function valueInfoOf({ name, type, shape }: OnnxValue): Buffer {
  const sizes = shape.map((size) =>
    bytes(1, typeof size === 'number' ? whole(1, size) : text(2, size)),
  );
  const tensor = [whole(1, elementTypes[type]), bytes(2, Buffer.concat(sizes))];
  return Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat(tensor)))]);
}

function whole(field: number, value: number): Buffer {
  return Buffer.concat([variableLength(field * 8), variableLength(value)]);
}

function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([variableLength(field * 8 + 2), variableLength(content.length), content]);
}

function variableLength(value: number): Buffer {
  // Negative numbers take the ten bytes of their 64-bit complement.
  let rest = BigInt.asUintN(64, BigInt(value));
  const found: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    found.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Buffer.from(found);
}
