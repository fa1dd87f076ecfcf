import { type Config, choice, readProps, string } from '../../fields/index.ts'
import { byCodePoint } from '../code-points.ts'
import { LABEL_SEPARATORS, MAX_LABELS, splitLabels } from '../labels.ts'
import { defineStep, NoValues, StepError } from './step.ts'

/** One number per label: 1 in the rows whose cell lists it, 0 in the others, as scikit-learn's MultiLabelBinarizer. The labels are those of
 *  the training rows, by code point. It is the step of a multi-label target, and also of a feature. */
export const multiLabel = defineStep({
  type: 'multi_label',
  title: { en: 'Multi-label', ko: '다중 레이블' },
  help: {
    en: 'Several labels in a cell: a number for each label of the training rows, 1 where the cell lists it.',
    ko: '셀 하나에 레이블이 여러 개일 때: 학습 행의 레이블마다 숫자 하나. 셀에 있으면 1입니다.',
  },
  takes: ['category'],
  fields: {
    sep: string({
      default: ',',
      help: {
        en: 'What divides the labels of a cell; blanks around a label are taken away.',
        ko: '셀 안에서 레이블을 나누는 문자. 레이블 앞뒤의 빈칸은 뺍니다.',
      },
    }),
    unseen: choice({
      choices: ['zeros', 'refuse'],
      default: 'zeros',
      help: {
        en: 'A label that no training row has: left out of its row, or an error.',
        ko: '학습 행에 없던 레이블: 그 행에서 빼거나 오류로 처리합니다.',
      },
    }),
    missing: choice({
      choices: ['zeros', 'missing'],
      default: 'zeros',
      help: {
        en: 'An empty cell: no label (all zeros), or a missing value. Rows whose target is missing are left out.',
        ko: '빈 셀: 레이블 없음(모두 0) 또는 빈 값. 목표가 빈 값인 행은 뺍니다.',
      },
    }),
  },
  fit({ codes, categories }, { sep }): { labels: string[] } {
    const cells = [...new Set(codes)].flatMap((code) => (code < 0 ? [] : categories[code]!))
    if (cells.every((cell) => cell === '')) throw new NoValues()
    if (sep === '' || !cells.some((cell) => cell.includes(sep))) throw noSeparator(sep, cells)
    const labels = [...new Set(cells.flatMap((cell) => splitLabels(cell, sep)))]
    if (labels.length === 0) throw new NoValues()
    if (labels.length > MAX_LABELS) throw tooManyLabels(sep, labels.length)
    return { labels: labels.sort(byCodePoint) }
  },
  apply({ codes, categories }, { labels }, { sep, unseen, missing }) {
    const place = new Map(labels.map((label, i) => [label, i]))
    // Only cells of these rows are divided: a block has few of a column's cells, and a label that no row has is not refused.
    const placesOf = new Map<number, readonly number[]>()
    const placesIn = (code: number, row: number): readonly number[] => {
      const known = placesOf.get(code)
      if (known) return known
      const found = splitLabels(categories[code]!, sep).flatMap(
        (label) => place.get(label) ?? refused(label, unseen, row),
      )
      placesOf.set(code, found)
      return found
    }
    const absent = missing === 'missing' ? Number.NaN : 0
    const columns = labels.map(() => new Float64Array(codes.length))
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!
      if (code >= 0) for (const label of placesIn(code, row)) columns[label]![row] = 1
      else if (absent !== 0) for (const column of columns) column[row] = absent
    }
    return labels.map((label, i) => ({
      suffix: `_${label}`,
      values: { kind: 'number', values: columns[i]! },
    }))
  },
})

/** Whether the cells of a column with these steps list labels. */
export const listsLabels = (steps: readonly Config[] | null | undefined): boolean =>
  steps?.some(({ type }) => type === multiLabel.type) ?? false

/** What divides the labels of a cell in a column with these steps; null if its cells list none. A document may leave it out. */
export function labelSeparator(steps: readonly Config[] | null | undefined): string | null {
  const step = steps?.find(({ type }) => type === multiLabel.type)
  return step ? readProps(multiLabel.fields, step).props.sep : null
}

/** Whether rows with an empty cell stay, as it has no label. */
export const keepsEmpty = (steps: readonly Config[] | null): boolean =>
  steps?.some(({ type, missing }) => type === multiLabel.type && missing !== 'missing') ?? false

function refused(label: string, unseen: string, row: number): readonly number[] {
  if (unseen !== 'refuse') return []
  throw new StepError(
    {
      en: `the label “${label}” is in no training row, and this column refuses unseen labels`,
      ko: `레이블 “${label}”은(는) 학습 행에 없고, 이 열은 처음 보는 레이블을 거부합니다`,
    },
    row,
  )
}

/** Cells of one label each are classes, or another character divides them. */
function noSeparator(sep: string, cells: readonly string[]): StepError {
  const other = LABEL_SEPARATORS.find((each) => cells.some((cell) => cell.includes(each)))
  return new StepError({
    en: `no training row has the separator “${sep}”: ${other ? `set sep to “${other}” if that divides the labels` : 'set sep to what divides the labels, or remove the step to learn classes'}`,
    ko: `구분자 “${sep}”이(가) 있는 학습 행이 없습니다. ${other ? `“${other}”(으)로 나뉘어 있다면 sep을 그렇게 정하세요` : 'sep에 레이블을 나누는 문자를 적거나, 클래스로 학습하려면 단계를 빼세요'}`,
  })
}

const tooManyLabels = (sep: string, count: number): StepError =>
  new StepError({
    en: `the separator “${sep}” gives ${count.toLocaleString('en-US')} labels, at most ${MAX_LABELS.toLocaleString('en-US')} are possible. Set another sep, or join rare labels in the file`,
    ko: `구분자 “${sep}”(으)로 나누면 레이블이 ${count.toLocaleString('en-US')}개인데 ${MAX_LABELS.toLocaleString('en-US')}개까지 가능합니다. sep을 바꾸거나 파일에서 드문 레이블을 합치세요`,
  })
