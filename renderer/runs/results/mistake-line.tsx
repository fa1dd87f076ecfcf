// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
/** A row as a line of a table: its number, truth and prediction, and the cells of its features. */
import { memo } from 'react'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Text } from '../../../shared/text.ts'
import { isMarkedExcluded, type Marks, rightLabelOf } from '../../rows/mark-edits.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { answerText, errorOf, labelsText } from './answer-text.ts'
import styles from './mistakes.module.css'
import type { MistakeRow, RowForm } from './use-mistakes.ts'

interface LineColumn {
  readonly key: string
  readonly title: Text
  readonly width: number
  readonly isNumber: boolean
  /** Whether the title is a name of the data. */
  readonly isFeature?: boolean
  textOf(row: MistakeRow, marks: Marks): string | null
}

const FEATURE_WIDTH = 92

/** @param areMarked whether rows have right labels */
export function columnsOf(
  output: OutputEvaluation,
  form: Extract<RowForm, { readonly kind: 'table' }>,
  areMarked: boolean,
): readonly LineColumn[] {
  const isNumber = output.figures.kind === 'number'
  const answerWidth = isNumber ? 72 : 84
  // Of a marked row it has two labels.
  const trueWidth = areMarked ? 2 * answerWidth : answerWidth
  return [
    {
      ...{ key: 'row', title: { en: 'row', ko: '행' }, width: 60, isNumber: true },
      textOf: ({ prediction }) => formatCount(prediction.row + 1),
    },
    {
      ...{ key: 'true', title: { en: 'true', ko: '정답' }, width: trueWidth, isNumber },
      textOf: (row, marks) => labelsText(output, row, rightLabelOf(marks, row.prediction.row, output.target)),
    },
    {
      ...{ key: 'predicted', title: { en: 'predicted', ko: '예측' }, width: answerWidth, isNumber },
      textOf: ({ prediction }) => answerText(output, prediction.predicted),
    },
    isNumber
      ? {
          ...{ key: 'error', title: { en: 'error', ko: '오차' }, width: 72, isNumber: true },
          textOf: ({ prediction }) => formatMetric(errorOf(prediction)),
        }
      : {
          ...{ key: 'confidence', title: { en: 'confidence', ko: '확신' }, width: 76, isNumber: true },
          textOf: ({ prediction }) => formatMetric(prediction.confidence),
        },
    {
      ...{ key: 'loss', title: { en: 'loss', ko: '손실' }, width: 68, isNumber: true },
      textOf: ({ prediction }) => formatMetric(prediction.loss),
    },
    ...form.columns.map(
      (name, i): LineColumn => ({
        ...{ key: `feature ${name}`, title: { en: name, ko: name }, width: FEATURE_WIDTH },
        ...{ isNumber: false, isFeature: true },
        textOf: ({ cells }) => cells?.[i] ?? null,
      }),
    ),
  ]
}

export const widthOf = (columns: readonly LineColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0)

export function LineHead({ columns }: { readonly columns: readonly LineColumn[] }) {
  const t = useText()
  return (
    <div className={styles.head} style={{ width: widthOf(columns) }} role="row" aria-rowindex={1}>
      {columns.map(({ key, title, width, isNumber }) => (
        <span
          key={key}
          role="columnheader"
          title={t(title)}
          data-number={isNumber || undefined}
          style={{ width }}
        >
          {t(title)}
        </span>
      ))}
    </div>
  )
}

interface Props {
  readonly place: number
  readonly top: number
  /** `undefined` until it is read. */
  readonly row: MistakeRow | undefined
  readonly columns: readonly LineColumn[]
  readonly output: OutputEvaluation
  readonly marks: Marks
  readonly isActive: boolean
  readonly onActivate: (place: number) => void
}

export const MistakeLine = memo(({ place, top, row, columns, marks, isActive, onActivate }: Props) => {
  const t = useText()
  const excluded = row !== undefined && isMarkedExcluded(marks, row.prediction.row)
  return (
    <div
      id={`mistake-${place}`}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={isActive}
      data-excluded={excluded || undefined}
      title={excluded ? t({ en: 'excluded', ko: '제외함' }) : undefined}
      onPointerDown={() => onActivate(place)}
    >
      {columns.map(({ key, width, isNumber, isFeature, textOf }) => {
        const text = row ? textOf(row, marks) : ''
        return (
          <span
            key={key}
            role={key === 'row' ? 'rowheader' : 'gridcell'}
            style={{ width }}
            data-number={isNumber || undefined}
            data-missing={(isFeature && row !== undefined && text === null) || undefined}
            title={isFeature || key === 'true' ? (text ?? undefined) : undefined}
          >
            {text}
            {key === 'row' && excluded && (
              <span className="hidden-text">{t({ en: ', excluded', ko: ', 제외함' })}</span>
            )}
          </span>
        )
      })}
    </div>
  )
})
