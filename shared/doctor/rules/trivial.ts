/** A network that is no better than an answer that never looks at the row: the most frequent class, the mean. */
import type { FindingRule } from '../finding.ts'
import { formatNumber, formatShare } from '../format.ts'
import { gainOver, trivialFigures, valuesOf } from '../trivial.ts'

const MIN_EPOCHS = 5
/** Share of the way to a perfect answer. Measured: at least 0.5 in healthy trainings. */
const NO_GAIN = 0.02

export const noBetterThanTrivial: FindingRule = {
  code: 'no-better-than-trivial',
  title: { en: 'No better than the trivial answer', ko: '뻔한 답보다 낫지 않음' },
  yieldsTo: [
    'vanishing',
    'exploding',
    'dead-units',
    'saturation',
    'symmetric',
    'not-learning',
    'rate-too-high',
    'rate-too-low',
    'oscillation',
    'inputs-not-scaled',
    'targets-not-scaled',
    'dropout-too-strong',
    'frozen',
    'tiny-batches',
  ],
  find(subject) {
    const { curves, model } = subject
    if (!curves || curves.epochs.length < MIN_EPOCHS) return []
    const figures = trivialFigures(subject, curves)
    const outputs = [...new Set(figures.map(({ output }) => output))]
    return outputs.flatMap((output) => {
      const own = figures.filter((figure) => figure.output === output)
      const best = own.map((figure) => {
        const values = valuesOf(curves, 'train', figure.series)
        const value = figure.isLoss ? Math.min(...values) : Math.max(...values)
        return { figure, value }
      })
      if (!best.every(({ figure, value }) => gainOver(figure, value) < NO_GAIN)) return []
      const { answer, target } = own[0]!
      const last = model.calls[output.call.inputs[0]!]!
      return [
        {
          node: last.node,
          field: null,
          title: { en: `${target.name} is not learned`, ko: `${target.name}을(를) 배우지 못함` },
          message:
            answer === null
              ? {
                  en: `After ${curves.epochs.length} epochs the network predicts ${target.name} no better than their mean would, which needs no inputs at all.`,
                  ko: `${curves.epochs.length}에포크가 지나도 ${target.name}의 평균을 답하는 것보다 낫지 않습니다. 평균에는 입력이 전혀 필요 없습니다.`,
                }
              : {
                  en: `After ${curves.epochs.length} epochs the network is no better than always answering “${answer}”, the most frequent class, which needs no inputs at all.`,
                  ko: `${curves.epochs.length}에포크가 지나도 가장 흔한 클래스 “${answer}”만 답하는 것보다 낫지 않습니다. 그 답에는 입력이 전혀 필요 없습니다.`,
                },
          figures: best.flatMap(({ figure: { name, value: trivial, isLoss }, value }) => {
            const format = isLoss ? formatNumber : formatShare
            return [
              {
                label: { en: `best training ${name}`, ko: `가장 좋은 학습 ${name}` },
                value: format(value),
                isBad: true,
              },
              {
                label: { en: `${name} of the trivial answer`, ko: `뻔한 답의 ${name}` },
                value: format(trivial),
              },
            ]
          }),
        },
      ]
    })
  },
}
