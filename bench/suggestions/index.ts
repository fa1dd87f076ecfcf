/** `npm run bench -- --suggestions`: real tables with everything suggested, beside tables that are prepared by hand for the same network in Keras.
 *  With `--readme` the result is written to docs/data.md. `--scores FILE` keeps what is measured, so that a stopped comparison goes on. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { loadExecutor } from '../../electron/engine/worker/load-executor.ts'
import { startOurEngine } from '../our-engine.ts'
import { type BenchTable, TABLES } from './list.ts'
import { type OurResult, type ReferenceTask, trainingsOf, trainOurs } from './ours.ts'
import { formatSuggestions, type TableScores } from './report.ts'

/** Seeds of the split: each draws other test rows. */
const SEEDS = [1, 2, 3, 4, 5]

/** @param only part of the names of the tables that are measured
 *  @param scoresFile keeps the scores of each table as soon as they are known; trainings that it has are not repeated
 *  @returns the scores of each table, in the order of the list */
export async function measureSuggestions(
  root: string,
  only: string,
  scoresFile: string | null,
): Promise<TableScores[]> {
  const tables = TABLES.filter(({ name }) => name.includes(only))
  const scores = new Map((scoresFile ? readScores(scoresFile) : []).map((each) => [each.name, each]))
  const missing = tables.filter(({ name }) => !isComplete(scores.get(name)))
  if (missing.length > 0)
    await measureTables(root, missing, scores, (measured) => {
      scores.set(measured.name, measured)
      process.stderr.write(`${formatSuggestions([measured])}\n`)
      if (scoresFile) writeFileSync(scoresFile, `${JSON.stringify([...scores.values()])}\n`)
    })
  return tables.map(({ name }) => scores.get(name)!).map(limited)
}

/** @param known scores of earlier trainings, by table */
async function measureTables(
  root: string,
  tables: readonly BenchTable[],
  known: ReadonlyMap<string, TableScores>,
  onMeasured: (scores: TableScores) => void,
): Promise<void> {
  const python = process.env.LAYERLOOM_KERAS_PYTHON
  if (!python) throw new Error('The tables need the Keras of the set-up.')
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-suggestions-'))
  const executor = await loadExecutor('portable', (reason) => process.stderr.write(`${reason}\n`))
  const engine = await startOurEngine(root)
  try {
    exportTables(root, python, tables, folder)
    for (const table of tables) {
      const path = join(folder, `${table.name}.csv`)
      const earlier = known.get(table.name)
      const ours: OurResult[] = []
      for (const [i, seed] of SEEDS.entries())
        ours.push(await trainOurs(engine, executor, table, path, seed, earlier?.ours[i]?.length ?? 0))
      const tasks = ours.map(({ task }) => task)
      const theirs = await scoreReferences(root, python, tasks, folder)
      const [{ rows, columns }] = ours as [OurResult]
      onMeasured({
        ...{ name: table.name, task: table.task, rows, columns },
        ours: SEEDS.map((_, i) => [...(earlier?.ours[i] ?? []), ...ours[i]!.scores]),
        theirs: SEEDS.map((_, i) => [...(earlier?.theirs[i] ?? []), ...theirs[i]!]),
      })
    }
  } finally {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const readScores = (path: string): TableScores[] =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as TableScores[]) : []

const isComplete = (known: TableScores | undefined): boolean =>
  known?.ours.every(({ length }) => length >= trainingsOf(known.rows)) ?? false

/** A file may have scores of more trainings than are compared. */
function limited(scores: TableScores): TableScores {
  const first = (each: readonly number[]) => each.slice(0, trainingsOf(scores.rows))
  return { ...scores, ours: scores.ours.map(first), theirs: scores.theirs.map(first) }
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

/** One process trains all splits of a table, because Keras takes seconds to start. @returns the scores of the trainings of each task */
async function scoreReferences(
  root: string,
  python: string,
  tasks: readonly ReferenceTask[],
  folder: string,
): Promise<number[][]> {
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
  const scores: number[][] = []
  for await (const line of createInterface({ input: child.stdout }))
    scores.push((JSON.parse(line) as { readonly scores: number[] }).scores)
  const code = await ended
  if (code !== 0 || scores.length !== tasks.length)
    throw new Error(
      `reference.py ended with ${code} after ${scores.length} of ${tasks.length} tasks:\n${errors}`,
    )
  return scores
}
