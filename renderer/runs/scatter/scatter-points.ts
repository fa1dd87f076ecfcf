/** Two values of each run as places on two axes. Pure. */
import type { Setting } from '../../../shared/document/run-settings.ts'
import { formatSetting } from '../table/run-format.ts'
import { figuresOf, type RunRow, runValue } from '../table/run-values.ts'

/** Facts of a run that are numbers. */
export const NUMBER_FACTS = ['parameters', 'duration', 'size'] as const

export interface ScatterAxis {
  readonly name: string
  /** Names of ordinal places, in their order; null for numbers. */
  readonly categories: readonly string[] | null
  /** All are numbers above 0. */
  readonly canBeLogarithmic: boolean
  /** The values themselves where they are few whole numbers, as seeds or units. */
  readonly ticks: readonly number[] | null
}
export interface ScatterPoint {
  readonly run: RunRow
  readonly x: number | string
  readonly y: number | string
}
export interface Scatter {
  readonly x: ScatterAxis
  readonly y: ScatterAxis
  /** Of the runs that have both values, from left to right. */
  readonly points: readonly ScatterPoint[]
}

export function scatterOf(runs: readonly RunRow[], x: string, y: string): Scatter {
  const known = runs.flatMap((run) => {
    const values = [valueIn(run, x), valueIn(run, y)] as const
    return values[0] === undefined || values[1] === undefined
      ? []
      : [{ run, values: values as [Setting, Setting] }]
  })
  const [xAxis, yAxis] = [x, y].map((name, i) =>
    axisOf(
      name,
      known.map(({ values }) => values[i]!),
    ),
  ) as [ScatterAxis, ScatterAxis]
  const points = known.map(({ run, values }) => ({
    run,
    x: placeOn(xAxis, values[0]),
    y: placeOn(yAxis, values[1]),
  }))
  const rank = ({ categories }: ScatterAxis, place: number | string) =>
    typeof place === 'number' ? place : categories!.indexOf(place)
  return {
    x: xAxis,
    y: yAxis,
    points: points.sort((a, b) => rank(xAxis, a.x) - rank(xAxis, b.x) || rank(yAxis, a.y) - rank(yAxis, b.y)),
  }
}

/** Undefined where the run has no such value, or no finite one. */
function valueIn(run: RunRow, name: string): Setting | undefined {
  const value = runValue(run, name)
  if (value === null && Object.hasOwn(run.figures, name)) return undefined
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Whole numbers that are marks of an axis each. */
const MAX_TICKS = 8

function axisOf(name: string, values: readonly Setting[]): ScatterAxis {
  if (values.every((value) => typeof value === 'number')) {
    const distinct = [...new Set(values)].sort((a, b) => a - b)
    return {
      name,
      categories: null,
      canBeLogarithmic: values.length > 0 && values.every((value) => value > 0),
      ticks: distinct.length <= MAX_TICKS && distinct.every(Number.isInteger) ? distinct : null,
    }
  }
  const categories = [...new Set(values.map(formatSetting))].sort(collator.compare)
  return { name, categories, canBeLogarithmic: false, ticks: null }
}

const placeOn = ({ categories }: ScatterAxis, value: Setting): number | string =>
  categories === null ? (value as number) : formatSetting(value)

/** What the axes show until a person chooses: the first setting that differs, or else the duration, and the main figure. */
export function firstAxes(
  runs: readonly RunRow[],
  settings: readonly string[],
  figure: string | null,
): { readonly x: string; readonly y: string } {
  return { x: settings[0] ?? 'duration', y: figure ?? figuresOf(runs)[0] ?? 'parameters' }
}
