/** Lets the user choose the training data: a file of their own or the sample. */
import type { Text } from '../../shared/text.ts'
import { applyData, applySample, dataKindOf, notifyNotApplied } from './apply-data.ts'
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
    const name = nameOf(path)
    const file = {
      kind: kind === 'table' ? kind : dataKindOf(name) === 'labels' ? 'labels' : 'images',
      name,
      path,
      isCopy: false,
    } as const
    if (isOpen()) return applyData([file])
    notifyNotApplied([file])
  } catch (error) {
    notifyOpenFailed(error, FAILED, CHOOSE_DATA)
  }
  return false
}
