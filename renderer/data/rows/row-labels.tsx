/** The labels of the active row, each of which a mark can correct: one for each target. */
import type { DataInfo, TargetInfo } from '../../../shared/data/data-info.ts'
import { splitLabels } from '../../../shared/data/labels.ts'
import { labelsTarget } from '../../../shared/data/roles.ts'
import { keepsEmpty, labelSeparator, listsLabels } from '../../../shared/data/steps/multi-label.ts'
import type { TableRow } from '../../../shared/data/table-profile.ts'
import type { Marks } from '../../rows/mark-edits.ts'
import { RightLabel } from '../../rows/right-label.tsx'
import { RightLabels } from '../../rows/right-labels.tsx'
import { useApp } from '../../state/store.ts'
import type { ColumnView } from '../columns/column-view.ts'
import type { KnownTable } from '../use-table-view.ts'
import type { OrderedColumn } from './ordered-columns.ts'

interface Props {
  readonly table: KnownTable
  readonly columns: readonly OrderedColumn[]
  readonly row: number
  readonly content: TableRow | undefined
  readonly marks: Marks
}

export function RowLabels({ table, columns, row, content, marks }: Props) {
  const targets = columns.filter(({ view }) => view.role === 'target')
  return (
    <>
      {targets.map(({ view, index }, i) => (
        <TargetLabel
          key={view.profile.name}
          table={table}
          view={view}
          row={row}
          own={content?.cells[index]}
          marks={marks}
          isFirst={i === 0}
        />
      ))}
      <ColumnLabels table={table} columns={columns} row={row} content={content} marks={marks} />
    </>
  )
}

interface LabelProps extends Pick<Props, 'table' | 'row' | 'marks'> {
  readonly view: ColumnView
  /** The label in the file; `null` where missing, `undefined` until it is known. */
  readonly own: string | null | undefined
  readonly isFirst: boolean
}

function TargetLabel({ table, view, own, isFirst, ...props }: LabelProps) {
  const target = view.profile.name
  const data = useApp((s) => s.data)
  const known = data.state === 'ready' ? data.info.targets.find(({ name }) => name === target) : undefined
  if (own === undefined) return null
  if (listsLabels(view.steps)) return <CellLabels view={view} own={own} known={known} {...props} />
  // A row without a label has left before the split.
  return own === null ? null : (
    <RightLabel
      target={target}
      own={own}
      // Before the data are read, the profile has the classes of the first target; a number has none.
      classes={known?.classes ?? (isFirst ? table.profile.classes : null) ?? []}
      isDate={view.profile.type === 'date'}
      {...props}
    />
  )
}

interface CellProps extends Pick<Props, 'row' | 'marks'> {
  readonly view: ColumnView
  readonly own: string | null
  /** The target, once the data are read. */
  readonly known: TargetInfo | undefined
}

/** A cell that lists labels. */
function CellLabels({ view: { profile, steps }, own, known, ...props }: CellProps) {
  const sep = labelSeparator(steps)!
  if (own === null && !keepsEmpty(steps)) return null
  const found = profile.labels?.labels.map(({ text }) => text) ?? []
  const names = known?.kind === 'labels' ? known.classes : found
  return <RightLabels target={profile.name} own={splitLabels(own ?? '', sep)} names={names} {...props} />
}

/** Columns of 0 and 1, which are one target together. */
function ColumnLabels({ table, columns, row, content, marks }: Props) {
  const info = useApp((s) => (s.data.state === 'ready' ? s.data.info : null))
  const labels = columns
    .filter(({ view }) => view.role === 'label')
    .map(({ view, index }) => ({ view, cell: content?.cells[index] }))
  // Before the data are read, it is unknown what the words of a boolean mean.
  if (labels.length === 0 || info === null || labels.some(({ cell }) => cell == null)) return null
  return (
    <RightLabels
      target={labelsTarget(table.profile.columns.map(({ name }) => name))}
      row={row}
      own={labels.flatMap(({ view, cell }) => (hasLabel(view, cell!, info) ? view.profile.name : []))}
      names={labels.map(({ view }) => view.profile.name)}
      marks={marks}
    />
  )
}

/** Whether a cell of a column of labels says that the row has its label: 1, or a word of a boolean.
 *  @param info of the data, once they are read */
export function hasLabel({ profile }: ColumnView, cell: string, info: DataInfo | null): boolean {
  const words = info?.table?.columns.find(({ name }) => name === profile.name)?.words
  return words ? words.true.includes(cell) : Number(cell) === 1
}
