/** A data file that is no longer where the document says: a person shows where it is now, and it is used if its rows are the same. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { type FileField, fileFields, fileSlot, relativePath } from '../../shared/document/data-paths.ts'
import type { Document } from '../../shared/document/document.ts'
import { labels, setData, setFingerprint } from '../../shared/document/edits.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'
import { chooseDataFile } from './choose-file.ts'
import { lastInfo } from './data.ts'
import { notifyEdit } from './edit-messages.ts'
import { nameOf } from './names.ts'
import { type Action, notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { documentOf, useApp } from './store.ts'

export const isMissingFile = ({ code }: Pick<ProblemData, 'code'>): boolean => code === 'data_missing'

export const WHERE: Text = { en: 'Where is it now?', ko: '지금 어디에 있나요?' }

/** Asks where the file of a problem is now. @returns whether the document names another path */
export async function findMovedFile(problem: Pick<ProblemData, 'field'>): Promise<boolean> {
  const { host } = useApp.getState()
  const { data } = documentOf(useApp.getState())
  const file = data && fileFields(data.source).find((each) => fileSlot(each) === problem.field)
  if (!host || !file) return false
  const path = await chooseDataFile(isTableSource(data.source) ? 'table' : 'idx', nameOf(file.path))
  const isCurrent = () => documentOf(useApp.getState()).data === data
  if (path === null || !isCurrent()) return false
  const { folder, path: documentPath } = useApp.getState().file
  const place = relativePath(folder, path)
  const retry: Action = { label: WHERE, run: () => findMovedFile(problem) }
  const anyway: Action = {
    label: { en: 'Use it anyway', ko: '그래도 사용' },
    run: () => isCurrent() && pointTo(file, place, null),
  }
  const differs = (sentences: readonly Text[]) => {
    notify(notTheSame(nameOf(path)), sentences, { kind: 'refusal', actions: [anyway, retry] })
    return false
  }
  try {
    const moved = setData({ ...documentOf(useApp.getState()), data }, `source.${fileSlot(file)}`, place)
    const info = await host.engine.describeData(moved.data!, folder, documentPath)
    if (!isCurrent()) return false
    const known = data.fingerprint ?? lastInfo(data)?.fingerprint ?? null
    if (known !== null && known !== info.fingerprint) return differs(differences(lastInfo(data), info))
    return pointTo(file, place, info.fingerprint)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return differs(sentencesOf(error))
  }
}

/** Remembers the path as one step. */
function pointTo(file: FileField, path: string, fingerprint: string | null): boolean {
  const done = useApp
    .getState()
    .editWhole(labels.moveData, (document: Document) =>
      setFingerprint(setData(document, `source.${fileSlot(file)}`, path), fingerprint),
    )
  if (done)
    notifyEdit({ en: `The data is now read from ${path}`, ko: `이제 데이터를 ${path}에서 읽습니다` }, [])
  return done
}

const notTheSame = (name: string): Text => ({
  en: `${name} is not the file that was used`,
  ko: `${name}은(는) 쓰던 파일이 아닙니다`,
})

const rowsOf = ({ rows }: DataInfo): number => rows.train + rows.validation + rows.test

/** @param before what is known of the data that was used; null if it was used in an earlier session */
export function differences(before: DataInfo | null, now: DataInfo): readonly Text[] {
  if (before && rowsOf(before) !== rowsOf(now))
    return [
      {
        en: `It has ${rowsOf(now)} rows; ${rowsOf(before)} were used.`,
        ko: `${rowsOf(now)}행이 있습니다. 쓰던 것은 ${rowsOf(before)}행입니다.`,
      },
    ]
  return [
    {
      en: 'Its columns fit, but the values of some rows differ.',
      ko: '열은 맞지만 일부 행의 값이 다릅니다.',
    },
  ]
}
