/** All layers, one line each, in the order of the palette. */
import { type Family, findMember } from '../../fields/index.ts'
import { activation } from './activation.ts'
import { activityRegularization } from './activity-regularization.ts'
import { add } from './add.ts'
import { alphaDropout } from './alpha-dropout.ts'
import { average } from './average.ts'
import { batchNormalization } from './batch-normalization.ts'
import { concatenate } from './concatenate.ts'
import { dense } from './dense.ts'
import { dot } from './dot.ts'
import { dropout } from './dropout.ts'
import { elu } from './elu.ts'
import { embedding } from './embedding.ts'
import { flatten } from './flatten.ts'
import { gaussianDropout } from './gaussian-dropout.ts'
import { gaussianNoise } from './gaussian-noise.ts'
import { input } from './input.ts'
import type { LayerDefinition, LayerRole } from './layer.ts'
import { layerNormalization } from './layer-normalization.ts'
import { leakyRelu } from './leaky-relu.ts'
import { maximum } from './maximum.ts'
import { minimum } from './minimum.ts'
import { multiply } from './multiply.ts'
import { normalization } from './normalization.ts'
import { output } from './output.ts'
import { permute } from './permute.ts'
import { prelu } from './prelu.ts'
import { relu } from './relu.ts'
import { repeatVector } from './repeat-vector.ts'
import { rescaling } from './rescaling.ts'
import { reshape } from './reshape.ts'
import { softmax } from './softmax.ts'
import { subtract } from './subtract.ts'

export const layers: Family<LayerDefinition> = {
  name: { en: 'layer', ko: '층' },
  members: [
    input,
    output,
    dense,
    flatten,
    reshape,
    permute,
    repeatVector,
    embedding,
    activation,
    relu,
    leakyRelu,
    prelu,
    elu,
    softmax,
    batchNormalization,
    layerNormalization,
    rescaling,
    normalization,
    dropout,
    alphaDropout,
    gaussianDropout,
    gaussianNoise,
    activityRegularization,
    add,
    concatenate,
    subtract,
    multiply,
    average,
    maximum,
    minimum,
    dot,
  ],
}

/** The role of a layer type; undefined for a layer between the ends of the network, and for an unknown type. */
export const roleOf = ({ type }: { readonly type: string }): LayerRole | undefined =>
  findMember(layers, type)?.role
