import { bool, choice, string } from '../../fields/index.ts'
import { quantile, sortedNumbers } from './quantiles.ts'
import {
  type CategoryValues,
  type DateValues,
  defineStep,
  NoValues,
  type NumberValues,
  type Part,
  StepError,
} from './step.ts'

/** Fills missing values, as scikit-learn's SimpleImputer: with the mean, median or most frequent value of the training rows (the smallest
 *  of several; of texts the first in the alphabet), or with a constant. */
export const fill = defineStep({
  type: 'fill',
  title: { en: 'Fill missing', ko: '빈 값 채우기' },
  help: {
    en: 'Gives rows without a value the mean, the median, the most frequent value of the training rows, or a constant.',
    ko: '값이 없는 행에 학습 행의 평균, 중앙값, 가장 흔한 값 또는 상수를 넣습니다.',
  },
  takes: ['number', 'date', 'category'],
  fields: {
    strategy: choice({
      choices: ['median', 'mean', 'most_frequent', 'constant'],
      default: 'median',
      help: {
        en: 'What fills a missing value; a category has no mean and no median.',
        ko: '빈 값을 채우는 방법. 범주에는 평균과 중앙값이 없습니다.',
      },
    }),
    value: string({
      default: '0',
      help: { en: 'The constant.', ko: '상수.' },
    }),
    indicator: bool({
      default: false,
      help: {
        en: 'Adds a number that is 1 where the value was missing.',
        ko: '값이 없던 곳이 1인 숫자를 더합니다.',
      },
    }),
  },
  fillsMissing: true,
  keepsValues: true,
  fit(train, props): { fill: number | string } {
    return {
      fill:
        train.kind === 'category'
          ? CATEGORY_FILLS[props.strategy](train, props.value)
          : fillNumber(train, props),
    }
  },
  apply(values, fitted, { indicator }) {
    return [
      {
        suffix: '',
        values:
          values.kind === 'category'
            ? replaceCategory(values, fitted.fill)
            : replaceNumber(values, fitted.fill),
      },
      ...(indicator ? [missingIndicator(values)] : []),
    ]
  },
})

type Strategy = 'median' | 'mean' | 'most_frequent' | 'constant'
interface Filling {
  readonly strategy: Strategy
  readonly value: string
}

function fillNumber({ kind, values }: NumberValues | DateValues, { strategy, value }: Filling): number {
  return NUMBER_FILLS[strategy](
    () => {
      const sorted = sortedNumbers(values)
      if (sorted.length === 0) throw new NoValues()
      return sorted
    },
    kind === 'date' ? dateConstant(value) : numberConstant(value),
  )
}

/** What fills a number, from the ascending values of the training rows or from the constant. */
const NUMBER_FILLS: {
  readonly [strategy in Strategy]: (sorted: () => Float64Array, constant: () => number) => number
} = {
  median: (sorted) => quantile(sorted(), 0.5),
  mean: (sorted) => sorted().reduce((a, b) => a + b, 0) / sorted().length,
  most_frequent(sorted) {
    const values = sorted()
    let [best, most, count] = [values[0]!, 0, 0]
    for (let i = 0; i < values.length; i++) {
      count = values[i] === values[i - 1] ? count + 1 : 1
      if (count > most) [best, most] = [values[i]!, count]
    }
    return best
  },
  constant: (_, constant) => constant(),
}

const numberConstant = (value: string) => () => {
  const number = Number(value)
  if (value.trim() !== '' && Number.isFinite(number)) return number
  throw new StepError({
    en: `the constant must be a number, not “${value}”`,
    ko: `상수는 숫자여야 하는데 “${value}”입니다`,
  })
}
const dateConstant = (value: string) => () => {
  const date = Date.parse(value)
  if (!Number.isNaN(date)) return date
  throw new StepError({
    en: `the constant must be a date such as 2024-12-31, not “${value}”`,
    ko: `상수는 2024-12-31 같은 날짜여야 하는데 “${value}”입니다`,
  })
}

const noStrategy = (en: string, ko: string) => () => {
  throw new StepError({
    en: `a category has no ${en}; use most_frequent or constant`,
    ko: `범주에는 ${ko}이 없습니다. most_frequent나 constant를 쓰세요`,
  })
}
const CATEGORY_FILLS: { readonly [strategy in Strategy]: (values: CategoryValues, value: string) => string } =
  {
    median: noStrategy('median', '중앙값'),
    mean: noStrategy('mean', '평균값'),
    most_frequent({ codes, categories }) {
      const counts = new Int32Array(categories.length)
      for (const code of codes) if (code >= 0) counts[code]!++
      const maxCount = counts.reduce((a, b) => Math.max(a, b), 0)
      if (maxCount === 0) throw new NoValues()
      // Not the first one in an order that a person has set: pandas' mode sorts texts.
      return categories.filter((_, code) => counts[code] === maxCount).sort()[0]!
    },
    constant: (_, value) => value,
  }

const replaceNumber = (
  values: NumberValues | DateValues,
  fill: number | string,
): NumberValues | DateValues => ({
  kind: values.kind,
  values: values.values.map((x) => (Number.isNaN(x) ? Number(fill) : x)),
})

function replaceCategory(values: CategoryValues, fill: number | string): CategoryValues {
  const known = values.categories.indexOf(String(fill))
  const code = known < 0 ? values.categories.length : known
  return {
    kind: 'category',
    codes: values.codes.map((each) => (each < 0 ? code : each)),
    categories: known < 0 ? [...values.categories, String(fill)] : values.categories,
  }
}

function missingIndicator(values: NumberValues | DateValues | CategoryValues): Part {
  const isMissing =
    values.kind === 'category'
      ? Float64Array.from(values.codes, (code) => (code < 0 ? 1 : 0))
      : values.values.map((x) => (Number.isNaN(x) ? 1 : 0))
  return { suffix: '_missing', values: { kind: 'number', values: isMissing }, isFinal: true }
}
