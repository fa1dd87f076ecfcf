/** `npm run bench -- --suggestions`: real tables with everything suggested, beside tables that are prepared by hand for the same network in Keras.
 *  With `--readme` the result is written to docs/data.md. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { loadExecutor } from '../../electron/engine/worker/load-executor.ts'
import { startOurEngine } from '../our-engine.ts'
import { type BenchTable, TABLES } from './list.ts'
import { type ReferenceTask, trainOurs } from './ours.ts'
import type { TableScores } from './report.ts'

/** Seeds of the split: each draws other test rows. */
const SEEDS = [1, 2, 3, 4, 5]

/** @param only part of the names of the tables that are measured @returns the scores of each table, in the order of the list */
export async function measureSuggestions(root: string, only: string): Promise<TableScores[]> {
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) throw new Error('The tables need the Keras of the set-up.')
  const tables = TABLES.filter(({ name }) => name.includes(only))
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-suggestions-'))
  try {
    exportTables(root, python, tables, folder)
    const ours = await trainAll(root, tables, folder)
    const tasks = ours.flatMap((results) => results.map(({ task }) => task))
    const theirs = await scoreReferences(root, python, tasks, folder)
    return tables.map(({ name, task }, i) => ({
      name,
      task,
      rows: ours[i]![0]!.rows,
      columns: ours[i]![0]!.columns,
      ours: ours[i]!.map(({ score }) => score),
      theirs: theirs.slice(i * SEEDS.length, (i + 1) * SEEDS.length),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The wheels of packages.json are downloads of the set-up. */
function exportTables(root: string, python: string, tables: readonly BenchTable[], folder: string): void {
  const here = join(root, 'bench', 'suggestions')
  const packages = JSON.parse(readFileSync(join(here, 'packages.json'), 'utf8')) as {
    readonly package: string
    readonly file: string
  }[]
  const task = {
    tables,
    wheels: join(process.env.LAYERLOOM_CACHE!, 'downloads'),
    packages: Object.fromEntries(packages.map(({ package: name, file }) => [name, file])),
    out: folder,
  }
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'export.json')
  writeFileSync(path, JSON.stringify(task))
  execFileSync(python, [join(here, 'export.py'), path], { stdio: 'inherit' })
}

async function trainAll(root: string, tables: readonly BenchTable[], folder: string) {
  const executor = await loadExecutor('portable', (reason) => process.stderr.write(`${reason}\n`))
  const engine = await startOurEngine(root)
  try {
    const all = []
    for (const table of tables) {
      const results = []
      for (const seed of SEEDS)
        results.push(await trainOurs(engine, executor, table, join(folder, `${table.name}.csv`), seed))
      process.stderr.write(`${table.name}: ours ${results.map(({ score }) => score.toFixed(4)).join(' ')}\n`)
      all.push(results)
    }
    return all
  } finally {
    await engine.close()
  }
}

/** One process trains all of them, because Keras takes seconds to start. @returns the mean scores in the order of the tasks */
async function scoreReferences(
  root: string,
  python: string,
  tasks: readonly ReferenceTask[],
  folder: string,
): Promise<number[]> {
  const path = join(folder, 'tasks.json')
  writeFileSync(path, JSON.stringify(tasks))
  const child = spawn(python, [join(root, 'bench', 'suggestions', 'reference.py'), path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow', CUDA_VISIBLE_DEVICES: '' },
  })
  let errors = ''
  child.stderr.on('data', (bytes: Buffer) => {
    errors = (errors + bytes.toString()).slice(-4000)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const scores: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const { table, seed, score } = JSON.parse(line) as { table: string; seed: number; score: number }
    process.stderr.write(`${table}, seed ${seed}: by hand ${score.toFixed(4)}\n`)
    scores.push(score)
  }
  const code = await ended
  if (code !== 0 || scores.length !== tasks.length)
    throw new Error(
      `reference.py ended with ${code} after ${scores.length} of ${tasks.length} tasks:\n${errors}`,
    )
  return scores
}
