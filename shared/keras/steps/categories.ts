/** Steps that turn categories into numbers. */
import { escapePattern } from '../../escape-pattern.ts'
import { patternLiteral } from '../pattern.ts'
import { call, list, statement, text } from '../printer.ts'
import { assign, type StepValues, trainingRows, type WriteStep } from './write.ts'

/** The categories of the training rows in their order, as an expression, after lines that it needs. */
interface Categories {
  readonly lines: readonly string[]
  readonly value: string
}

function trainingCategories(values: StepValues): Categories {
  const { order, isSortedByValue, constant, hasMissing } = values
  const fit = `${trainingRows(values)}${hasMissing ? '.dropna()' : ''}`
  const known =
    order === null
      ? { lines: [], value: isSortedByValue ? `sorted(np.unique(${fit}), key=float)` : `np.unique(${fit})` }
      : {
          lines: [...statement(list(order.map(text)), 'order = '), `known = set(${fit})`],
          value: `[c for c in order if c in known] + sorted(known - set(order)${isSortedByValue ? ', key=float' : ''})`,
        }
  if (constant === null) return known
  return {
    lines: [...known.lines, `categories = ${known.value}`],
    value: `sorted(categories, key=lambda c: is_new and c == ${text(constant)})`,
  }
}

/** Lines that define `categories`. */
function categoryLines(values: StepValues): string[] {
  const { lines, value } = trainingCategories(values)
  return [...lines, `categories = ${value}`]
}

/** The place of each value among the categories; -1 for one that is not among them, or missing. */
const places = ({ variable }: StepValues): string => `pd.Index(categories).get_indexer(${variable})`

export const oneHot: WriteStep = (values, { unseen, missing }) => {
  const { variable, hasMissing, included } = values
  const isUnseen = `${hasMissing ? `${variable}.notna() & ` : ''}~${variable}.isin(categories)`
  const further = [
    ...(missing === 'category' && hasMissing
      ? [`*([${variable}.isna()] if ${trainingRows(values)}.isna().any() else [])`]
      : []),
    ...(unseen === 'own' ? [isUnseen] : []),
  ]
  const dummies = `pd.get_dummies(${variable})[categories]`
  if (further.length > 0)
    return {
      lines: [
        ...categoryLines(values),
        ...statement(call('np.column_stack', list([dummies, ...further])), `${variable} = `),
      ],
      isArray: true,
    }
  if (unseen === 'refuse')
    return {
      lines: [
        ...categoryLines(values),
        `if (${isUnseen}${included === null ? '' : ` & ${included}`}).any():`,
        `    raise SystemExit(f"{${variable}.name}: a category is in no training row.")`,
        assign(values, dummies),
      ],
      next: { isFrame: true },
    }
  const { lines, value } = trainingCategories(values)
  const isShort = lines.length === 0
  return {
    lines: isShort
      ? [assign(values, `pd.get_dummies(${variable})[${value}]`)]
      : [...categoryLines(values), assign(values, dummies)],
    next: { isFrame: true },
  }
}

export const ordinal: WriteStep = (values) => {
  const missing = values.hasMissing ? `.where(${values.variable}.notna())` : ''
  return {
    lines: [...categoryLines(values), assign(values, `pd.Series(${places(values)})${missing}`)],
    next: { kind: 'number' },
  }
}

export const codes: WriteStep = (values) => ({
  lines: [...categoryLines(values), assign(values, `${places(values)} + 1`)],
  isArray: true,
})

export const hashed: WriteStep = (values, { slots }) => {
  const { variable, hasMissing } = values
  const present = `${variable}.notna().to_numpy()[:, None]`
  return {
    lines: [
      `slots = [zlib.crc32(str(text).encode()) % ${slots} for text in ${variable}]`,
      assign(values, `np.eye(${slots})[slots]${hasMissing ? ` * ${present}` : ''}`),
    ],
    isArray: true,
    imports: ['zlib'],
  }
}

export const frequency: WriteStep = (values) => ({
  lines: [
    `shares = ${trainingRows(values)}.value_counts(normalize=True)`,
    assign(values, `${values.variable}.map(shares).fillna(0)`),
  ],
  next: { kind: 'number', hasMissing: false },
})

/** The labels of the training rows, by code point. Blanks around a separator go first. */
export const multiLabel: WriteStep = (values, { sep, unseen, missing }) => {
  const { variable, hasMissing, included } = values
  const separator = String(sep)
  const pattern = patternLiteral(` *${escapePattern(separator)} *`)
  const joined = separator.trim() === '' ? '' : `.str.replace(${pattern}, ${text(separator)}, regex=True)`
  const keepsMissing = missing === 'missing' && hasMissing
  const known = `${trainingRows(values)}.any()`
  // pandas 3 takes an empty label for one, as in "a;".
  const named = `(${variable}.columns != "")`
  return {
    lines: [
      ...(keepsMissing ? [`present = ${variable}.notna()`] : []),
      assign(values, `${variable}${joined}.str.get_dummies(${text(separator)})`),
      ...(unseen === 'refuse'
        ? [
            `unseen = ${variable}.columns[~${known} & ${named}${included === null ? '' : ` & ${variable}[${included}].any()`}]`,
            'if len(unseen) > 0:',
            '    raise SystemExit(f"{list(unseen)}: no training row has these labels.")',
          ]
        : []),
      assign(values, `${variable}.loc[:, ${known} & ${named}]${keepsMissing ? '.where(present)' : ''}`),
    ],
    next: { kind: 'number', isFrame: true },
  }
}
