/** Operations on the bits of integers, for random numbers. */
import { binary } from './elementwise.ts'

export const bitwiseXor = binary('BitwiseXor')
export const bitwiseOr = binary('BitwiseOr')
export const leftShift = binary('LeftShift')
export const rightShift = binary('RightShift')
