/** Softmax over the last axis, its logarithm, and the crossentropy with it. */
import { defineOp, type OpFunction, type Tensor } from '../op.ts'
import { mul, sub } from './arithmetic.ts'
import { reshape } from './arrays.ts'
import { unary } from './elementwise.ts'
import { exp } from './math.ts'
import { sum } from './reductions.ts'

export const softmax = unary('Softmax', {
  gradient: (g, y, dy) => [mul(g, y, sub(g, dy, sum(g, mul(g, dy, y), [-1], true)))],
})
export const logSoftmax = unary('LogSoftmax', {
  gradient: (g, y, dy) => [sub(g, dy, mul(g, exp(g, y), sum(g, dy, [-1], true)))],
})

type CrossEntropyOp = OpFunction<[logits: Tensor, labels: Tensor]>

/** Crossentropy of logits [n, classes] and int32 labels [n]; the output has the shape [n]. */
export const sparseSoftmaxCrossEntropy: CrossEntropyOp = defineOp({
  type: 'SparseSoftmaxCrossEntropy',
  call: (_, add, logits, labels) => add([logits, labels], {}),
  infer: ([logits]) => ({ shape: [logits!.shape[0]!], dtype: 'float32' }),
  gradient(g, { inputs: [logits, labels] }, dy) {
    const gradient = sparseSoftmaxCrossEntropyGrad(g, logits!, labels!)
    return [mul(g, gradient, reshape(g, dy, [...dy.shape, 1])), null]
  },
})

/** d(loss)/d(logits): softmax − one-hot; [n, classes]. */
export const sparseSoftmaxCrossEntropyGrad: CrossEntropyOp = defineOp({
  type: 'SparseSoftmaxCrossEntropyGrad',
  call: (_, add, logits, labels) => add([logits, labels], {}),
  infer: ([logits]) => ({ shape: logits!.shape, dtype: 'float32' }),
})
