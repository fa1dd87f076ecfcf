/** What the app can do about a warning of the table. */
import { BALANCED } from '../../../shared/data/parts.ts'
import { ofOtherTable } from '../../../shared/data/suggest/other-table.ts'
import type { ColumnProblem } from '../../../shared/data/suggest/problems.ts'
import type { ColumnProfile } from '../../../shared/data/table-profile.ts'
import { labels, removeColumns, setData, setTraining } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { showCell } from '../../state/data-view.ts'
import { documentOf, useApp } from '../../state/store.ts'
import type { KnownTable } from '../use-table-view.ts'
import { changeRole } from './column-edits.ts'

interface Cure {
  readonly label: Text
  readonly run: () => void
}

const LEAVE_OUT: Text = { en: 'Leave it out', ko: '빼기' }

/** @returns null if a person has to decide */
export function cureOf(found: ColumnProblem, table: KnownTable): Cure | null {
  const { code, column } = found
  if (code === 'data-unknown-columns') return removeUnknown(table)
  if (code === 'data-duplicates') return goToDuplicate(table)
  const profile = table.profile.columns.find(({ name }) => name === column)
  return profile ? columnCure(code, profile, table) : null
}

function columnCure(code: string, profile: ColumnProfile, table: KnownTable): Cure | null {
  const { name, badCells, numbers } = profile
  switch (code) {
    case 'data-leak':
    case 'data-constant':
      return { label: LEAVE_OUT, run: () => void changeRole(table.view.roles, name, 'ignore') }
    case 'data-bad-cells': {
      const [first] = badCells.first
      return first
        ? { label: { en: 'Go to the cell', ko: '셀로 가기' }, run: () => showCell(first.row, name) }
        : null
    }
    case 'data-imbalance':
      return isBalanceable(table) ? BALANCE : null
    case 'data-sentinel': {
      const value = numbers?.sentinel?.value
      return value === undefined
        ? null
        : { label: MISSING_VALUE(value), run: () => addMissing(String(value), table) }
    }
    default:
      return null
  }
}

const MISSING_VALUE = (value: number): Text => ({
  en: `${value} is missing`,
  ko: `${value}은(는) 빈 값`,
})

function goToDuplicate({ profile: { firstDuplicate, columns } }: KnownTable): Cure | null {
  if (firstDuplicate === undefined) return null
  return {
    label: { en: 'Go to the first', ko: '첫 번째로 가기' },
    run: () => showCell(firstDuplicate, columns[0]!.name),
  }
}

function removeUnknown({ profile, data }: KnownTable): Cure {
  const { names } = ofOtherTable(profile, data)
  return {
    label: { en: 'Remove', ko: '지우기' },
    run: () =>
      void useApp
        .getState()
        .editWhole(labels.removeColumns(names.length), (document) => removeColumns(document, names)),
  }
}

const BALANCE: Cure = {
  label: { en: 'Balance the classes', ko: '클래스 균형 맞추기' },
  run: () =>
    void useApp
      .getState()
      .editWhole(labels.setTraining('class_weight'), (document) =>
        setTraining(document, 'class_weight', BALANCED),
      ),
}

/** As in Keras, class weights are for one target, and not for rows that have weights. */
function isBalanceable({ view }: KnownTable): boolean {
  const roles = [...view.roles.values()]
  const targets = roles.filter((role) => role === 'target' || role === 'label')
  const { class_weight } = documentOf(useApp.getState()).training
  return targets.length === 1 && !roles.includes('weight') && class_weight !== BALANCED
}

/** Adds a text that stands for a missing value to those in use. */
function addMissing(text: string, { profile }: KnownTable): void {
  const current = profile.options.find(({ field }) => field === 'na_values')?.value
  const values = Array.isArray(current) ? current : []
  useApp
    .getState()
    .editWhole(labels.setData('na_values'), (document) =>
      setData(document, 'source.na_values', [...values, text]),
    )
}
