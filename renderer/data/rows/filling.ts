/** What is put in the place of a missing cell, for the rows and for the hint of a cell. */
import { dropMissing } from '../../../shared/data/steps/drop-missing.ts'
import { fill as fillStep } from '../../../shared/data/steps/fill.ts'
import { oneHot } from '../../../shared/data/steps/one-hot.ts'
import type { Config } from '../../../shared/fields/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { formatOf } from '../format.ts'

export interface Filling {
  /** In the cell, after an arrow. */
  readonly text: Text
  readonly hint: Text
}

const OF_TRAINING: { readonly [strategy: string]: Text } = {
  median: { en: 'the median of the training rows', ko: '학습 행의 중앙값' },
  mean: { en: 'the mean of the training rows', ko: '학습 행의 평균' },
  most_frequent: { en: 'the most frequent value of the training rows', ko: '학습 행의 최빈값' },
}

const LEFT_OUT: Filling = {
  text: { en: 'row left out', ko: '행을 뺌' },
  hint: { en: 'A step leaves out rows in which this value is missing.', ko: '이 값이 없는 행은 뺍니다.' },
}
const OWN_VALUE: Filling = {
  text: { en: 'own category', ko: '별도 범주' },
  hint: { en: 'Missing is a category of its own.', ko: '빈 값을 별도의 범주로 다룹니다.' },
}
const ZEROS: Filling = {
  text: { en: 'zeros', ko: '모두 0' },
  hint: { en: 'A missing value becomes all zeros.', ko: '빈 값은 모두 0이 됩니다.' },
}

/** By the first step that deals with missing values.
 *  @param fill what the engine has learned for the column; undefined if it fills nothing */
export function fillingOf(
  { role, steps, profile }: ColumnView,
  fill: number | string | undefined,
): Filling | null {
  if (role !== 'feature') return null
  for (const step of steps) {
    if (step.type === dropMissing.type) return LEFT_OUT
    if (step.type === oneHot.type) return step.missing === 'category' ? OWN_VALUE : ZEROS
    if (step.type === fillStep.type) return fill === undefined ? null : filled(step, fill, profile.type)
  }
  return null
}

function filled({ strategy }: Config, fill: number | string, type: ColumnView['profile']['type']): Filling {
  const text = typeof fill === 'string' ? fill : formatOf(type)(fill)
  const source = OF_TRAINING[String(strategy)] ?? { en: 'a constant', ko: '상수' }
  return {
    text: untranslated(text),
    hint: { en: `Filled with ${source.en}.`, ko: `${source.ko}(으)로 채웠습니다.` },
  }
}
