/** A row as its picture, with how sure the prediction was. */
import { memo } from 'react'
import { labelText } from '../../../shared/data/marks.ts'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import { isMarkedExcluded, type Marks, rightLabelOf } from '../../rows/mark-edits.ts'
import { Picture } from '../../rows/picture.tsx'
import { Tile } from '../../rows/tile-line.tsx'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { answerText, errorOf, labelsText } from './answer-text.ts'
import type { MistakeRow, RowForm } from './use-mistakes.ts'

/** Height of what is below a picture, and around both. */
export const TILE_LABEL = 28

interface Props {
  readonly place: number
  /** `undefined` until it is read. */
  readonly row: MistakeRow | undefined
  readonly form: Extract<RowForm, { readonly kind: 'pictures' }>
  readonly side: number
  readonly width: string
  readonly output: OutputEvaluation
  readonly marks: Marks
  readonly isActive: boolean
  readonly onActivate: (place: number) => void
}

export const MistakeTile = memo(({ place, row, form, side, width, output, marks, ...props }: Props) => {
  const t = useText()
  const { size, isStroke } = form
  const height = Math.floor(Math.min(side, (side * size.height) / size.width))
  const prediction = row?.prediction
  const number = prediction && formatCount(prediction.row + 1)
  const excluded = prediction !== undefined && isMarkedExcluded(marks, prediction.row)
  const right = prediction ? rightLabelOf(marks, prediction.row, output.target) : null
  const label = right && labelText(right)
  const mark = excluded ? t({ en: ', excluded', ko: ', 제외함' }) : ''
  const labels = row && labelsText(output, row, right)
  const words =
    prediction &&
    t({
      en: `Row ${number}: ${labels}, predicted ${answerText(output, prediction.predicted)}, ${formatMetric(prediction.confidence ?? errorOf(prediction))}${mark}`,
      ko: `${number}행: 정답 ${labels}, 예측 ${answerText(output, prediction.predicted)}, ${formatMetric(prediction.confidence ?? errorOf(prediction))}${mark}`,
    })
  return (
    <Tile
      id={`mistake-${place}`}
      width={width}
      height={side + TILE_LABEL}
      words={words}
      isActive={props.isActive}
      isExcluded={excluded}
      isRelabelled={label !== null}
      onActivate={() => props.onActivate(place)}
      picture={<Picture pixels={row?.pixels} size={size} isStroke={isStroke} height={height} />}
    >
      {prediction && (label === null ? surenessText(output, prediction) : `→ ${label}`)}
    </Tile>
  )
})

/** The confidence in two digits, or the error of a number. */
const surenessText = (output: OutputEvaluation, prediction: MistakeRow['prediction']): string =>
  output.figures.kind === 'number'
    ? formatMetric(errorOf(prediction))
    : (prediction.confidence ?? Number.NaN).toFixed(2)
