/** Steps that turn categories into numbers. */
import { list, statement, text } from '../printer.ts'
import { assign, type StepValues, trainingRows, type WriteStep } from './write.ts'

/** Lines that define `categories`: those of the training rows, in their order. */
function categoryLines(values: StepValues): string[] {
  const { order, isSortedByValue, constant, hasMissing } = values
  const fit = `${trainingRows(values)}${hasMissing ? '.dropna()' : ''}`
  const sort = (texts: string) => (isSortedByValue ? `sorted(${texts}, key=float)` : `sorted(${texts})`)
  const lines =
    order === null
      ? [`categories = ${isSortedByValue ? `sorted(np.unique(${fit}), key=float)` : `np.unique(${fit})`}`]
      : [
          ...statement(list(order.map(text)), 'order = '),
          `known = set(${fit})`,
          `categories = [c for c in order if c in known] + ${sort('known - set(order)')}`,
        ]
  return constant === null
    ? lines
    : [...lines, `categories = sorted(categories, key=lambda c: is_new and c == ${text(constant)})`]
}

export const oneHot: WriteStep = (values, { unseen, missing }) => {
  const { variable, hasMissing } = values
  const hasCategory = missing === 'category' && hasMissing
  const isUnseen = `${hasMissing ? `${variable}.notna() & ` : ''}~${variable}.isin(categories)`
  const dummies = `pd.get_dummies(pd.Categorical(${variable}, categories))`
  const further = [
    ...(hasCategory ? [`*([${variable}.isna()] if ${trainingRows(values)}.isna().any() else [])`] : []),
    ...(unseen === 'own' ? [isUnseen] : []),
  ]
  return {
    lines: [
      ...categoryLines(values),
      ...(unseen === 'refuse'
        ? [
            `if (${isUnseen}).any():`,
            `    raise SystemExit(f"No training row has a category of {${variable}.name}.")`,
          ]
        : []),
      ...(further.length === 0
        ? [assign(values, dummies)]
        : statement(
            { open: 'np.column_stack([', items: [dummies, ...further], close: '])' },
            `${variable} = `,
          )),
    ],
    ...(further.length === 0 ? { next: { isFrame: true } } : { isArray: true }),
  }
}

export const ordinal: WriteStep = (values) => ({
  lines: [
    ...categoryLines(values),
    assign(
      values,
      `pd.Series(pd.Categorical(${values.variable}, categories).codes)${values.hasMissing ? `.where(${values.variable}.notna())` : ''}`,
    ),
  ],
  next: { kind: 'number' },
})

export const codes: WriteStep = (values) => ({
  lines: [
    ...categoryLines(values),
    assign(values, `pd.Categorical(${values.variable}, categories).codes.astype("int32") + 1`),
  ],
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
