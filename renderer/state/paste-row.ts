/** A row that was copied from a table: its values by column, in the form in which values are typed. */
import type { InputColumn, PredictionInputs } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'

export type PastedRow = { readonly cells: { readonly [column: string]: string } } | { readonly problem: Text }

type Inputs = Pick<PredictionInputs, 'decimal' | 'thousands' | 'fileColumns'> & {
  readonly columns: readonly InputColumn[]
}

/** @param text one line of values, or a header and a line below it, divided by tabs, semicolons or commas */
export function parsePastedRow(text: string, inputs: Inputs): PastedRow {
  const { columns, fileColumns } = inputs
  const [first, second] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (first === undefined) return { problem: { en: 'The text is empty.', ko: '텍스트가 비어 있습니다.' } }
  const separator = separatorOf(first)
  const header = splitLine(first, separator)
  const names = new Set([...columns.map(({ name }) => name), ...fileColumns])
  const isHeader = second !== undefined && header.filter((name) => names.has(name)).length * 2 > header.length
  const line = isHeader ? splitLine(second, separator) : header
  const order = isHeader ? header : orderOf(line.length, [columns.map(({ name }) => name), fileColumns])
  if (order === null)
    return {
      problem: {
        en: `The row has ${line.length} values, but the network takes ${columns.length} columns. Copy the header with it.`,
        ko: `행에 값이 ${line.length}개인데 신경망이 받는 열은 ${columns.length}개입니다. 머리글과 함께 복사하세요.`,
      },
    }
  const cells = columns.flatMap((column): [string, string][] => {
    const at = order.indexOf(column.name)
    return at < 0 ? [] : [[column.name, typed(line[at] ?? '', column, inputs)]]
  })
  return { cells: Object.fromEntries(cells) }
}

/** The columns that so many values are of. */
const orderOf = (count: number, candidates: readonly (readonly string[])[]): readonly string[] | null =>
  candidates.find(({ length }) => length === count) ?? null

const separatorOf = (line: string): string => ['\t', ';'].find((each) => line.includes(each)) ?? ','

function splitLine(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!
    if (isQuoted && character === '"' && line[i + 1] === '"') {
      cell += '"'
      i++
    } else if (character === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return [...cells, cell].map((each) => each.trim())
}

/** A number of the file as it is typed: `$1.234,5` becomes 1234.5. */
function typed(cell: string, { type, unit }: InputColumn, { decimal, thousands }: Inputs): string {
  if (type !== 'number') return cell
  const bare = unit === null ? cell : cell.replace(unit, '').trim()
  const plain = (thousands === '' ? bare : bare.replaceAll(thousands, '')).replace(decimal, '.')
  return Number.isNaN(Number(plain)) ? cell : plain
}
