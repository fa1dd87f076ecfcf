/** A fake of the engine's calls, which trains nothing. */
import type { EngineCalls, RunInfo, RuntimeInfo } from '../../shared/ipc/contract/index.ts'
import { emptyResults } from '../support/empty-results.ts'

export const RUNTIME: RuntimeInfo = { tensorflow: 'none', version: null, xla: false, cores: 2, reason: null }

export const RUN: RunInfo = {
  run: 'r1',
  name: 'a run',
  state: 'preparing',
  epochs: 2,
  stepsPerEpoch: 10,
  batchSize: 32,
  seed: 1,
  series: ['loss', 'accuracy'],
  hasValidation: true,
  startedAt: 0,
  executor: 'fake',
}

export const fakeCalls = (changes: Partial<EngineCalls> = {}): EngineCalls => ({
  runtime: async () => RUNTIME,
  versions: async () => ({
    layerloom: '0.1.0',
    node: '24.0.0',
    tfjs: '4.22.0',
  }),
  engineSettings: async () => ({
    runs: '/runs',
    cache: '/cache',
    cacheLimit: 1,
    cacheSize: 0,
    threads: Number(process.env.LAYERLOOM_THREADS ?? 2),
    device: 'cpu',
  }),
  restart: async () => {},
  linkRuns: async () => {},
  describeData: async () => {
    throw new Error('no data')
  },
  previewTable: async () => null,
  inspectTable: async () => {
    throw new Error('no table')
  },
  tableRows: async () => [],
  tableFills: async () => [],
  stopReading: async () => {},
  pictureRows: async () => ({ pixels: new Uint8Array(), classes: new Int32Array(), parts: [] }),
  rowFingerprints: async (_reference, _folder, _file, rows) => rows.map(() => '0'.repeat(16)),
  train: async () => RUN,
  trainSet: async () => RUN,
  skip: async () => {},
  stop: async () => {},
  pause: async () => {},
  resume: async () => RUN,
  repeat: async () => RUN,
  continueRun: async () => RUN,
  trial: async () => ({ kind: 'rates', losses: [2, 1.5, 1], suggested: 0.02 }),
  endTrial: async () => {},
  runSignals: async () => [],
  runDocument: async () => '',
  signals: () => new Promise(() => {}),
  endSignals: async () => {},
  attach: async () => [],
  runsOf: async () => ({ runs: [], more: false, unseen: false, busy: false, path: null }),
  listRuns: async () => ({ runs: [], more: false, skipped: [] }),
  annotateRun: async () => ({ starred: false, name: '', note: '', tags: [] }),
  addRunFolder: async () => 'r1',
  forgetMissingRuns: async () => {},
  trashRuns: async (runs) => runs,
  restoreRuns: async (runs) => runs ?? [],
  countTrashedRuns: async () => 0,
  emptyRunTrash: async () => 0,
  openRun: async () => {
    throw new Error('no run')
  },
  runDocuments: async () => ({ documents: [], skipped: [] }),
  moveRuns: async () => {},
  evaluate: async () => {
    throw new Error('no run')
  },
  ...emptyResults,
  predictFile: async ({ out }) => ({
    rows: 9,
    out,
    columns: ['price_predicted'],
    unpredicted: [
      { column: 'age', rows: 1, first: 4, unit: 'line' },
      { column: 'city', rows: 2, first: 3, unit: 'row' },
    ],
    seconds: 0,
  }),
  ...changes,
})
