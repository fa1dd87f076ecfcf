/** Rounding to bfloat16, compared with the interpreter's arithmetic, and its edge cases. */
import { expect, test } from 'vitest'
import { bfloat16Bits, roundToBfloat16 } from '../../../shared/graph/bfloat16.ts'
import { bfloat16 } from '../../support/interpreter.ts'
import { streamOf } from '../../support/random-arrays.ts'

const rounded = (...values: number[]) => {
  const array = Float32Array.from(values)
  roundToBfloat16(array)
  return [...array]
}

test('any float32 is rounded like in arithmetic', () => {
  const stream = streamOf(5)
  const bits = Uint32Array.from({ length: 20_000 }, () => stream.uniformInt(2 ** 32))
  // Near 2¹²⁸ the next number is infinity, which the arithmetic of the interpreter does not handle.
  const values = [...new Float32Array(bits.buffer)].filter((v) => Math.abs(v) < 2 ** 127)
  expect(rounded(...values)).toEqual(values.map(bfloat16))
})

test('a tie goes to the even neighbour', () => {
  // 1 + 2⁻⁸ is between 1 and 1 + 2⁻⁷, 1 + 3 · 2⁻⁸ between 1 + 2⁻⁷ and 1 + 2⁻⁶.
  expect(rounded(1 + 2 ** -8, 1 + 3 * 2 ** -8, -(1 + 2 ** -8))).toEqual([1, 1 + 2 ** -6, -1])
  expect(rounded(1 + 2 ** -8 + 2 ** -20)).toEqual([1 + 2 ** -7])
})

test('what is not finite, zeros and the largest numbers', () => {
  expect(rounded(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0)).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -0,
  ])
  expect(rounded(3.4e38)).toEqual([Number.POSITIVE_INFINITY])
  // A NaN whose payload bits are all in the dropped half.
  const nan = new Float32Array(Uint32Array.of(0x7f800001, 0xffffffff).buffer)
  roundToBfloat16(nan)
  expect([...nan]).toEqual([Number.NaN, Number.NaN])
})

test('the bits that are passed to TensorFlow', () => {
  expect([...bfloat16Bits([1, -2, 0.1])]).toEqual([0x3f80, 0xc000, 0x3dcd])
})
