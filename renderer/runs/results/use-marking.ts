/** Whether rows of the shown run can be marked: its document is open, and the document's data have the same rows. */
import { useEffect, useMemo, useState } from 'react'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { type Marks, marksByKey } from '../../rows/mark-edits.ts'
import { isOwner } from '../../state/document-runs.ts'
import { sentencesOf } from '../../state/problems.ts'
import { documentOf, useApp, useDocument } from '../../state/store.ts'

export type Marking =
  | { readonly state: 'checking' }
  | {
      readonly state: 'ready'
      /** The marks in the document. */
      readonly marks: Marks
      /** Fingerprint of the row. */
      readonly fingerprint: string
    }
  /** `path`: file of the run's document; null for one that has none. */
  | { readonly state: 'other-document'; readonly path: string | null }
  | { readonly state: 'refused'; readonly reasons: readonly Text[] }

const CHECKING: Marking = { state: 'checking' }
const NO_MARKS: Marks = new Map()

/** Milliseconds: while an arrow key is held, the rows that are passed are not compared. */
const SETTLE_MS = 100

/** The marks in the document, if it is that of the run. */
export function useMarks(info: RunInfo | null): Marks {
  const isOwn = useApp((s) => info !== null && isOwner(s, info.owner))
  const { data } = useDocument()
  return useMemo(() => (isOwn ? marksByKey(data?.marks) : NO_MARKS), [isOwn, data])
}

/** @param row null: no row is chosen */
export function useMarking(info: RunInfo | null, row: number | null): Marking {
  const isOwn = useApp((s) => info !== null && isOwner(s, info.owner))
  const { data } = useDocument()
  const source = data?.source
  const marks = useMarks(info)
  const [compared, setCompared] = useState<{ readonly row: number; readonly found: Found } | null>(null)
  const run = info?.run
  useEffect(() => {
    if (!isOwn || run === undefined || row === null || source === undefined) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const found = await compareRow(run, row)
      if (isCurrent) setCompared({ row, found })
    }, SETTLE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [isOwn, run, row, source])
  if (info === null) return CHECKING
  if (!isOwn || source === undefined) {
    const { owner } = info
    return { state: 'other-document', path: owner && 'path' in owner ? owner.path : null }
  }
  if (compared === null || compared.row !== row) return CHECKING
  const { found } = compared
  return 'reasons' in found ? { state: 'refused', ...found } : { state: 'ready', marks, ...found }
}

type Found = { readonly fingerprint: string } | { readonly reasons: readonly Text[] }

/** Compares a row of the run's data with the same row of the document's data. */
async function compareRow(run: string, row: number): Promise<Found> {
  const app = useApp.getState()
  const { host, file } = app
  const { data } = documentOf(app)
  if (!host || !data) return { reasons: [] }
  try {
    const [{ fingerprints }, [own]] = await Promise.all([
      host.engine.runRows({ run, rows: [row], side: 8, withFingerprints: true }),
      host.engine.rowFingerprints(data, file.folder, file.path, [row]),
    ])
    const fingerprint = fingerprints?.[0] ?? null
    return fingerprint !== null && fingerprint === own ? { fingerprint } : { reasons: [OTHER_DATA] }
  } catch (error) {
    return { reasons: sentencesOf(error) }
  }
}

const OTHER_DATA: Text = {
  en: 'The document now has other data than this run, so its rows cannot be marked here.',
  ko: '문서의 데이터가 이 학습의 데이터와 달라서 여기에서 행을 표시할 수 없습니다.',
}
