/** What is in a table, for the window and `data inspect`. */
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { TableProfile, TableRow } from '../../../shared/data/table-profile.ts'
import type { PrepareOptions } from './index.ts'
import { problemError } from './problem-error.ts'

const notYet = () =>
  problemError('data_inspect', {
    en: 'Tables cannot be inspected yet.',
    ko: '아직 표를 살펴볼 수 없습니다.',
  })

/** @throws ProblemError naming the file, what was expected and what was found */
export async function inspectTable(
  _reference: DataReference,
  _options: PrepareOptions,
): Promise<TableProfile> {
  throw notYet()
}

/** @throws ProblemError as inspectTable */
export async function tableRows(
  _reference: DataReference,
  _range: { readonly from: number; readonly count: number },
  _options: PrepareOptions,
): Promise<readonly TableRow[]> {
  throw notYet()
}
