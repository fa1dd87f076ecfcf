/** Lets the user choose the training data: a file of their own or the sample. */
import type { Text } from '../../shared/text.ts'
import {
  addData,
  applyData,
  applySample,
  counterpartName,
  type DataFile,
  dataKindOf,
  notifyNotApplied,
} from './apply-data.ts'
import { ask } from './ask.ts'
import { chooseDataFile } from './choose-file.ts'
import { notifyOpenFailed } from './files.ts'
import { nameOf } from './names.ts'
import type { Action } from './notify.ts'
import { createOpenCheck } from './store.ts'

const FAILED: Text = { en: 'The data could not be chosen', ko: '데이터를 고르지 못했습니다' }

/** Asks for the training data and applies it. @returns whether the document has new data */
export async function chooseData(): Promise<boolean> {
  const choice = await ask({ kind: 'data' })
  if (choice === null) return false
  return choice === 'sample' ? applySample() : applyChosenFile(choice)
}

export const CHOOSE_DATA: Action = {
  label: { en: 'Choose data…', ko: '데이터 고르기…' },
  run: () => chooseData(),
}

/** Asks for a data file: a table, or images with their labels. */
export async function applyChosenFile(kind: 'table' | 'idx'): Promise<boolean> {
  const isOpen = createOpenCheck()
  try {
    const path = await chooseDataFile(kind)
    if (path === null) return false
    const files = kind === 'table' ? [fileAt(path, kind)] : await withCounterpart(path)
    if (isOpen()) return applyData(files)
    notifyNotApplied(files)
  } catch (error) {
    notifyOpenFailed(error, FAILED, CHOOSE_DATA)
  }
  return false
}

const fileAt = (path: string, kind: DataFile['kind']): DataFile => ({
  kind,
  name: nameOf(path),
  path,
  isCopy: false,
})

/** Pictures with their labels, or labels with their pictures: the file that was chosen, and the one that is asked for then. */
async function withCounterpart(path: string): Promise<readonly DataFile[]> {
  const isLabels = dataKindOf(nameOf(path)) === 'labels'
  const [kind, other] = isLabels ? (['labels', 'images'] as const) : (['images', 'labels'] as const)
  const counterpart = await chooseDataFile('idx', counterpartName(nameOf(path), other))
  return [fileAt(path, kind), ...(counterpart === null ? [] : [fileAt(counterpart, other)])]
}

/** Asks for another text table with the same columns, whose rows follow those of the files so far. */
export async function addTableFile(): Promise<boolean> {
  const isOpen = createOpenCheck()
  try {
    const path = await chooseDataFile('table')
    if (path === null) return false
    const file = fileAt(path, 'table')
    if (isOpen()) return addData(file)
    notifyNotApplied([file])
  } catch (error) {
    notifyOpenFailed(error, FAILED, { label: ADD_FILE, run: addTableFile })
  }
  return false
}

export const ADD_FILE: Text = { en: 'Add a file…', ko: '파일 추가…' }
