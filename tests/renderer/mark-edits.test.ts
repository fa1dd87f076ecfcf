/** Marks of a person in the window: labels of a target with several are toggled one by one. */
import { beforeEach, expect, it } from 'vitest'
import { toggleLabel, unmark } from '../../renderer/rows/mark-edits.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import type { RowMark } from '../../shared/data/marks.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { memoryHost } from './memory-host.ts'

const row = { row: 4, target: 'tags', own: ['war', 'fun'], names: ['fun', 'sad', 'war'] }
const marks = (): readonly RowMark[] => documentOf(useApp.getState()).data?.marks ?? []
const labels = () => marks().map((mark) => ('label' in mark ? mark.label : null))
/** Until all questions to the engine are answered. */
const answered = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  const host = memoryHost()
  const data = createDataReference({ type: 'csv', path: 'films.csv' })
  useApp.setState({ host })
  useApp
    .getState()
    .open({ ...emptyDocument('films'), data }, { path: '/home/films.loom', name: 'films', folder: '/home' })
})

it('a mark has all labels of the row, in their order; those of the file take it back', async () => {
  toggleLabel(row, 'sad')
  await answered()
  expect(labels()).toEqual([['fun', 'sad', 'war']])
  toggleLabel(row, 'sad')
  await answered()
  expect(marks()).toEqual([])
})

it('labels that are toggled before the engine has answered all count', async () => {
  for (const name of ['war', 'fun', 'sad']) toggleLabel(row, name)
  await answered()
  expect(labels()).toEqual([['sad']])
  toggleLabel(row, 'sad')
  await answered()
  expect(labels()).toEqual([[]])
})

it('another row than the one that was seen is not marked', async () => {
  toggleLabel(row, 'sad', 'f'.repeat(16))
  await answered()
  expect(marks()).toEqual([])
  toggleLabel(row, 'sad', '0'.repeat(16))
  await answered()
  expect(labels()).toEqual([['fun', 'sad', 'war']])
  unmark(marks()[0]!)
  expect(marks()).toEqual([])
})
