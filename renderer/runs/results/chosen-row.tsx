/** The chosen row: what its label is, what was predicted and how surely, and what can be marked about it. */
import type { RefObject } from 'react'
import { labelText } from '../../../shared/data/marks.ts'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
import { ExcludeButton } from '../../rows/exclude-button.tsx'
import { type Marks, rightLabelOf, severalOf } from '../../rows/mark-edits.ts'
import { RightLabel } from '../../rows/right-label.tsx'
import { RightLabels } from '../../rows/right-labels.tsx'
import { showActivations, useActivations } from '../../state/activations.ts'
import { currentEvaluation, openDocumentOf, useResults } from '../../state/evaluations.ts'
import { predictRow } from '../../state/predictions.ts'
import { type AppState, useApp } from '../../state/store.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { answerText, errorOf, labelsText, namesIn, probabilitiesOf } from './answer-text.ts'
import styles from './mistakes.module.css'
import type { Marking } from './use-marking.ts'
import type { MistakeRow } from './use-mistakes.ts'

interface Props {
  readonly info: RunInfo
  readonly output: OutputEvaluation
  readonly shown: MistakeRow
  readonly marking: Marking
  readonly section: RefObject<HTMLElement | null>
  /** Returns the focus to the rows. */
  readonly onLeave: () => void
}

export function ChosenRow({ info, output, shown, marking, section, onLeave }: Props) {
  const t = useText()
  const { prediction } = shown
  const { row, predicted, confidence, loss } = prediction
  const isNumber = output.figures.kind === 'number'
  const number = formatCount(row + 1)
  const right = marking.state === 'ready' ? rightLabelOf(marking.marks, row, output.target) : null
  return (
    <section
      ref={section}
      className={styles.chosen}
      aria-label={t({ en: `Row ${number}`, ko: `${number}행` })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onLeave()
      }}
    >
      <header>
        <h3>{t({ en: `Row ${number}`, ko: `${number}행` })}</h3>
        <small>{t({ en: `loss ${formatMetric(loss)}`, ko: `손실 ${formatMetric(loss)}` })}</small>
      </header>
      <dl>
        <div>
          <dt>{isNumber ? t({ en: 'True', ko: '정답' }) : t({ en: 'Labelled', ko: '레이블' })}</dt>
          <dd>{labelsText(output, shown, right)}</dd>
        </div>
        <div>
          <dt>{t({ en: 'Predicted', ko: '예측' })}</dt>
          <dd>
            {answerText(output, predicted)}
            {confidence !== null && `, ${formatMetric(confidence)}`}
          </dd>
        </div>
        {isNumber && (
          <div>
            <dt>{t({ en: 'Error', ko: '오차' })}</dt>
            <dd>{formatMetric(errorOf(prediction))}</dd>
          </div>
        )}
      </dl>
      <Probabilities output={output} prediction={prediction} />
      <MarkButtons output={output} shown={shown} marking={marking} />
      <RowActions info={info} row={row} />
    </section>
  )
}

/** Those that can be seen without scrolling come first; the others follow. */
function Probabilities({ output, prediction }: Pick<Props, 'output'> & Pick<MistakeRow, 'prediction'>) {
  const t = useText()
  const values = probabilitiesOf(output, prediction)
  if (values.length === 0) return null
  const names = namesIn(output)
  const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!)
  const { truth } = prediction
  const isTrue = (i: number) => (typeof truth === 'number' ? truth === i : truth.includes(i))
  return (
    <ol
      className={styles.probabilities}
      aria-label={t({ en: 'Probabilities', ko: '확률' })}
      tabIndex={order.length > 3 ? 0 : undefined}
    >
      {order.map((i) => (
        <li key={names[i] ?? i} data-true={isTrue(i) || undefined}>
          <span title={names[i]}>
            {names[i] ?? i}
            {isTrue(i) && <span className="hidden-text">{t({ en: ' (the label)', ko: ' (레이블)' })}</span>}
          </span>
          <i style={{ '--share': Math.min(1, Math.max(0, values[i]!)) } as React.CSSProperties} />
          <b>{formatMetric(values[i])}</b>
        </li>
      ))}
    </ol>
  )
}

const PROMPTS = {
  classes: { en: 'Wrong label…', ko: '틀린 레이블…' },
  labels: { en: 'Wrong labels…', ko: '틀린 레이블…' },
  number: { en: 'Right number…', ko: '바른 값…' },
  date: { en: 'Right date…', ko: '바른 날짜…' },
} as const

/** Whether a target is a column of dates in the document's data. */
const isDateTarget = (data: AppState['data'], target: string): boolean =>
  data.state === 'ready' &&
  (data.info.table?.columns.some(({ name, type }) => name === target && type === 'date') ?? false)

function MarkButtons({ output, shown, marking }: Pick<Props, 'output' | 'shown' | 'marking'>) {
  const t = useText()
  const { row, truth } = shown.prediction
  const own = shown.fileLabels.find(({ target }) => target === output.target)?.own ?? null
  const isDate = useApp((s) => isDateTarget(s.data, output.target))
  if (marking.state === 'other-document') return <OtherDocument path={marking.path} />
  if (marking.state === 'refused')
    return marking.reasons.map((reason) => (
      <p key={reason.en} className={styles.note}>
        {t(reason)}
      </p>
    ))
  const isReady = marking.state === 'ready'
  const marks: Marks = isReady ? marking.marks : new Map()
  const fingerprint = isReady ? marking.fingerprint : null
  const isNumber = output.figures.kind === 'number'
  return (
    <>
      <div className={styles.buttons}>
        {typeof truth === 'number' ? (
          <RightLabel
            // What is typed is about one row.
            key={row}
            target={output.target}
            row={row}
            // The number is that of the date after its steps.
            own={
              isDate
                ? ''
                : own !== null
                  ? labelText(own)
                  : isNumber
                    ? String(truth)
                    : answerText(output, truth)
            }
            classes={namesIn(output)}
            marks={marks}
            isDate={isDate}
            prompt={t(isDate ? PROMPTS.date : isNumber ? PROMPTS.number : PROMPTS.classes)}
            expected={fingerprint}
          />
        ) : (
          <RightLabels
            key={row}
            target={output.target}
            row={row}
            own={severalOf(own) ?? truth.map((i) => namesIn(output)[i] ?? String(i))}
            names={namesIn(output)}
            marks={marks}
            prompt={t(PROMPTS.labels)}
            expected={fingerprint}
          />
        )}
        <ExcludeButton row={row} marks={marks} hasIcon disabled={!isReady} expected={fingerprint} />
      </div>
      <p className={styles.note}>
        {t({
          en: 'Marks are kept in the document and hold from the next training on.',
          ko: '표시는 문서에 남고 다음 학습부터 적용됩니다.',
        })}
      </p>
    </>
  )
}

function RowActions({ info, row }: { readonly info: RunInfo; readonly row: number }) {
  const t = useText()
  const pending = useActivations((s) => s.pending !== null)
  const weights = useResults((s) => currentEvaluation(s)?.weights.kind ?? 'best')
  return (
    <div className={styles.buttons}>
      <button
        type="button"
        disabled={pending}
        title={t({
          en: 'What each layer puts out for this row, on the canvas',
          ko: '이 행에 대해 층마다 내놓는 값을 캔버스에서 봅니다',
        })}
        onClick={() => void showActivations(info, weights, row)}
      >
        {pending
          ? t({ en: 'Computing…', ko: '계산하는 중…' })
          : t({ en: 'Show activations', ko: '활성값 보기' })}
      </button>
      <button
        type="button"
        title={t({
          en: 'Shows the row below, where its values can be changed',
          ko: '이 행을 아래에 열어 값을 바꿔 볼 수 있습니다',
        })}
        onClick={() => void predictRow(row)}
      >
        {t({ en: 'Predict this row', ko: '이 행 예측' })}
      </button>
    </div>
  )
}

function OtherDocument({ path }: { readonly path: string | null }) {
  const t = useText()
  if (path === null)
    return (
      <p className={styles.note}>
        {t({
          en: 'Rows can be marked in the document of this run, which is not open.',
          ko: '이 학습의 문서에서 행을 표시할 수 있는데, 그 문서가 열려 있지 않습니다.',
        })}
      </p>
    )
  return (
    <>
      <p className={styles.note}>
        {t({
          en: 'Rows are marked in the document of this run. Another one is open.',
          ko: '행은 이 학습의 문서에 표시합니다. 지금은 다른 문서가 열려 있습니다.',
        })}
      </p>
      <div className={styles.buttons}>
        <button type="button" title={path} onClick={() => void openDocumentOf(path)}>
          <Icon name="folder" size={12} />
          {t({ en: 'Open its document', ko: '문서 열기' })}
        </button>
      </div>
    </>
  )
}
