/** Tells competing classes apart by a vector. */
export interface LinearHead {
  /** Class -> probability; the vector is as long as those of the examples, and L2-normalised. */
  classify(vector: Float32Array): Float32Array;
}

interface HeadExample {
  /** L2-normalised. */
  readonly vector: Float32Array;
  readonly label: number;
}

interface HeadOptions {
  readonly examples: readonly HeadExample[];
  readonly labelCount: number;
}

/** Cosines differ by little: without it the probabilities could not get far from equal. */
const INPUT_SCALE = 10;
const EPOCHS = 12;
const FIRST_RATE = 0.03;
const LAST_RATE = 0.004;
/** Pull towards the centroids for one example a class; shrinks with their number. */
const PULL = 0.05;
const NEGLIGIBLE = 1e-3;
const SLICE_MS = 1;

/**
 * Softmax regression on the examples, by stochastic gradient descent from the class centroids and
 * pulled towards them: of few examples it learns little more than a centroid knows, of many what sets
 * the classes apart. Works in slices of a millisecond, with the event loop in between; the same
 * examples give the same head.
 */
export async function trainLinearHead({ examples, labelCount }: HeadOptions): Promise<LinearHead> {
  const size = examples[0]?.vector.length ?? 0;
  const start = centredCentroids(examples, labelCount, size);
  const weights = Float32Array.from(start);
  const order = examples.map((_, index) => index);
  const random = createRandom(7);
  const pull = (PULL * labelCount) / Math.max(1, examples.length);
  let sliceStart = performance.now();
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = FIRST_RATE * (LAST_RATE / FIRST_RATE) ** (epoch / (EPOCHS - 1));
    shuffle(order, random);
    for (const index of order) {
      learn(weights, examples[index] as HeadExample, { labelCount, rate });
      if (performance.now() - sliceStart < SLICE_MS) continue;
      await new Promise(setImmediate);
      sliceStart = performance.now();
    }
    const kept = (1 - rate * pull) ** examples.length;
    for (let at = 0; at < weights.length; at += 1) {
      const from = start[at] ?? 0;
      weights[at] = from + ((weights[at] ?? 0) - from) * kept;
    }
  }
  return { classify: (vector) => probabilitiesOf(weights, vector, labelCount) };
}

function learn(
  weights: Float32Array,
  { vector, label }: HeadExample,
  { labelCount, rate }: { readonly labelCount: number; readonly rate: number },
): void {
  const probabilities = probabilitiesOf(weights, vector, labelCount);
  const size = vector.length;
  for (let row = 0; row < labelCount; row += 1) {
    const error = (probabilities[row] ?? 0) - (row === label ? 1 : 0);
    if (Math.abs(error) < NEGLIGIBLE) continue;
    const step = rate * error * INPUT_SCALE;
    const base = row * size;
    for (let at = 0; at < size; at += 1) {
      weights[base + at] = (weights[base + at] ?? 0) - step * (vector[at] ?? 0);
    }
  }
}

function probabilitiesOf(
  weights: Float32Array,
  vector: Float32Array,
  labelCount: number,
): Float32Array {
  const result = new Float32Array(labelCount);
  const size = vector.length;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < labelCount; row += 1) {
    let score = 0;
    const base = row * size;
    for (let at = 0; at < size; at += 1) score += (weights[base + at] ?? 0) * (vector[at] ?? 0);
    result[row] = score * INPUT_SCALE;
    if (score > highest) highest = score;
  }
  let total = 0;
  for (let row = 0; row < labelCount; row += 1) {
    const power = Math.exp((result[row] ?? 0) - highest * INPUT_SCALE);
    result[row] = power;
    total += power;
  }
  for (let row = 0; row < labelCount; row += 1) result[row] = (result[row] ?? 0) / total;
  return result;
}

/** The mean of each class minus the mean of all examples. */
function centredCentroids(
  examples: readonly HeadExample[],
  labelCount: number,
  size: number,
): Float32Array {
  const centroids = new Float32Array(labelCount * size);
  const mean = new Float32Array(size);
  const counts = new Float32Array(labelCount);
  for (const { label } of examples) counts[label] = (counts[label] ?? 0) + 1;
  for (const { vector, label } of examples) {
    for (let at = 0; at < size; at += 1) {
      const value = vector[at] ?? 0;
      const cell = label * size + at;
      centroids[cell] = (centroids[cell] ?? 0) + value / (counts[label] ?? 1);
      mean[at] = (mean[at] ?? 0) + value / examples.length;
    }
  }
  for (let cell = 0; cell < centroids.length; cell += 1) {
    centroids[cell] = (centroids[cell] ?? 0) - (mean[cell % size] ?? 0);
  }
  return centroids;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
}

/** Mulberry32, by Tommy Ettinger (public domain): small, and good enough to mix a few examples. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
