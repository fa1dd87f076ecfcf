/** Settings of the columns of a table: what a person has decided about each. What is not set is found in the file, and the window shows
 *  it as a suggestion. The roles of columns are lists of the source: `target`, `features`, `sample_weight`. */
import { choice, type Fields, names, optionalConfigs, type Props, string } from '../fields/index.ts'
import { steps } from './steps/index.ts'

export const COLUMN_TYPES = ['number', 'category', 'boolean', 'date', 'text'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

export const columnFields = {
  name: string({
    default: '',
    help: { en: 'Name of the column in the table.', ko: '표에 있는 열의 이름.' },
  }),
  type: choice({
    choices: ['auto', ...COLUMN_TYPES],
    default: 'auto',
    help: {
      en: 'What the cells are; auto: what most of them look like.',
      ko: '셀의 종류. auto는 대부분의 셀에서 보이는 종류입니다.',
    },
  }),
  steps: optionalConfigs({
    family: () => steps,
    help: {
      en: 'Steps that turn the cells into numbers, in order; None: a number is scaled as the source says, other columns have no steps yet.',
      ko: '셀을 숫자로 바꾸는 단계의 순서. None이면 숫자 열은 원본의 설정대로 조정하고, 다른 열에는 아직 단계가 없습니다.',
    },
  }),
  categories: names({
    empty: { en: 'sorted', ko: '정렬한 순서' },
    help: {
      en: 'The order of the categories or classes; empty: numbers by value, texts by code point.',
      ko: '범주나 클래스의 순서. 비우면 숫자는 크기순, 텍스트는 코드 포인트순입니다.',
    },
  }),
} satisfies Fields

export type ColumnSettings = Props<typeof columnFields>

/** Gives the settings of columns, for loops over thousands of them. */
export function settingsFinder(
  columns: readonly ColumnSettings[] | undefined,
): (name: string) => ColumnSettings {
  const own = new Map(columns?.map((column) => [column.name, column]))
  return (name) => own.get(name) ?? settingsOf(undefined, name)
}

/** The settings of a column; those of a column that is not listed are the defaults. */
export const settingsOf = (columns: readonly ColumnSettings[] | undefined, name: string): ColumnSettings =>
  columns?.find((column) => column.name === name) ?? {
    name,
    type: 'auto',
    steps: null,
    categories: null,
  }
