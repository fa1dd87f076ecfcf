/** The keys of the table of runs, with one tab stop that moves from row to row. */
import { type RefObject, useEffect, useRef } from 'react'
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { openResults } from '../../state/evaluations.ts'
import { annotate, setChosen, toggleChosen, trashRuns, useRunList } from '../../state/run-list.ts'
import { renameRun } from '../run/rename.ts'
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
const ACTIONS: { readonly [key: string]: (run: RunRow) => void } = {
  ' ': ({ info }) => toggleChosen(info.run),
  Escape: () => setChosen([]),
  '*': ({ info, annotations }) => void annotate(info.run, { starred: !annotations.starred }),
  F2: renameRun,
  Enter: ({ info, epochsDone }) => {
    if (epochsDone > 0) void openResults(info.run)
  },
  Delete: ({ info }) => void trashRuns(withChosen(info.run)),
}

/** All chosen runs if this one is among them. */
const withChosen = (run: RunId): readonly RunId[] => {
  const { chosen } = useRunList.getState()
  return chosen.includes(run) ? chosen : [run]
}

interface Options {
  readonly root: RefObject<HTMLElement | null>
  readonly rows: readonly RunRow[]
  /** Index of the current row. */
  readonly row: number
  readonly onMove: (row: number) => void
}

export function useRunKeys({ root, rows, row, onMove }: Options) {
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
    const index = Math.min(Math.max(to, 0), rows.length - 1)
    const run = rows[index]?.info.run
    if (run === undefined) return
    // A note or a name that is being typed is kept before the panel shows another run.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    follows.current = true
    useRunList.setState({ current: run })
    onMove(index)
  }
  /** The row that is there after these are deleted: the next one, or else the one before. */
  const rowAfter = (deleted: readonly RunId[]): number => {
    const stays = (each: RunRow) => !deleted.includes(each.info.run)
    const next = rows.findIndex((each, i) => i > row && stays(each))
    return next >= 0 ? next : rows.map(stays).lastIndexOf(true, row)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const run = rows[row]
    const isRow = event.target instanceof Element && event.target.matches('[data-row]')
    if (!run || !isRow || event.altKey) return
    const isMod = event.ctrlKey || event.metaKey
    const step = STEPS[event.key]
    const action = isMod ? undefined : ACTIONS[event.key]
    const choosesAll = isMod && event.key.toLowerCase() === 'a'
    if (step === undefined && !action && !choosesAll) return
    event.preventDefault()
    event.stopPropagation()
    if (choosesAll) setChosen(rows.map(({ info }) => info.run))
    else if (step !== undefined) focusRow(row + step)
    else if (action) {
      if (event.key === 'Delete') focusRow(rowAfter(withChosen(run.info.run)))
      action(run)
    }
  }
  return { onKeyDown, focusRow }
}
