/** The columns of the table of runs: those that the user has chosen, or the main figure, what differs between the runs, and their facts. */
import type { Text } from '../../../shared/text.ts'
import { differing, type Fact, figuresOf, isFact, mainFigure, type RunRow } from './run-values.ts'

/** Settings that are shown as columns by themselves; the others are in the comparison and in the list of columns. */
const MAX_SETTINGS = 4
/** The names of settings that tell more than others, in this order. */
const TELLING = ['learning_rate', 'optimizer', 'batch_size', 'seed', 'layers']

export const FACT_NAMES: { readonly [F in Fact]: Text } = {
  name: { en: 'Run', ko: '학습 기록' },
  state: { en: 'State', ko: '상태' },
  epochs: { en: 'epochs', ko: '에포크' },
  duration: { en: 'duration', ko: '걸린 시간' },
  started: { en: 'started', ko: '시작' },
  size: { en: 'size', ko: '크기' },
  parameters: { en: 'parameters', ko: '파라미터' },
}

export interface RunColumns {
  readonly figure: string | null
  /** Further figures. */
  readonly figures: readonly string[]
  readonly settings: readonly string[]
  readonly facts: readonly Fact[]
  /** Everything that can be chosen. */
  readonly available: { readonly figures: readonly string[]; readonly settings: readonly string[] }
}

const DEFAULT_FACTS: readonly Fact[] = ['duration', 'started', 'size']

/** @param chosen names of columns; `null`: as derived
 *  @param wanted the figure that is shown first */
export function runColumns(
  runs: readonly RunRow[],
  chosen: readonly string[] | null,
  wanted: string | null,
): RunColumns {
  const figures = figuresOf(runs)
  const differences = differing(runs)
  const available = { figures, settings: sortTelling(settingNames(runs, differences)) }
  const figure = wanted !== null && figures.includes(wanted) ? wanted : mainFigure(figures)
  if (chosen === null)
    return {
      figure,
      figures: [],
      settings: sortTelling(differences).slice(0, MAX_SETTINGS),
      facts: DEFAULT_FACTS,
      available,
    }
  return {
    figure,
    figures: figures.filter((name) => name !== figure && chosen.includes(name)),
    settings: available.settings.filter((name) => chosen.includes(name)),
    facts: chosen.filter(isFact).filter((fact) => fact !== 'name' && fact !== 'state'),
    available,
  }
}

/** Names of the columns that are shown, for the list in which they are chosen. */
export const shownColumns = ({ figures, settings, facts }: RunColumns): readonly string[] => [
  ...figures,
  ...settings,
  ...facts,
]

/** The differing settings first. */
const settingNames = (runs: readonly RunRow[], differences: readonly string[]): readonly string[] => [
  ...new Set([...differences, 'seed', ...runs.flatMap(({ settings }) => Object.keys(settings))]),
]

const sortTelling = (names: readonly string[]): readonly string[] => {
  const rank = (name: string) => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length)
  return [...names].sort((a, b) => rank(a) - rank(b))
}

/** Widths in pixels. Settings take what is left, names twice as much. */
const CHECK = 32
const STAR = 26
const STATE = 106
const NAME = 150
const MAIN_FIGURE = 138
const FIGURE = 86
const SETTING = 62
const FACT_WIDTHS: { readonly [F in Fact]: number } = {
  name: NAME,
  state: STATE,
  epochs: 64,
  duration: 64,
  started: 66,
  size: 72,
  parameters: 84,
}

/** The columns of the grid, and the width below which the table scrolls sideways. */
export function layoutOf({ figure, figures, settings, facts }: RunColumns): {
  readonly template: string
  readonly width: number
} {
  const fixed = [
    ...(figure === null ? [] : [MAIN_FIGURE]),
    ...figures.map(() => FIGURE),
    ...facts.map((fact) => FACT_WIDTHS[fact]),
  ]
  const [figureWidths, factWidths] = [
    fixed.slice(0, fixed.length - facts.length),
    fixed.slice(fixed.length - facts.length),
  ]
  const pixels = (widths: readonly number[]) => widths.map((each) => `${each}px`)
  return {
    template: [
      ...pixels([CHECK, STAR]),
      `minmax(${NAME}px, 2fr)`,
      ...pixels([STATE, ...figureWidths]),
      ...settings.map(() => `minmax(${SETTING}px, 1fr)`),
      ...pixels(factWidths),
    ].join(' '),
    width:
      CHECK +
      STAR +
      NAME +
      STATE +
      SETTING * settings.length +
      fixed.reduce((sum, each) => sum + each, 0) +
      12,
  }
}
