/** A real engine for the tests of runs: the built bundle, generated data, and a record of its events. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { linkEngine } from '../../electron/host/engine-link.ts'
import type { ClientKind, FilePermissions } from '../../electron/host/engine-messages.ts'
import { VERSION } from '../../shared/document/migrations.ts'
import type {
  EngineCalls,
  EngineEvents,
  EpochEnd,
  EvaluationProgress,
  ImportanceProgress,
  LogLine,
  Progress,
  RunInfo,
  RunResult,
  RunSignals,
} from '../../shared/ipc/contract/index.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import type { RunState } from '../../shared/ipc/run-state.ts'
import { type ProblemData, ProblemError } from '../../shared/problem.ts'
import { streamOf } from '../support/random-arrays.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const ENTRY = join(ROOT, 'dist', 'engine', 'index.mjs')

/** Builds the engine and run bundles before the tests of a file, if their sources changed. */
export function buildEngine(): void {
  beforeAll(async () => {
    const { build } = await import('../../scripts/build.mjs')
    await build({ only: ['engine', 'run'] })
  }, 120_000)
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-runs-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function temporaryTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-runs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a table with three classes that are mostly separable: noise keeps the loss above 0. */
export function writeTable(folder: string, rows: number, features: number): string {
  const stream = streamOf(11)
  const lines = [[...Array.from({ length: features }, (_, i) => `f${i}`), 'kind'].join()]
  for (let i = 0; i < rows; i++) {
    const kind = i % 3
    const values = Array.from({ length: features }, (_, j) =>
      ((j % 3 === kind ? 1 : 0) + stream.normal()).toFixed(3),
    )
    lines.push([...values, 'abc'[kind]].join())
  }
  const path = join(folder, `table-${rows}x${features}.csv`)
  writeFileSync(path, lines.join('\n'))
  return path
}

export interface DocumentOptions {
  readonly features: number
  /** Units of the hidden layers. */
  readonly hidden?: readonly number[]
  readonly hiddenProps?: object
  readonly dropout?: number
  readonly batchNormalization?: boolean
  readonly output?: object
  readonly path: string
  readonly split?: object
  readonly training?: object
}

/** The text of a document: a chain of dense layers for a table with three classes. */
export function documentText(options: DocumentOptions): string {
  const layers: [string, string, object][] = [['input', 'Input', { shape: [options.features] }]]
  for (const [i, units] of (options.hidden ?? [8]).entries()) {
    layers.push([`dense_${i}`, 'Dense', { units, activation: 'relu', ...options.hiddenProps }])
    if (options.batchNormalization) layers.push([`norm_${i}`, 'BatchNormalization', {}])
    if (options.dropout) layers.push([`dropout_${i}`, 'Dropout', { rate: options.dropout }])
  }
  layers.push(
    ['last', 'Dense', { units: 3, activation: 'softmax' }],
    ['output', 'Output', { ...options.output }],
  )
  const ids = layers.map(([id]) => id)
  return JSON.stringify({
    format: 'layerloom',
    version: VERSION,
    name: 'Made',
    main: 'main',
    networks: {
      main: {
        name: 'main',
        layers: Object.fromEntries(layers.map(([id, type, props]) => [id, { type, props }])),
        nodes: Object.fromEntries(
          ids.map((id) => [id, { kind: 'layer', layer: id, position: { x: 0, y: 0 } }]),
        ),
        edges: Object.fromEntries(
          ids.slice(1).map((id, i) => [`${ids[i]}->${id}`, { from: ids[i], to: id }]),
        ),
      },
    },
    data: {
      source: { type: 'csv', path: options.path },
      split: { validation: 0.2, test: 0.1, seed: 1, stratify: true, ...options.split },
    },
    training: { optimizer: 'adam', batch_size: 16, epochs: 3, seed: 5, ...options.training },
  })
}

/** The text of a document that learns the three classes of IDX pictures. */
export function pictureDocumentText(images: string, labels: string, shape: readonly number[]): string {
  const document = JSON.parse(documentText({ features: 0, path: '', training: { epochs: 2 } }))
  document.data.source = { type: 'idx', images, labels }
  const { layers, nodes, edges } = document.networks.main
  layers.input.props = { shape }
  layers.flatten = { type: 'Flatten', props: {} }
  nodes.flatten = { kind: 'layer', layer: 'flatten', position: { x: 0, y: 0 } }
  edges['input->dense_0'] = { from: 'flatten', to: 'dense_0' }
  edges['input->flatten'] = { from: 'input', to: 'flatten' }
  return JSON.stringify(document)
}

export interface TestEngine {
  readonly calls: EngineCalls
  readonly runs: string
  readonly seen: {
    readonly started: RunInfo[]
    readonly states: RunState[]
    readonly frames: Progress[]
    readonly epochs: EpochEnd[]
    readonly log: LogLine[]
    readonly results: RunResult[]
    readonly signals: RunSignals[]
    readonly evaluations: EvaluationProgress[]
    readonly importances: ImportanceProgress[]
  }
  /** Polls until `probe` returns a value that is neither undefined nor false. Rejects after `milliseconds`, 30,000 by default. */
  until<T>(probe: () => T | undefined | false, milliseconds?: number): Promise<T>
  finished(): Promise<RunResult>
  pid(): number | undefined
  close(): Promise<void>
}

export interface EngineSetup extends Partial<FilePermissions> {
  readonly env?: Readonly<Record<string, string>>
  readonly cache: string
  readonly runs?: string
  /** Kind of the client; a window may not name files. */
  readonly kind?: ClientKind
}

/** Starts an engine with its own cache and runs inside a test; it is stopped when the test has finished. */
export function startEngine({
  env = {},
  cache,
  runs = temporaryTestFolder(),
  kind = 'terminal',
  mayRead = async () => {},
  mayWrite = async () => {},
}: EngineSetup): TestEngine {
  const lines: string[] = []
  const link = linkEngine({
    node: process.execPath,
    entry: ENTRY,
    // A ready run is not kept: loading TensorFlow for it takes longer than most tests.
    env: { ...process.env, LAYERLOOM_CACHE: cache, LAYERLOOM_RUNS: runs, LAYERLOOM_READY_RUN: '0', ...env },
    log: (line) => lines.push(line),
    mayRead,
    mayWrite,
    backOff: 10,
  })
  const seen: TestEngine['seen'] = {
    ...{ started: [], states: [], frames: [], epochs: [], log: [], results: [], evaluations: [] },
    importances: [],
    signals: [],
  }
  const events: EngineEvents = {
    runStarted: (info) => seen.started.push(info),
    runChanged: (_, state) => seen.states.push(state),
    progress: (frame) => seen.frames.push(frame),
    epochsEnded: (frames) => seen.epochs.push(...frames),
    runSignals: (signals) => seen.signals.push(signals),
    log: (_, line) => seen.log.push(line),
    finished: (result) => seen.results.push(result),
    readingProgress: () => {},
    evaluationProgress: (progress) => seen.evaluations.push(progress),
    predictionProgress: () => {},
    importanceProgress: (progress) => seen.importances.push(progress),
  }
  const calls = connect<EngineCalls, EngineEvents>(link.open(kind), events)
  onTestFinished(() => link.stop())
  const engine: TestEngine = {
    calls,
    runs,
    seen,
    async until(probe, milliseconds = 30_000) {
      const end = Date.now() + milliseconds
      for (;;) {
        const found = probe()
        if (found !== undefined && found !== false) return found
        if (Date.now() > end)
          throw new Error(
            `waited ${milliseconds} ms in vain; states ${seen.states.join()}, log:\n${seen.log.map((l) => l.text.en).join('\n')}\n${lines.join('\n')}`,
          )
        await new Promise((r) => setTimeout(r, 2))
      }
    },
    finished: () => engine.until(() => seen.results[0]),
    pid: () => link.pid(),
    close: () => link.stop(),
  }
  return engine
}

/** Why a call is refused; null if it is not. */
export const problemOf = (call: Promise<unknown>): Promise<ProblemData | null> =>
  call.then(
    () => null,
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problems[0]!
      throw error
    },
  )
export const codeOf = async (call: Promise<unknown>): Promise<string> =>
  (await problemOf(call))?.code ?? 'nothing'

/** A cache with only the runtime.json of this machine, which names its TensorFlow. */
export function temporaryCache(): string {
  const folder = temporaryFolder()
  const runtimePath = join(process.env.LAYERLOOM_CACHE!, 'runtime.json')
  if (existsSync(runtimePath)) copyFileSync(runtimePath, join(folder, 'runtime.json'))
  return folder
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
