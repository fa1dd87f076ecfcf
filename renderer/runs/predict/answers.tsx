/** What the network says: probabilities as bars, the largest first, or a number with its unit; after several passes with whiskers. */
import type { OutputPrediction } from '../../../shared/ipc/contract/index.ts'
import { usePredictions } from '../../state/predictions.ts'
import { formatMetric } from '../../ui/format.ts'
import { shortLabels } from '../../ui/short-labels.ts'
import { useText } from '../../ui/text.ts'
import styles from './answers.module.css'

export function Answers() {
  const t = useText()
  const answer = usePredictions((s) => s.answer)
  const isRefused = usePredictions((s) => s.refused !== null)
  if (!answer?.outputs)
    return (
      <p className={styles.empty} role="status">
        {answer?.missing
          ? t({
              en: `No prediction because of ${answer.missing}.`,
              ko: `${answer.missing} 열 때문에 예측하지 않습니다.`,
            })
          : isRefused
            ? t({ en: 'No prediction: a value is refused.', ko: '거부된 값이 있어 예측하지 않습니다.' })
            : ''}
      </p>
    )
  return (
    <>
      {answer.outputs.map((output) => (
        <section key={output.output} className={styles.output}>
          {answer.outputs!.length > 1 && <h3>{output.target}</h3>}
          {output.kind === 'number' ? <NumberAnswer output={output} /> : <Bars output={output} />}
        </section>
      ))}
    </>
  )
}

type Of<K extends OutputPrediction['kind']> = Extract<OutputPrediction, { readonly kind: K }>

function NumberAnswer({ output: { target, value, deviation } }: { readonly output: Of<'number'> }) {
  const unit = usePredictions((s) => s.inputs?.targets.find(({ name }) => name === target)?.unit ?? null)
  return (
    <p className={styles.value} role="status">
      <small>{target}</small>
      <output>
        {formatMetric(value)}
        {deviation !== undefined && ` ± ${formatMetric(deviation)}`}
        {unit !== null && ` ${unit}`}
      </output>
    </p>
  )
}

/** Bars that fit beside the values; the others are too small to compare. */
const MAX_BARS = 20
/** Characters of a name before its bar. */
const NAME_ROOM = 14

function Bars({ output }: { readonly output: Of<'classes'> | Of<'labels'> }) {
  const t = useText()
  const { probabilities, deviations } = output
  const names = output.kind === 'classes' ? output.classes : output.labels
  const predicted = new Set(output.kind === 'classes' ? [output.predicted] : output.predicted)
  const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!)
  const shown = shortLabels(names, NAME_ROOM)
  const hidden = order.length - MAX_BARS
  const named = [...predicted].map((index) => names[index]).join(', ')
  return (
    <>
      <p className={styles.verdict} role="status">
        {output.kind === 'classes' ? (
          <>
            <b>{named}</b>
            {t({
              en: `, ${percent(output.confidence)} sure`,
              ko: `, 확신 ${percent(output.confidence)}`,
            })}
          </>
        ) : (
          <b>{named === '' ? t({ en: 'no label', ko: '레이블 없음' }) : named}</b>
        )}
      </p>
      <ol className={styles.bars}>
        {order.slice(0, MAX_BARS).map((index) => {
          const probability = probabilities[index]!
          const deviation = deviations?.[index]
          return (
            <li key={index} data-predicted={predicted.has(index) || undefined}>
              <span title={names[index]}>{shown[index]}</span>
              <i
                style={
                  {
                    '--share': probability,
                    '--low': Math.max(0, probability - (deviation ?? 0)),
                    '--high': Math.min(1, probability + (deviation ?? 0)),
                  } as React.CSSProperties
                }
                data-whiskers={deviation !== undefined || undefined}
              />
              <code>
                {probability.toFixed(3)}
                {deviation !== undefined && <small> ±{deviation.toFixed(3)}</small>}
              </code>
            </li>
          )
        })}
      </ol>
      {hidden > 0 && (
        <p className={styles.more}>
          {t({
            en: `${hidden} others, together ${percent(rest(order, probabilities))}`,
            ko: `나머지 ${hidden}개, 합쳐서 ${percent(rest(order, probabilities))}`,
          })}
        </p>
      )}
    </>
  )
}

const rest = (order: readonly number[], probabilities: readonly number[]): number =>
  order.slice(MAX_BARS).reduce((sum, index) => sum + probabilities[index]!, 0)

const percent = (share: number): string =>
  `${(100 * share).toFixed(share > 0.995 || share < 0.005 ? 1 : 0)} %`
