/** keras/src/layers/preprocessing/normalization.py: (x − mean) ÷ √variance with given numbers, or its inverse. Keras can also compute
 *  them with adapt(). Here the data source standardizes its columns instead, so mean and variance must always be given. */
import { bool, optionalNumbers, toArray } from '../../fields/index.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { broadcastableShape, featureAxes } from './axes.ts'
import { defineLayer } from './layer.ts'

/** Keras's epsilon: the minimum of the standard deviation. */
const EPSILON = 1e-7

export const normalization = defineLayer({
  type: 'Normalization',
  category: 'normalization',
  keras: 'layers.Normalization',
  help: {
    en: 'Subtracts a given mean and divides by the square root of a given variance.',
    ko: '주어진 평균을 빼고 주어진 분산의 제곱근으로 나눕니다.',
  },
  inputs: 1,
  outputs: 1,
  fields: {
    axis: optionalNumbers({
      default: -1,
      integer: true,
      allowsSingle: true,
      min: -8,
      max: 8,
      help: {
        en: 'Axis whose features each have a mean and variance; empty: one for all.',
        ko: '특징마다 평균과 분산이 따로 있는 축. 비우면 모두에 하나씩입니다.',
      },
    }),
    mean: optionalNumbers({
      allowsSingle: true,
      shownOnNode: true,
      help: { en: 'One number, or one for each feature.', ko: '수 하나, 또는 특징마다 하나.' },
    }),
    variance: optionalNumbers({
      allowsSingle: true,
      min: 0,
      help: { en: 'One number, or one for each feature.', ko: '수 하나, 또는 특징마다 하나.' },
    }),
    invert: bool({
      default: false,
      help: { en: 'Reverses the normalization.', ko: '정규화를 되돌립니다.' },
    }),
  },
  build(g, [x], p) {
    if (p.mean === null || p.variance === null)
      throw new LayerError(
        {
          en: 'Enter mean and variance: one number, or one for each feature. To compute them from a table, turn on standardize in its data instead.',
          ko: 'mean과 variance를 입력하세요. 수 하나 또는 특징마다 하나입니다. 표에서 계산하려면 데이터의 standardize를 켜세요.',
        },
        p.mean === null ? 'mean' : 'variance',
      )
    const axes = p.axis === null ? [] : featureAxes(x!, toArray(p.axis), 'axis').sort((a, b) => a - b)
    const size = axes.length === 1 ? x!.shape[axes[0]!]! : 1
    const toConstant = (field: 'mean' | 'variance', value: number | readonly number[]) => {
      if (typeof value === 'number') return g.constant(value)
      if (axes.length !== 1 || (value.length !== size && value.length !== 1))
        throw new LayerError(
          {
            en: `${field} has ${value.length} numbers, but the axis of ${formatShape(x!.shape)} has ${size} features: give ${size}, or one number without a list.`,
            ko: `${field}에는 수가 ${value.length}개인데 ${formatShape(x!.shape)}의 축에는 특징이 ${size}개입니다. ${size}개 또는 목록 아닌 수 하나를 쓰세요.`,
          },
          field,
        )
      return value.length === 1 ? g.constant(value[0]!) : g.constant(value, broadcastableShape(x!, axes))
    }
    if (
      typeof p.mean !== typeof p.variance ||
      (typeof p.mean !== 'number' && p.mean.length !== toArray(p.variance).length)
    )
      throw new LayerError(
        {
          en: 'mean and variance must have the same form: both one number, or both a list of the same length.',
          ko: 'mean과 variance의 형태가 같아야 합니다. 둘 다 수 하나이거나 길이가 같은 목록이어야 합니다.',
        },
        'variance',
      )
    const deviation = (v: number) => Math.max(Math.sqrt(v), EPSILON)
    const mean = toConstant('mean', p.mean)
    const stddev = toConstant(
      'variance',
      typeof p.variance === 'number' ? deviation(p.variance) : p.variance.map(deviation),
    )
    return p.invert ? g.add(g.mul(x!, stddev), mean) : g.div(g.sub(x!, mean), stddev)
  },
})
