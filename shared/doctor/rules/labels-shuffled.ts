/** A network that learns its training rows by heart, and knows nothing about others: labels do not belong to their rows, or the inputs say
 *  nothing about them. Zhang et al. 2017, “Understanding deep learning requires rethinking generalization”. */
import type { FindingRule } from '../finding.ts'
import { formatNumber, formatShare } from '../format.ts'
import type { Subject } from '../subject.ts'
import { gainOver, type TrivialFigure, trivialFigures, valuesOf } from '../trivial.ts'

/** What the training rows must have gained over the trivial answer. */
const LEARNED = 0.2
/** Standard errors of an accuracy on the validation rows. */
const ERRORS = 3
/** Share of the way to a perfect loss that validation rows may have come by chance. Measured: at least 0.5 in healthy trainings. */
const CHANCE = 0.05

export const labelsShuffled: FindingRule = {
  code: 'labels-shuffled',
  title: { en: 'Labels that do not belong to their rows', ko: '행과 맞지 않는 정답' },
  yieldsTo: ['inputs-not-scaled', 'rate-too-high'],
  find(subject) {
    const { curves, data } = subject
    if (!curves || !data) return []
    const figures = trivialFigures(subject, curves)
    const accuracies = figures.filter(({ isLoss }) => !isLoss)
    const [figure] = (accuracies.length > 0 ? accuracies : figures).filter((each) => {
      const train = valuesOf(curves, 'train', each.series)
      return gainOver(each, train.at(-1) ?? Number.NaN) >= LEARNED && isByChance(subject, each)
    })
    if (!figure) return []
    const { name, isLoss, value: trivial, series, target } = figure
    const format = isLoss ? formatNumber : formatShare
    const validation = bestOf(figure, valuesOf(curves, 'validation', series))
    return [
      {
        node: null,
        field: null,
        title: { en: `${target.name} may be shuffled`, ko: `${target.name}이(가) 뒤섞였을 수 있음` },
        message: {
          en: `The training rows are learned by heart, but for other rows the network is no better than the trivial answer: ${target.name} may not belong to the rows, or the inputs say nothing about it.`,
          ko: `학습 행은 외우지만 다른 행에서는 뻔한 답보다 낫지 않습니다. ${target.name}이(가) 행과 어긋났거나, 입력에 그에 대한 정보가 없을 수 있습니다.`,
        },
        figures: [
          {
            label: { en: `training ${name}`, ko: `학습 ${name}` },
            value: format(valuesOf(curves, 'train', series).at(-1)!),
          },
          {
            label: { en: `best validation ${name}`, ko: `가장 좋은 검증 ${name}` },
            value: format(validation),
            isBad: true,
          },
          { label: { en: `${name} of the trivial answer`, ko: `뻔한 답의 ${name}` }, value: format(trivial) },
        ],
      },
    ]
  },
}

const bestOf = ({ isLoss }: TrivialFigure, values: readonly number[]): number =>
  isLoss ? Math.min(...values) : Math.max(...values)

/** Whether the best validation figure is one that the trivial answer could have. */
function isByChance({ curves, data }: Subject, figure: TrivialFigure): boolean {
  const validation = valuesOf(curves!, 'validation', figure.series)
  const rows = data!.rows.validation
  if (rows === 0 || !validation.every(Number.isFinite)) return false
  const best = bestOf(figure, validation)
  if (figure.isLoss) return gainOver(figure, best) < CHANCE
  return best < figure.value + ERRORS * Math.sqrt((figure.value * (1 - figure.value)) / rows)
}
