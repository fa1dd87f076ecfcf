/** What the app can do about a warning of the table. */
import { ofOtherTable } from '../../../shared/data/suggest/other-table.ts'
import type { ColumnProblem } from '../../../shared/data/suggest/problems.ts'
import type { ColumnProfile } from '../../../shared/data/table-profile.ts'
import { labels, removeColumns, setData } from '../../../shared/document/edits.ts'
import type { Text } from '../../../shared/text.ts'
import { showCell } from '../../state/data-view.ts'
import { useApp } from '../../state/store.ts'
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
