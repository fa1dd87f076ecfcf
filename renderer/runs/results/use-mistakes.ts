/** The shown rows of an evaluation with what is in them, read as they come into view. */
import { useCallback, useRef } from 'react'
import type { PictureSize } from '../../../shared/data/pictures.ts'
import type { FileLabel, PredictionRow, RowContents, RunRows } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { areStrokes } from '../../rows/pixels.ts'
import type { RowWindows } from '../../rows/row-windows.ts'
import { useRowWindows } from '../../rows/use-row-windows.ts'
import { PAGE_ROWS, readRows, type ShownRows, useResults } from '../../state/evaluations.ts'
import { sentencesOf } from '../../state/problems.ts'
import { useApp } from '../../state/store.ts'

/** Longer side of a picture in the grid and of the chosen one: twice as many pixels as it takes, for sharp screens. */
const MAX_SIDE = 128

export interface MistakeRow {
  readonly prediction: PredictionRow
  readonly pixels: Uint8Array | null
  readonly cells: readonly (string | null)[] | null
  /** What the file says, where the run was trained on another label; one for each target of that kind. */
  readonly fileLabels: readonly FileLabel[]
}

/** What rows look like. */
export type RowForm =
  | { readonly kind: 'pictures'; readonly size: PictureSize; readonly isStroke: boolean }
  /** `columns`: names of the features. */
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly left: number }

interface Mistakes {
  readonly windows: RowWindows<MistakeRow>
  /** `null` until the first rows are read. */
  readonly form: RowForm | null
  /** Why the contents of rows are not shown; empty if they are. */
  readonly refused: readonly Text[]
}

const WITHOUT_CELLS: RowForm = { kind: 'table', columns: [], left: 0 }

export function useMistakes(shown: ShownRows, total: number): Mistakes {
  const run = useResults((s) => s.run)
  const form = useRef<RowForm | null>(null)
  const refused = useRef<readonly Text[]>([])
  const { filter, order, first } = shown
  const load = useCallback(
    async ({ from, count }: { readonly from: number; readonly count: number }) => {
      const { rows } = from === 0 ? { rows: first } : await readRows({ filter, order }, from, count)
      const found = refused.current.length === 0 ? await contentsOf(run!, rows, refused) : null
      const contents = found?.contents ?? null
      form.current ??= formOf(contents)
      return rows.map(
        (prediction, i): MistakeRow => ({
          prediction,
          ...partOf(contents, i),
          fileLabels: found?.fileLabels.filter(({ row }) => row === prediction.row) ?? [],
        }),
      )
    },
    [run, filter, order, first],
  )
  const windows = useRowWindows({ rows: total, size: PAGE_ROWS, load })
  return { windows, form: form.current, refused: refused.current }
}

/** @param refused gets the reason why the data cannot be shown */
async function contentsOf(
  run: string,
  rows: readonly PredictionRow[],
  refused: { current: readonly Text[] },
): Promise<RunRows | null> {
  const calls = useApp.getState().host?.engine
  if (!calls || rows.length === 0) return null
  const numbers = rows.map(({ row }) => row)
  try {
    return await calls.runRows({ run, rows: numbers, side: MAX_SIDE, withFingerprints: false })
  } catch (error) {
    refused.current = sentencesOf(error)
    return null
  }
}

function formOf(contents: RowContents | null): RowForm {
  if (contents?.kind === 'table') return contents
  if (contents?.kind !== 'pictures') return WITHOUT_CELLS
  const { size, pixels } = contents
  const bytes = size.height * size.width * size.channels
  const pictures = Array.from({ length: pixels.length / bytes }, (_, i) => ({
    pixels: pixels.subarray(i * bytes, (i + 1) * bytes),
  }))
  return { kind: 'pictures', size, isStroke: areStrokes(pictures, size) }
}

function partOf(contents: RowContents | null, place: number): Pick<MistakeRow, 'pixels' | 'cells'> {
  if (contents?.kind === 'table') return { pixels: null, cells: contents.cells[place] ?? null }
  if (contents?.kind !== 'pictures') return { pixels: null, cells: null }
  const { size, pixels } = contents
  const bytes = size.height * size.width * size.channels
  return { pixels: pixels.subarray(place * bytes, (place + 1) * bytes), cells: null }
}
