/** bfloat16: the upper half of a float32, with 8 significant bits and the same range. Stored as float32 numbers whose lower half is 0. */

/** Rounds to the nearest bfloat16, ties to even, in place (IEEE 754-2019, 4.3.1). NaN stays NaN. */
export function roundToBfloat16(values: Float32Array): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let i = 0; i < bits.length; i++) {
    const b = bits[i]!
    // Adding half of the last place could turn the bits of a NaN into infinity.
    bits[i] = (b & 0x7fffffff) > 0x7f800000 ? b | 0x00400000 : (b + 0x7fff + ((b >>> 16) & 1)) & 0xffff0000
  }
}

/** The 16 bits of each number, rounded. */
export function bfloat16Bits(values: ArrayLike<number>): Uint16Array {
  const rounded = Float32Array.from(values)
  roundToBfloat16(rounded)
  return Uint16Array.from(new Uint32Array(rounded.buffer), (b) => b >>> 16)
}
