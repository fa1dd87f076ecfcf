/** The shown rows as pictures or as lines of a table. */
import { useMemo } from 'react'
import { isRelabelled } from '../../../shared/data/marks.ts'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Text } from '../../../shared/text.ts'
import type { Marks } from '../../rows/mark-edits.ts'
import { type GridLayout, type GridLine, RowGrid } from '../../rows/row-grid.tsx'
import type { RowWindows } from '../../rows/row-windows.ts'
import { TileLine } from '../../rows/tile-line.tsx'
import { useText } from '../../ui/text.ts'
import { columnsOf, LineHead, MistakeLine, widthOf } from './mistake-line.tsx'
import { MistakeTile, TILE_LABEL } from './mistake-tile.tsx'
import type { MistakeRow, RowForm } from './use-mistakes.ts'

interface Props {
  readonly title: Text
  readonly count: number
  readonly windows: RowWindows<MistakeRow>
  readonly form: RowForm
  readonly output: OutputEvaluation
  readonly marks: Marks
  /** Place of the chosen row. */
  readonly active: number | null
  readonly onActivate: (place: number) => void
  readonly onMark: (mark: 'exclude' | 'relabel') => void
}

/** Longer side of a picture. */
const SIDE = 56
const MIN_TILE = 64
const LINE_HEIGHT = 25
const PADDING = 10

function layoutFor(form: RowForm, width: number): GridLayout {
  if (form.kind === 'table') return { perLine: 1, lineHeight: LINE_HEIGHT, padding: 0, head: LINE_HEIGHT }
  const tile = Math.max(MIN_TILE, Math.floor(SIDE * shapeOf(form)) + 8)
  const perLine = Math.max(1, Math.floor((width - 2 * PADDING) / tile))
  return { perLine, lineHeight: SIDE + TILE_LABEL, padding: PADDING }
}

export function MistakeGrid(props: Props) {
  const { title, count, windows, form, output, marks, active, onActivate, onMark } = props
  const t = useText()
  const layoutOf = (width: number) => layoutFor(form, width)
  const areMarked = useMemo(() => [...marks.values()].some(isRelabelled), [marks])
  const columns = useMemo(
    () => (form.kind === 'table' ? columnsOf(output, form, areMarked) : []),
    [output, form, areMarked],
  )
  const shared = { label: t(title), prefix: 'mistake', count, windows, layoutOf, active, onActivate, onMark }
  const ofPlace = (place: number) => ({
    ...{ place, row: windows.row(place), output, marks, isActive: place === active, onActivate },
  })
  if (form.kind === 'pictures')
    return (
      <RowGrid
        {...shared}
        rows="pictures"
        lineOf={(line: GridLine, { perLine, padding }) => (
          <TileLine key={line.index} line={line} padding={padding}>
            {line.places.map((place) => (
              <MistakeTile
                key={place}
                {...ofPlace(place)}
                form={form}
                side={SIDE}
                width={`${100 / perLine}%`}
              />
            ))}
          </TileLine>
        )}
      />
    )
  return (
    <RowGrid
      {...shared}
      rows="table"
      head={<LineHead columns={columns} />}
      columns={columns.length}
      width={widthOf(columns)}
      lineOf={({ index, start }) => (
        <MistakeLine key={index} {...ofPlace(index)} top={start} columns={columns} />
      )}
    />
  )
}

/** Width of a picture by its height; at most its longer side is SIDE. */
const shapeOf = (form: RowForm): number =>
  form.kind === 'pictures' ? Math.min(1, form.size.width / form.size.height) : 1
