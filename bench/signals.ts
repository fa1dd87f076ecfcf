/** `npm run bench -- --signals`: measures how long signals take after an edit of a network that is shown, from the query of a client to its
 *  answer, in a process that is warm: every query is of another version than the one before it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkEngine } from '../electron/host/engine-link.ts'
import { serializeDocument } from '../shared/document/file.ts'
import type { EngineCalls, EngineEvents } from '../shared/ipc/contract/index.ts'
import { connect } from '../shared/ipc/rpc.ts'
import type { BenchData } from './data.ts'
import { type BenchLayer, type BenchNetwork, benchDocument } from './networks.ts'
import { median } from './statistics.ts'

interface SignalsCase {
  readonly title: string
  /** Milliseconds that are promised. */
  readonly most: number
  /** Two versions, of which each query has the other one. */
  readonly versions: readonly [readonly BenchLayer[], readonly BenchLayer[]]
}

export interface SignalsTime {
  readonly title: string
  readonly most: number
  /** Milliseconds from the query to the answer: the first one of the network, the median and the largest of the others. */
  readonly first: number
  readonly median: number
  readonly largest: number
}

/** As many pixels as in a picture of Fashion-MNIST. */
const DATA: BenchData = { kind: 'pixels', rows: 10_000, features: 784, classes: 10 }

const hidden = (count: number, activation: string, initializer: string, isNormalized = false): BenchLayer[] =>
  Array.from({ length: count }, () => activation).flatMap((each): BenchLayer[] =>
    isNormalized
      ? [
          ['Dense', { units: 100, kernel_initializer: initializer, use_bias: false }],
          ['BatchNormalization'],
          ['Activation', { activation: each }],
        ]
      : [['Dense', { units: 100, activation: each, kernel_initializer: initializer }]],
  )
const whole = (layers: readonly BenchLayer[]): readonly BenchLayer[] => [
  ...layers,
  ['Dense', { units: 10, activation: 'softmax' }],
]
/** The sigmoid of the lesson, and its repair. */
const versionsOf = (count: number): SignalsCase['versions'] => [
  whole(hidden(count, 'sigmoid', 'glorot_normal')),
  whole(hidden(count, 'relu', 'he_normal')),
]

const CASES: readonly SignalsCase[] = [
  {
    title: '784-300-100-10',
    most: 150,
    versions: ['relu', 'tanh'].map((activation) =>
      whole([300, 100].map((units): BenchLayer => ['Dense', { units, activation }])),
    ) as unknown as SignalsCase['versions'],
  },
  { title: '10 hidden layers of 100', most: 150, versions: versionsOf(10) },
  {
    title: '10 hidden layers of 100 with BatchNormalization',
    most: 150,
    versions: [
      whole(hidden(10, 'relu', 'he_normal', true)),
      whole(hidden(10, 'sigmoid', 'glorot_normal', true)),
    ],
  },
  { title: '50 hidden layers of 100', most: 1000, versions: versionsOf(50) },
  { title: '200 hidden layers of 100', most: 4000, versions: versionsOf(200) },
]

export async function measureSignals(
  root: string,
  rounds: number,
  onResult: (time: SignalsTime) => void,
): Promise<readonly SignalsTime[]> {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  const link = linkEngine({ node: process.execPath, entry: join(root, 'dist', 'engine', 'index.mjs') })
  const engine = connect<EngineCalls, EngineEvents>(link.open('terminal'), {})
  try {
    const times: SignalsTime[] = []
    for (const each of CASES) {
      const time = await measureCase(engine, each, folder, rounds)
      times.push(time)
      onResult(time)
    }
    return times
  } finally {
    await link.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureCase(
  engine: EngineCalls,
  { title, most, versions }: SignalsCase,
  folder: string,
  rounds: number,
): Promise<SignalsTime> {
  const documents = versions.map((layers) => {
    const network: BenchNetwork = { title, data: DATA, layers, optimizer: 'adam', batch: 32 }
    return serializeDocument(benchDocument(network, 1, folder))
  })
  const ask = async (version: number): Promise<number> => {
    const document = documents[version % documents.length]!
    const began = performance.now()
    await engine.signals({ slot: 'bench', document, folder, file: null, draw: 0 })
    return performance.now() - began
  }
  const first = await ask(0)
  await ask(1)
  const others: number[] = []
  for (let round = 0; round < rounds; round++) others.push(await ask(round))
  return { title, most, first, median: median(others), largest: Math.max(...others) }
}

export const formatSignals = ({ title, most, first, median: usual, largest }: SignalsTime): string =>
  `signals, ${title}: ${usual.toFixed(0)} ms (largest ${largest.toFixed(0)}, first ${first.toFixed(0)}; at most ${most})`
