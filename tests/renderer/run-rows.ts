/** Rows of the table of runs for tests. */

import type { RunRow } from '../../renderer/runs/table/run-values.ts'
import type { ListedRun } from '../../shared/ipc/contract/index.ts'

export interface RowOptions {
  readonly name?: string
  readonly seed?: number
  readonly settings?: ListedRun['settings']
  readonly figures?: ListedRun['figures']
  readonly annotations?: Partial<ListedRun['annotations']>
  readonly state?: RunRow['state']
  readonly parameters?: number
  readonly variant?: string
  readonly path?: string
  /** Minutes after the first run. */
  readonly started?: number
}

export function listedRun(run: string, options: RowOptions = {}): ListedRun {
  const { state = 'finished' } = options
  return {
    info: {
      run,
      name: options.name ?? 'net',
      state,
      epochs: 3,
      stepsPerEpoch: 10,
      batchSize: 32,
      seed: options.seed ?? 1,
      series: ['loss', 'accuracy'],
      hasValidation: true,
      startedAt: 60_000 * (options.started ?? 0),
      executor: '',
      ...(options.path !== undefined && { owner: { path: options.path } }),
    },
    result: {
      run,
      state: state === 'finished' ? state : 'stopped',
      bestEpoch: 2,
      folder: `/runs/${run}`,
      seconds: 10,
      problems: [],
      reason: { en: 'Done.', ko: '끝.' },
    },
    epochsDone: 3,
    annotations: { starred: false, name: '', note: '', tags: [], ...options.annotations },
    variant: options.variant ?? null,
    settings: options.settings ?? {},
    figures: options.figures ?? {},
    curves: {},
    parameters: options.parameters ?? null,
    bytes: 1000,
    busy: false,
    isElsewhere: false,
  }
}

export const runRow = (run: string, options: RowOptions = {}): RunRow => ({
  ...listedRun(run, options),
  state: options.state ?? 'finished',
  live: null,
})
