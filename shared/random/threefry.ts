/** Threefry-2x32, 20 rounds: random bits as a pure function of (key, counter), so that every number of a run can be addressed,
 *  reproduced and generated in any order, both in JavaScript and inside a graph.
 *  Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC'11); Random123's threefry2x32. */

/** Unsigned 32-bit arithmetic on some representation of a word: a number or a uint32 tensor. */
export interface Uint32Ops<T> {
  add(a: T, b: T): T
  xor(a: T, b: T): T
  rotateLeft(a: T, bits: number): T
  constant(value: number): T
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24]
const PARITY = 0x1bd11bda

/** Returns two words of random bits for the key (k0, k1) and the counter (c0, c1). */
export function threefry<T>(w: Uint32Ops<T>, k0: T, k1: T, c0: T, c1: T): [T, T] {
  const keys = [k0, k1, w.xor(w.xor(k0, k1), w.constant(PARITY))] as const
  let x = w.add(c0, keys[0])
  let y = w.add(c1, keys[1])
  for (let round = 0; round < 20; round++) {
    x = w.add(x, y)
    y = w.xor(w.rotateLeft(y, ROTATIONS[round % 8]!), x)
    if (round % 4 === 3) {
      const injection = (round + 1) / 4
      x = w.add(x, keys[(injection % 3) as 0 | 1 | 2])
      y = w.add(w.add(y, keys[((injection + 1) % 3) as 0 | 1 | 2]), w.constant(injection))
    }
  }
  return [x, y]
}

export const numberOps: Uint32Ops<number> = {
  add: (a, b) => (a + b) >>> 0,
  xor: (a, b) => (a ^ b) >>> 0,
  rotateLeft: (a, bits) => ((a << bits) | (a >>> (32 - bits))) >>> 0,
  constant: (value) => value >>> 0,
}

/**
 * The same function on plain numbers for many consecutive counters. It allocates no object per word, which shuffling a large table needs.
 * @param out receives both words of the counters (firstCounter, 0), (firstCounter + 1, 0), …; its length must be even
 * @param firstCounter below 2³² − out.length / 2
 */
export function fillWords(out: Uint32Array, [k0, k1]: readonly [number, number], firstCounter: number): void {
  const keys = [k0 | 0, k1 | 0, k0 ^ k1 ^ PARITY]
  for (let i = 0; i < out.length; i += 2) {
    let x = (firstCounter + i / 2 + keys[0]!) | 0
    let y = keys[1]!
    for (let round = 0; round < 20; round++) {
      const bits = ROTATIONS[round % 8]!
      x = (x + y) | 0
      y = ((y << bits) | (y >>> (32 - bits))) ^ x
      if (round % 4 === 3) {
        const injection = (round + 1) / 4
        x = (x + keys[injection % 3]!) | 0
        y = (y + keys[(injection + 1) % 3]! + injection) | 0
      }
    }
    out[i] = x
    out[i + 1] = y
  }
}

/** Derives a new key from a key and a number. Seeds are derived this way: run → layer → weight. */
export const deriveKey = (key: readonly [number, number], index: number): [number, number] =>
  threefry(numberOps, key[0], key[1], index >>> 0, 0x9e3779b9)

/** 32-bit FNV-1a hash of a name, so that a layer's random numbers depend on its name and not on its position. */
export function hashName(name: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0
  return h
}
