/** Measures memory leaks in a long training: the slope of the resident sizes of the engine and of the run over 1,000 epochs. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchDocument, NETWORKS } from './networks.ts'
import { startOurEngine } from './our-engine.ts'
import { slope } from './statistics.ts'

const EPOCHS = 1000
/** The warm-up in epochs, in which TensorFlow's buffers and JavaScript's heap reach their size. */
const WARMUP_EPOCHS = EPOCHS / 4

/** The growth of each process in 1,000 epochs, in MB. */
export interface MemorySlope {
  readonly network: string
  readonly run: number
  readonly engine: number
}

const residentMegabytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

/** The processes that the engine has started, the newest last. */
const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' })
    .split('\n')
    .map(Number)
    .filter(Boolean)

/** @returns null on systems without /proc */
export async function measureMemory(root: string): Promise<MemorySlope | null> {
  if (process.platform !== 'linux') return null
  const network = NETWORKS.find(({ title }) => title.startsWith('30-64-32-1'))!
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  const points = { run: [] as [number, number][], engine: [] as [number, number][] }
  const ours = await startOurEngine(root)
  try {
    const engine = ours.pid()!
    let child: number | undefined
    await ours.train(benchDocument(network, EPOCHS, folder), (epochs) => {
      const { epoch } = epochs.at(-1)!
      if (epoch < WARMUP_EPOCHS || epoch > EPOCHS - 2) return
      // The process that trains has used the most CPU time. Another process may be waiting for the next run.
      child ??= busiest(childrenOf(engine))
      points.run.push([epoch, residentMegabytes(child)])
      points.engine.push([epoch, residentMegabytes(engine)])
    })
  } finally {
    await ours.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { network: network.title, run: 1000 * slope(points.run), engine: 1000 * slope(points.engine) }
}

/** The process with the most ticks in user and system mode: fields 14 and 15 of proc(5) stat. */
const busiest = (pids: readonly number[]): number => {
  const ticks = (pid: number) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return Number(fields[11]) + Number(fields[12])
  }
  return pids.reduce((a, b) => (ticks(b) > ticks(a) ? b : a))
}

export const formatMemory = (m: MemorySlope | null): string =>
  m === null
    ? 'memory: not measured on this system'
    : `memory growth of ${m.network} over ${EPOCHS} epochs: the run's process ${signed(m.run)} MB, the engine ${signed(m.engine)} MB`

const signed = (megabytes: number): string => `${megabytes < 0 ? '−' : '+'}${Math.abs(megabytes).toFixed(1)}`
