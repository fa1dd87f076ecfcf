/** The features as Python: the columns that share their steps go through them together, with statistics of the training rows. */
import type { StepType } from '../../data/steps/index.ts'
import type { Config } from '../../fields/index.ts'
import { call, dict, flat, list, type Py, statement, text } from '../printer.ts'
import type { InputColumns, PartVariable } from '../source.ts'
import { COLUMNWISE, STEP_WRITERS } from '../steps/index.ts'
import type { StepValues } from '../steps/write.ts'
import { loopOver } from './loop.ts'
import type { PlannedColumn, TablePlan } from './plan.ts'

export interface FeaturesCode {
  /** Lines that define `x`. */
  readonly lines: readonly string[]
  readonly imports: readonly string[]
  readonly packages: readonly string[]
}

/** Columns with the same steps. */
interface Group {
  /** Null: the columns that no other group has. */
  readonly names: readonly string[] | null
  readonly kind: StepValues['kind']
  readonly steps: readonly Config[]
  readonly hasMissing: boolean
  readonly order: readonly string[] | null
}

/** @param nonFeatures the columns that are no features, as Python */
export function featuresCode(
  plan: TablePlan,
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
): FeaturesCode {
  const groups = groupsOf(plan)
  const [only] = groups
  return groups.length === 1 && only && isTogether(only)
    ? oneGroup(plan, only, inputs, nonFeatures)
    : severalGroups(plan, groups, inputs, nonFeatures)
}

function groupsOf({ features, others }: TablePlan): Group[] {
  const groups = new Map<string, Group>()
  for (const { name, kind, steps, hasMissing, order } of features) {
    const key = JSON.stringify([kind, steps, kind === 'category' ? order : null])
    const group = groups.get(key)
    groups.set(key, {
      names: [...(group?.names ?? []), name],
      kind,
      steps,
      hasMissing: hasMissing || (group?.hasMissing ?? false),
      order,
    })
  }
  return [
    ...groups.values(),
    ...(others
      ? [{ names: null, kind: 'number', steps: others, hasMissing: false, order: null } as const]
      : []),
  ]
}

/** Whether the columns can go through the steps as one DataFrame. */
const isTogether = ({ kind, steps }: Group): boolean =>
  kind === 'number' &&
  steps.every(
    ({ type, indicator }) => COLUMNWISE.has(type as StepType) || (type === 'fill' && indicator !== true),
  )

interface GroupCode extends FeaturesCode {
  /** The last of the values, as an expression: a DataFrame or arrays. */
  readonly value: string
  readonly isFrame: boolean
}

function stepLines(group: Group, variable: string, isFrame: boolean): GroupCode {
  let values: StepValues = {
    variable,
    kind: group.kind,
    isFrame,
    hasMissing: group.hasMissing,
    order: group.order,
  }
  let isArray = false
  const codes = group.steps.map((config) => {
    const code = STEP_WRITERS[config.type as StepType](values, config)
    values = { ...values, ...code.next }
    isArray ||= code.isArray ?? false
    return code
  })
  const further = codes.flatMap((code) => code.further ?? [])
  return {
    lines: codes.flatMap(({ lines }) => lines),
    imports: codes.flatMap(({ imports = [] }) => imports),
    packages: codes.flatMap(({ packages = [] }) => packages),
    value: further.length > 0 ? `np.column_stack([${[variable, ...further].join(', ')}])` : variable,
    isFrame: values.isFrame && !isArray && further.length === 0,
  }
}

// ── one group ────────────────────────────────────────────────────────────────────────────────────────────────────

/** `x` is a DataFrame until the steps are done. */
function oneGroup(
  plan: TablePlan,
  group: Group,
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
): FeaturesCode {
  const [first, ...otherInputs] = inputs
  // A single Input takes its columns from the beginning.
  const single = otherInputs.length === 0
  const selected = single ? (first?.columns ?? null) : null
  const names = selected ?? (plan.isChosen ? group.names : null)
  const frame: Py =
    names === null ? allBut(nonFeatures) : { open: 'table[', items: [list(names.map(text))], close: ']' }
  const steps = stepLines(group, 'x', true)
  const { lines, imports, packages } = steps
  if (single && lines.length === 0)
    return { lines: statement(withCall(frame, 'to_numpy', '"float32"'), 'x = '), imports, packages }
  const asArray = (columns: readonly string[] | null): Py =>
    columns === null
      ? 'x.to_numpy("float32")'
      : withCall({ open: 'x[', items: [list(columns.map(text))], close: ']' }, 'to_numpy', '"float32"')
  return {
    lines: [
      ...statement(frame, 'x = '),
      ...lines,
      ...statement(
        single ? asArray(null) : dict(inputs.map(({ name, columns }) => [name, asArray(columns)])),
        'x = ',
      ),
    ],
    imports,
    packages,
  }
}

/** The columns besides these, whose names are Python. */
function allBut(names: readonly string[]): Py {
  const [only, ...others] = names
  if (others.length > 0) return call('table.drop', `columns=${flat(list(names))}`)
  return only === LAST_COLUMN ? 'table.iloc[:, :-1]' : call('table.drop', `columns=${only}`)
}

/** The name of the last column. */
export const LAST_COLUMN = 'table.columns[-1]'

/** `value.method(argument)`. */
const withCall = (value: Py, method: string, argument: string): Py =>
  typeof value === 'string'
    ? `${value}.${method}(${argument})`
    : { ...value, close: `${value.close}.${method}(${argument})` }

// ── several groups ───────────────────────────────────────────────────────────────────────────────────────────────

/** `x` has the numbers of each column by its name, until they are put side by side in the order of the columns. */
function severalGroups(
  plan: TablePlan,
  groups: readonly Group[],
  inputs: readonly InputColumns[],
  nonFeatures: readonly string[],
): FeaturesCode {
  const known = groups.flatMap(({ names }) => names?.map(text) ?? [])
  const codes = groups.map((group) => groupLines(group, [...nonFeatures, ...known]))
  const order: Py = plan.isChosen
    ? list(plan.features.map(({ name }) => `x[${text(name)}]`))
    : '[x[name] for name in table if name in x]'
  const stack = (columns: Py): Py => withCall(call('np.column_stack', columns), 'astype', '"float32"')
  const select = ({ columns }: InputColumns): Py =>
    stack(columns === null ? order : list(columns.map((name) => `x[${text(name)}]`)))
  const [first, ...others] = inputs
  return {
    lines: [
      'x = {}',
      ...codes.flatMap(({ lines }) => lines),
      ...statement(
        others.length === 0 && first
          ? select(first)
          : dict(inputs.map((input) => [input.name, select(input)])),
        'x = ',
      ),
    ],
    imports: codes.flatMap(({ imports }) => imports),
    packages: codes.flatMap(({ packages }) => packages),
  }
}

function groupLines(group: Group, known: readonly string[]): FeaturesCode {
  const { names } = group
  const all: Py =
    names === null ? allBut(known) : { open: 'table[', items: [list(names.map(text))], close: ']' }
  if (isTogether(group)) {
    const { lines, imports, packages } = stepLines(group, 'values', true)
    return {
      lines:
        lines.length === 0
          ? statement(call('x.update', all))
          : [...statement(all, 'values = '), ...lines, 'x.update(values)'],
      imports,
      packages,
    }
  }
  const { lines, imports, packages, value } = stepLines(group, 'values', false)
  if (names?.length === 1) {
    const [name] = names
    return {
      lines: [`values = table[${text(name!)}]`, ...lines, `x[${text(name!)}] = ${value}`],
      imports,
      packages,
    }
  }
  return {
    lines: loopOver(names ?? [], ['values = table[name]', ...lines, `x[name] = ${value}`]),
    imports,
    packages,
  }
}

// ── rows that are left out ───────────────────────────────────────────────────────────────────────────────────────

/** Lines that take rows without a value out of the parts. */
export function dropLines({ features }: TablePlan, parts: readonly PartVariable[]): string[] {
  const names = features.flatMap(({ name, steps }) =>
    steps.some(({ type }) => type === 'drop_missing') ? [name] : [],
  )
  if (names.length === 0) return []
  return [
    ...statement(
      names.length === 1
        ? `table[${text(names[0]!)}].notna().to_numpy()`
        : { open: 'table[', items: [list(names.map(text))], close: '].notna().all(axis=1).to_numpy()' },
      'keep = ',
    ),
    `${parts.join(', ')} = ${parts.map((part) => `${part}[keep[${part}]]`).join(', ')}`,
  ]
}
/** Lines that prepare a target that is a number, and turn it into an array. */
export function targetStepLines({ kind, steps, hasMissing }: PlannedColumn, variable: string): FeaturesCode {
  if (steps.length === 0) return { lines: [], imports: [], packages: [] }
  const code = stepLines({ names: [], kind, steps, hasMissing, order: null }, variable, false)
  return { ...code, lines: [...code.lines, `${variable} = ${variable}.to_numpy("float32")`] }
}
