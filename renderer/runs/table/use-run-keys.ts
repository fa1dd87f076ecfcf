/** The keys of the table of runs, with one tab stop that moves from row to row. */
import { type RefObject, useEffect, useRef } from 'react'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { openResults } from '../../state/evaluations.ts'
import {
  annotate,
  setChosen,
  toggleAllChosen,
  toggleChosen,
  toggleGroup,
  trashRuns,
  useRunList,
} from '../../state/run-list.ts'
import { renameRun } from '../run/rename.ts'
import type { TableItem } from './run-groups.ts'
import type { RunRow } from './run-values.ts'

const PAGE = 10
/** Rows by which a key moves; infinity is the first or the last one. */
const STEPS: { readonly [key: string]: number } = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE,
  PageDown: PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** What a key does with the current run. */
const RUN_ACTIONS: { readonly [key: string]: (run: RunRow) => void } = {
  ' ': ({ info }) => toggleChosen(info.run),
  '*': ({ info, annotations }) => void annotate(info.run, { starred: !annotations.starred }),
  F2: renameRun,
  Enter: ({ info, epochsDone }) => {
    if (epochsDone > 0) void openResults(info.run)
  },
}

export const runsOf = (item: TableItem): readonly RunRow[] =>
  item.kind === 'run' ? [item.run] : item.group.runs
const idsOf = (item: TableItem): readonly RunId[] => runsOf(item).map(({ info }) => info.run)

/** All chosen runs if those of the row are among them. */
function withChosen(item: TableItem): readonly RunId[] {
  const { chosen } = useRunList.getState()
  const ids = idsOf(item)
  return ids.every((run) => chosen.includes(run)) ? chosen : ids
}

interface Options {
  readonly root: RefObject<HTMLElement | null>
  readonly items: readonly TableItem[]
  /** Index of the current row. */
  readonly row: number
  readonly onMove: (row: number) => void
}

export function useRunKeys({ root, items, row, onMove }: Options) {
  /** Whether the focus has to follow the row, which is rendered later. */
  const follows = useRef(false)
  useEffect(() => {
    // The focused row, or what was focused in the panel, may have been removed.
    if (!follows.current && document.activeElement !== document.body) return
    const target = root.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)
    if (!target) return
    follows.current = false
    target.focus({ preventScroll: true })
  })
  const focusRow = (to: number) => {
    const index = Math.min(Math.max(to, 0), items.length - 1)
    const item = items[index]
    if (!item) return
    // A note or a name that is being typed is kept before the panel shows another run.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    follows.current = true
    useRunList.setState({
      current: runsOf(item)[0]!.info.run,
      currentGroup: item.kind === 'group' ? item.group.key : null,
    })
    onMove(index)
  }
  /** The row that is there after these are deleted: the next one, or else the one before. */
  const rowAfter = (deleted: readonly RunId[]): number => {
    const stays = (item: TableItem) => idsOf(item).some((run) => !deleted.includes(run))
    const next = items.findIndex((item, i) => i > row && stays(item))
    return next >= 0 ? next : items.map(stays).lastIndexOf(true, row)
  }
  /** Right opens a group and goes into it, Left closes it, also from inside. @returns whether the key means something here */
  const stepIn = (item: TableItem, key: string): boolean => {
    const { group } = item
    if (!group || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return false
    if (item.kind === 'run') {
      if (key === 'ArrowLeft')
        focusRow(items.findIndex((each) => each.kind === 'group' && each.group === group))
      return key === 'ArrowLeft'
    }
    if (item.isOpen === (key === 'ArrowLeft')) toggleGroup(group.key)
    else if (item.isOpen) focusRow(row + 1)
    return true
  }
  const act = (item: TableItem, key: string): boolean => {
    if (key === 'Escape') setChosen([])
    else if (key === 'Delete') {
      const deleted = withChosen(item)
      focusRow(rowAfter(deleted))
      void trashRuns(deleted)
    } else if (item.kind === 'run') {
      const action = RUN_ACTIONS[key]
      action?.(item.run)
      return action !== undefined
    } else if (key === ' ') toggleAllChosen(idsOf(item))
    else if (key === 'Enter') toggleGroup(item.group.key)
    else return false
    return true
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const item = items[row]
    const isRow = event.target instanceof Element && event.target.matches('[data-row]')
    if (!item || !isRow || event.altKey) return
    const { key } = event
    const step = STEPS[key]
    let isKnown = true
    if (event.ctrlKey || event.metaKey) {
      isKnown = key.toLowerCase() === 'a' || step !== undefined
      if (step !== undefined) focusRow(row + step)
      else if (isKnown) setChosen([...new Set(items.flatMap(idsOf))])
    } else if (step !== undefined) focusRow(row + step)
    else isKnown = stepIn(item, key) || act(item, key)
    if (!isKnown) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { onKeyDown, focusRow }
}
