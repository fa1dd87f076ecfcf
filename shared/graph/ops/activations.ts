/** Elementwise activations, and those of their gradients that executors compute in one operation. */
import { SELU_ALPHA, SELU_SCALE } from '../selu.ts'
import { mul, sub } from './arithmetic.ts'
import { gradientOp, unary } from './elementwise.ts'
import { square } from './math.ts'

export const reluGrad = gradientOp('ReluGrad')
export const relu6Grad = gradientOp('Relu6Grad')
export const softplusGrad = gradientOp('SoftplusGrad')
export const softsignGrad = gradientOp('SoftsignGrad')
/** eluGrad and seluGrad take the output y instead of the input x. */
export const eluGrad = gradientOp('EluGrad')
export const seluGrad = gradientOp('SeluGrad')

export const relu = unary('Relu', {
  scalar: (a) => Math.max(a, 0),
  gradient: (g, { inputs: [x] }, dy) => [reluGrad(g, dy, x!)],
})
export const relu6 = unary('Relu6', {
  scalar: (a) => Math.min(Math.max(a, 0), 6),
  gradient: (g, { inputs: [x] }, dy) => [relu6Grad(g, dy, x!)],
})
export const elu = unary('Elu', {
  scalar: (a) => (a > 0 ? a : Math.expm1(a)),
  gradient: (g, y, dy) => [eluGrad(g, dy, y)],
})
export const selu = unary('Selu', {
  scalar: (a) => SELU_SCALE * (a > 0 ? a : SELU_ALPHA * Math.expm1(a)),
  gradient: (g, y, dy) => [seluGrad(g, dy, y)],
})
export const softplus = unary('Softplus', {
  scalar: (a) => Math.log1p(Math.exp(a)),
  gradient: (g, { inputs: [x] }, dy) => [softplusGrad(g, dy, x!)],
})
export const softsign = unary('Softsign', {
  scalar: (a) => a / (1 + Math.abs(a)),
  gradient: (g, { inputs: [x] }, dy) => [softsignGrad(g, dy, x!)],
})
export const tanh = unary('Tanh', {
  scalar: Math.tanh,
  gradient: (g, y, dy) => [mul(g, dy, sub(g, 1, square(g, y)))],
})
export const sigmoid = unary('Sigmoid', {
  scalar: (a) => 1 / (1 + Math.exp(-a)),
  gradient: (g, y, dy) => [mul(g, dy, mul(g, y, sub(g, 1, y)))],
})
