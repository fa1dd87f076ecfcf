/** A validation loss that grows while the training loss goes on falling. Prechelt 1998, “Early stopping – but when?”. */

import { earlyStopping } from '../../catalog/callbacks/early-stopping.ts'
import type { Document } from '../../document/document.ts'
import { setTraining } from '../../document/edits.ts'
import type { FindingRule } from '../finding.ts'
import { withFix } from '../finding.ts'
import { formatNumber, formatShare } from '../format.ts'
import { valuesOf } from '../trivial.ts'

/** Growth since the best epoch, as a share: Prechelt's generalization loss. */
const GROWTH = 0.2
/** The same as a share of what the training had gained before: near a loss of 0, a small growth is a large share of it. Measured: at most
 *  1 % in healthy trainings that reach the other limit. */
const LOST = 0.05
/** Epochs since the best one. */
const MIN_EPOCHS = 3
const STOPPING = earlyStopping.type
const PATIENCE = 3

export const overfitting: FindingRule = {
  code: 'overfitting',
  title: { en: 'Overfitting', ko: '과적합' },
  yieldsTo: ['labels-shuffled', 'rate-too-high', 'oscillation', 'tiny-batches', 'inputs-not-scaled'],
  find({ curves, document }) {
    if (!curves) return []
    const validation = valuesOf(curves, 'validation', 0)
    const train = valuesOf(curves, 'train', 0)
    if (validation.length <= MIN_EPOCHS || !validation.every(Number.isFinite)) return []
    const least = Math.min(...validation)
    const at = validation.indexOf(least)
    // The median of the last epochs: one bad epoch is no trend.
    const last = [...validation.slice(-MIN_EPOCHS)].sort((a, b) => a - b)[1]!
    const growth = (last - least) / Math.abs(least)
    const hasLearnedSince = train.at(-1)! < train[at]!
    const gained = Math.max(validation[0]! - least, 0)
    if (
      validation.length - 1 - at < MIN_EPOCHS ||
      !(growth >= GROWTH && last - least >= LOST * gained) ||
      !hasLearnedSince
    )
      return []
    const epoch = curves.epochs[at]!.epoch
    return [
      {
        node: null,
        field: null,
        title: { en: `Overfitting since epoch ${epoch}`, ko: `에포크 ${epoch}부터 과적합` },
        message: {
          en: `Since epoch ${epoch} the loss of the validation rows has grown by ${formatShare(growth)} while that of the training rows fell: the network learns these rows by heart and gets worse on all others.`,
          ko: `에포크 ${epoch}부터 학습 손실은 줄었는데 검증 손실은 ${formatShare(growth)} 커졌습니다. 신경망이 학습 행을 외우면서 다른 행에서는 나빠집니다.`,
        },
        figures: [
          {
            label: { en: `validation loss after epoch ${epoch}`, ko: `에포크 ${epoch}의 검증 손실` },
            value: formatNumber(least),
          },
          {
            label: { en: 'validation loss now', ko: '지금의 검증 손실' },
            value: formatNumber(last),
            isBad: true,
          },
          { label: { en: 'training loss now', ko: '지금의 학습 손실' }, value: formatNumber(train.at(-1)!) },
        ],
        ...withFix(stopping(document)),
      },
    ]
  },
}

/** Early stopping that goes back to the best weights; undefined: the training has it. */
function stopping({ training }: Document) {
  const { callbacks } = training
  if (callbacks.some(({ type }) => type === STOPPING)) return undefined
  const added = { type: STOPPING, patience: PATIENCE, restore_best_weights: true }
  return {
    label: { en: `Add ${STOPPING}`, ko: `${STOPPING} 추가` },
    apply: (d: Document) => setTraining(d, 'callbacks', [...callbacksOf(d), added]),
  }
}

const callbacksOf = ({ training }: Document) => training.callbacks.map((each) => ({ ...each })) as never[]
