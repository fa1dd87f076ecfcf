/** All activations, one line each. keras/src/activations/activations.py.
 *  Two are omitted: glu, because Keras's own layers infer its output shape wrongly, and sparsemax, which Keras 3.15 computes wrongly. */
import type { Family } from '../../fields/index.ts'
import type { ActivationDefinition } from './activation.ts'
import { hardSigmoid, hardSilu, hardTanh, logSigmoid, sigmoid, softsign, tanh } from './bounded.ts'
import { celu, elu, leakyRelu, relu, relu6, selu } from './rectifiers.ts'
import { hardShrink, softShrink, tanhShrink, threshold } from './shrinking.ts'
import {
  exponential,
  gelu,
  linear,
  mish,
  silu,
  softplus,
  sparsePlus,
  sparseSigmoid,
  squareplus,
} from './smooth.ts'
import { logSoftmax, softmax } from './softmax.ts'

export const activations: Family<ActivationDefinition> = {
  name: { en: 'activation', ko: '활성화 함수' },
  members: [
    linear,
    relu,
    relu6,
    leakyRelu,
    elu,
    celu,
    selu,
    gelu,
    silu,
    mish,
    softplus,
    squareplus,
    sparsePlus,
    exponential,
    sigmoid,
    hardSigmoid,
    hardSilu,
    logSigmoid,
    sparseSigmoid,
    tanh,
    hardTanh,
    softsign,
    softShrink,
    hardShrink,
    tanhShrink,
    threshold,
    softmax,
    logSoftmax,
  ],
}
