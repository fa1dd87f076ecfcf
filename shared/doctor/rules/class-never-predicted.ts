/** A class that occurs but is predicted for no row: it is too rare to pay in the loss. He and Garcia 2009, “Learning from imbalanced
 *  data”. */
import { BALANCED } from '../../data/parts.ts'
import { setTraining } from '../../document/edits.ts'
import { outputsOf } from '../../model/series.ts'
import { type FindingRule, withFix } from '../finding.ts'

/** Rows of the class from which it is no chance. */
const MIN_ROWS = 5
/** A class is rare below this share of its part if all were as frequent. */
const RARE = 0.5
/** Before, a network has not come to each class yet. */
const MIN_EPOCHS = 5

export const classNeverPredicted: FindingRule = {
  code: 'class-never-predicted',
  title: { en: 'A class that is never predicted', ko: '한 번도 예측하지 않는 클래스' },
  yieldsTo: [
    'no-better-than-trivial',
    'labels-shuffled',
    'rate-too-high',
    'rate-too-low',
    'vanishing',
    'symmetric',
  ],
  find({ model, predictions, document, curves }) {
    if (curves && curves.epochs.length < MIN_EPOCHS) return []
    return predictions.flatMap(({ output, classes, actual, predicted }) => {
      const rows = actual.reduce((sum, n) => sum + n, 0)
      const missing = classes.flatMap((name, i) =>
        predicted[i] === 0 && actual[i]! >= MIN_ROWS && actual[i]! < (RARE * rows) / classes.length
          ? [{ name, rows: actual[i]! }]
          : [],
      )
      const [first] = missing
      const found = outputsOf(model).find(({ name }) => name === output)
      if (!first || !found) return []
      const names = missing.map(({ name }) => `“${name}”`).join(', ')
      const canBalance = document.training.class_weight === null
      return [
        {
          node: model.calls[found.call.inputs[0]!]!.node,
          field: null,
          title: { en: `${names} is never predicted`, ko: `${names}을(를) 예측하지 않음` },
          message: {
            en: `${names} occurs in the rows but is predicted for none: rare classes weigh little in the loss, so leaving them out costs almost nothing.`,
            ko: `${names}은(는) 행에 있지만 한 번도 예측되지 않습니다. 드문 클래스는 손실에서 비중이 작아 무시해도 손해가 거의 없습니다.`,
          },
          figures: missing.map(({ name, rows }) => ({
            label: { en: `rows of “${name}”`, ko: `“${name}”인 행` },
            value: `0 / ${rows.toLocaleString('en-US')}`,
            isBad: true,
          })),
          ...withFix(
            canBalance
              ? {
                  label: { en: 'Set class_weight to balanced', ko: 'class_weight를 balanced로' },
                  apply: (d) => setTraining(d, 'class_weight', BALANCED),
                }
              : undefined,
          ),
        },
      ]
    })
  },
}
