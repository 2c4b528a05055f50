const LANE = (1n << 64n) - 1n;
const RATE_BYTES = 136;
const ROUNDS = 24;

function rotate(lane: bigint, bits: number): bigint {
  return ((lane << BigInt(bits)) | (lane >> BigInt(64 - bits))) & LANE;
}

/** Round constants and rotations come out of the LFSR and the walk of FIPS 202, section 3.2. */
function permute(state: bigint[]): void {
  let feedback = 1;
  const at = (i: number) => state[i] ?? 0n;
  for (let round = 0; round < ROUNDS; round++) {
    const columns = [0, 1, 2, 3, 4].map(
      (x) => at(x) ^ at(x + 5) ^ at(x + 10) ^ at(x + 15) ^ at(x + 20),
    );
    for (let i = 0; i < 25; i++) {
      const x = i % 5;
      state[i] = at(i) ^ (columns[(x + 4) % 5] ?? 0n) ^ rotate(columns[(x + 1) % 5] ?? 0n, 1);
    }
    let [x, y] = [1, 0];
    let carried = at(1);
    for (let step = 0; step < 24; step++) {
      [x, y] = [y, (2 * x + 3 * y) % 5];
      const kept = at(x + 5 * y);
      state[x + 5 * y] = rotate(carried, (((step + 1) * (step + 2)) / 2) % 64);
      carried = kept;
    }
    for (let row = 0; row < 25; row += 5) {
      const lanes = state.slice(row, row + 5);
      for (let i = 0; i < 5; i++) {
        const masked = (lanes[(i + 1) % 5] ?? 0n) ^ LANE;
        state[row + i] = (lanes[i] ?? 0n) ^ (masked & (lanes[(i + 2) % 5] ?? 0n));
      }
    }
    for (let bit = 0; bit < 7; bit++) {
      feedback = ((feedback << 1) ^ ((feedback >> 7) * 0x71)) % 256;
      if (feedback & 2) state[0] = at(0) ^ (1n << ((1n << BigInt(bit)) - 1n));
    }
  }
}

/** Keccak-256 as Ethereum uses it (padding 0x01, unlike SHA3-256), of up to 135 bytes; hex. */
export function keccak256(bytes: Uint8Array): string {
  if (bytes.length >= RATE_BYTES) throw new RangeError('keccak256 takes one block');
  const block = Buffer.alloc(RATE_BYTES);
  block.set(bytes);
  block[bytes.length] = 1;
  block[RATE_BYTES - 1] = (block[RATE_BYTES - 1] ?? 0) | 0x80;
  const state = Array.from({ length: 25 }, (_, i) =>
    i < RATE_BYTES / 8 ? block.readBigUInt64LE(i * 8) : 0n,
  );
  permute(state);
  const hash = Buffer.alloc(32);
  for (let i = 0; i < 4; i++) hash.writeBigUInt64LE(state[i] ?? 0n, i * 8);
  return hash.toString('hex');
}
