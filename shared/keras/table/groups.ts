/** Columns that share their preparation steps, and the Python of the steps. */
import { fill } from '../../data/steps/fill.ts'
import type { StepType } from '../../data/steps/index.ts'
import { listsLabels } from '../../data/steps/multi-label.ts'
import type { Config } from '../../fields/index.ts'
import { COLUMNWISE, STEP_WRITERS } from '../steps/index.ts'
import type { StepValues } from '../steps/write.ts'
import type { PlannedColumn, TablePlan } from './plan.ts'

/** Columns with the same steps. */
export interface Group {
  /** Null: the columns that no other group has. */
  readonly names: readonly string[] | null
  readonly kind: StepValues['kind']
  readonly steps: readonly Config[]
  readonly hasMissing: boolean
  readonly order: readonly string[] | null
  readonly isSortedByValue: boolean
}

/** A step that leaves a column without missing values as it is. */
const isPlainFill = ({ type, indicator }: Config): boolean => type === fill.type && indicator !== true

export function groupsOf({ features, others }: TablePlan): Group[] {
  const groups = new Map<string, Group>()
  const names = new Map<string, string[]>()
  const filling = fillingSteps(features)
  for (const column of features) {
    const group = groupOf(column, filling)
    const { kind, steps, order, isSortedByValue } = group
    const key = JSON.stringify([kind, steps, ...(kind === 'category' ? [order, isSortedByValue] : [])])
    names.set(key, names.get(key) ?? [])
    names.get(key)!.push(column.name)
    groups.set(key, {
      ...group,
      names: names.get(key)!,
      hasMissing: group.hasMissing || (groups.get(key)?.hasMissing ?? false),
    })
  }
  const rest = others && { ...NUMBERS, names: null, steps: others, hasMissing: false }
  return [...groups.values(), ...(rest ? [rest] : [])]
}

const NUMBERS = { kind: 'number', order: null, isSortedByValue: false } as const

function groupOf(
  { name, kind, steps, hasMissing, order, found }: PlannedColumn,
  filling: FillingSteps,
): Group {
  const isFilled = found !== null && !hasMissing && kind === 'number'
  return {
    names: [name],
    kind,
    steps: isFilled ? (filling.get(withoutFill(steps)) ?? steps.filter((step) => !isPlainFill(step))) : steps,
    hasMissing,
    order,
    isSortedByValue: found?.isSortedByValue ?? false,
  }
}

/** Steps of numbers with missing values, by the same steps without filling. A column without missing values can go through them too. */
type FillingSteps = ReadonlyMap<string, readonly Config[]>

const withoutFill = (steps: readonly Config[]): string =>
  JSON.stringify(steps.filter((step) => !isPlainFill(step)))

const fillingSteps = (features: readonly PlannedColumn[]): FillingSteps =>
  new Map(
    features
      .filter(({ kind, hasMissing, steps }) => kind === 'number' && hasMissing && steps.some(isPlainFill))
      .map(({ steps }) => [withoutFill(steps), steps]),
  )

/** Whether the columns can go through the steps as one DataFrame. */
export const isTogether = ({ kind, steps }: Group): boolean =>
  kind === 'number' && steps.every((step) => COLUMNWISE.has(step.type as StepType) || isPlainFill(step))

export interface GroupCode {
  readonly lines: readonly string[]
  readonly imports: readonly string[]
  readonly functions: readonly (readonly string[])[]
  /** The numbers after the last step, as an expression. */
  readonly value: string
  /** The numbers are a DataFrame. */
  readonly isFrame: boolean
}

/** @param variable with the values, which the lines change
 *  @param isFrame the values are a DataFrame, else a Series
 *  @param included which rows of the table are not excluded by a mark; null: all */
export function groupCode(
  { kind, steps, hasMissing, order, isSortedByValue }: Group,
  variable: string,
  isFrame: boolean,
  included: string | null,
): GroupCode {
  let values: StepValues = {
    ...{ variable, kind, isFrame, hasMissing, order, isSortedByValue, included },
    constant: null,
  }
  const codes = steps.map((config) => {
    const code = STEP_WRITERS[config.type as StepType](values, config)
    values = { ...values, ...code.next }
    return code
  })
  const further = codes.flatMap((code) => code.further ?? [])
  return {
    lines: codes.flatMap(({ lines }) => lines),
    imports: codes.flatMap(({ imports = [] }) => imports),
    functions: codes.flatMap(({ functions = [] }) => functions),
    value: further.length > 0 ? `np.column_stack([${[variable, ...further].join(', ')}])` : variable,
    isFrame: values.isFrame && further.length === 0 && !codes.some(({ isArray }) => isArray),
  }
}

/** Lines that prepare a target of numbers or labels, and turn it into an array.
 *  @param names the variable with the names of the labels */
export function targetStepLines(
  { kind, steps, hasMissing }: PlannedColumn,
  variable: string,
  names: string,
  included: string | null,
): GroupCode {
  const code = groupCode({ ...NUMBERS, names: null, kind, steps, hasMissing }, variable, false, included)
  if (steps.length === 0) return code
  const array = `${variable} = ${code.value}.to_numpy("float32")`
  const labels = listsLabels(steps) ? [`${names} = ${variable}.columns.to_numpy()`] : []
  return { ...code, lines: [...code.lines, ...labels, array] }
}
