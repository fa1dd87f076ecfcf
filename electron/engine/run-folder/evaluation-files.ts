/** The files of evaluations in a run's folder: docs/run-folder.md. Each evaluation writes files of its own, so that two processes may evaluate
 *  one run. The folder may come from an untrusted source. */
import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fileLimits } from '../../../shared/document/limits.ts'
import { parseJson } from '../../../shared/document/parse-json.ts'
import { newerVersion } from '../../../shared/file-version.ts'
import {
  EVALUATED_PARTS,
  type Evaluation,
  type Evaluations,
  WEIGHT_KINDS,
} from '../../../shared/ipc/contract/engine/evaluations.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { removeFile } from '../../system/remove-files.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { reportRunFolderErrors } from './run-files.ts'
import { badEvaluation, noEvaluation, noPredictions } from './texts.ts'

export const EVALUATIONS = 'evaluations'
const LOOKS = 'looks.json'
const NAME = /^(train|validation|test)-\d{8}-\d{9}-[0-9a-f]{6}$/
const PARTIAL = /\.\d+\.part$/
/** Bytes: a matrix of a thousand classes needs a tenth of it. */
const MAX_BYTES = 64 * 2 ** 20
/** Files that are read. */
const MAX_FILES = 1000
/** Milliseconds after which no process writes a partial file any more. */
const PARTIAL_TIMEOUT = 60_000

const count = z.int().min(0)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const figure = z.number().nullable()
const interval = z.tuple([z.number(), z.number()]).nullable()
const score = z.looseObject({
  name: z.string().max(200),
  value: figure,
  interval,
  trivial: figure,
})
const numbers = z.array(z.number())
const curve = z.looseObject({
  thresholds: z.array(figure),
  falsePositiveRate: numbers,
  truePositiveRate: numbers,
  precision: numbers,
})
const report = z.looseObject({
  support: count,
  predicted: count,
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  rocAuc: figure,
  averagePrecision: figure,
  intervals: z.looseObject({ precision: interval, recall: interval, f1: interval }).nullable(),
})
const classFigures = z.looseObject({
  kind: z.literal('classes'),
  rows: count,
  classes: z.array(z.string()).min(1),
  threshold: figure,
  isProbability: z.boolean(),
  scores: z.array(score),
  confusion: z.array(z.array(count)).nullable(),
  byClass: z.array(report),
  pairs: z.array(z.looseObject({ classes: z.tuple([count, count]), counts: z.tuple([count, count]) })),
  curves: z.array(curve.nullable()).nullable(),
  calibration: z
    .looseObject({
      bins: z.array(
        z.looseObject({
          from: z.number(),
          to: z.number(),
          rows: count,
          predicted: z.number(),
          actual: z.number(),
        }),
      ),
      error: z.number(),
    })
    .nullable(),
  coverage: z
    .array(z.looseObject({ threshold: z.number(), coverage: z.number(), accuracy: figure }))
    .nullable(),
  trivial: count,
})
const labelFigures = z.looseObject({
  kind: z.literal('labels'),
  rows: count,
  labels: z.array(z.string()).min(1),
  scores: z.array(score),
  byLabel: z.array(report),
  curves: z.array(curve.nullable()).nullable(),
  trivial: z.array(z.boolean()),
})
const numberFigures = z.looseObject({
  kind: z.literal('number'),
  rows: count,
  scores: z.array(score),
  quantiles: z.array(z.looseObject({ share: z.number(), error: figure })),
  byTruth: z.array(
    z.looseObject({ from: figure, to: figure, rows: count, meanAbsoluteError: figure, bias: figure }),
  ),
  residuals: z.looseObject({ from: figure, to: figure, counts: z.array(count) }),
  sample: z.array(z.looseObject({ index: count, truth: figure, predicted: figure })),
  trivial: figure,
})
const evaluationSchema = z.looseObject({
  format: z.literal('layerloom-evaluation'),
  version: z.literal(1),
  id: z.string().regex(NAME),
  run: z.string().max(200),
  part: z.enum(EVALUATED_PARTS),
  rows: count,
  weights: z.looseObject({ kind: z.enum(WEIGHT_KINDS), epoch: count, sha256: hash }),
  isTraining: z.boolean(),
  fingerprint: hash,
  evaluated: z.iso.datetime(),
  seconds: z.number().min(0),
  executor: z.string().max(1000),
  bootstrap: z.looseObject({ draws: count, seed: count }),
  figures: z.looseObject({
    series: z.array(z.looseObject({ name: z.string().max(300), value: figure })),
    outputs: z.array(
      z.looseObject({
        output: z.string().max(300),
        target: z.string().max(4096),
        loss: z.looseObject({ value: figure, interval }),
        figures: z.union([classFigures, labelFigures, numberFigures]),
      }),
    ),
  }),
  predictions: z.looseObject({
    file: z.string().regex(/^[a-z0-9-]+\.safetensors$/),
    bytes: count,
    sha256: hash,
  }),
})
const looksSchema = z.looseObject({
  format: z.literal('layerloom-looks'),
  version: z.literal(1),
  test: count.max(1e9),
})

const folderOf = (run: string) => join(run, EVALUATIONS)
const recordPath = (run: string, id: string) => join(folderOf(run), `${id}.json`)
const predictionsName = (id: string) => `${id}.safetensors`

/** Makes room for an evaluation and removes what a killed process left.
 *  @throws ProblemError if the folder cannot be written */
export function newEvaluation(run: string, part: Evaluation['part'], at: Date) {
  const [date, time] = at
    .toISOString()
    .replace(/[-:.Z]/g, '')
    .split('T')
  const id = `${part}-${date}-${time}-${randomBytes(3).toString('hex')}`
  reportRunFolderErrors(run, () => {
    makeFolder(folderOf(run))
    if (!lstatSync(folderOf(run)).isDirectory())
      throw new ProblemError([badEvaluation(folderOf(run), 'it is not a folder')])
    for (const name of readdirSync(folderOf(run))) {
      const path = join(folderOf(run), name)
      if (PARTIAL.test(name) && Date.now() - lstatSync(path).mtimeMs > PARTIAL_TIMEOUT) removeFile(path)
    }
  })
  return { id, file: predictionsName(id), path: join(folderOf(run), predictionsName(id)) }
}

/** The folder of a run that was moved into the trash meanwhile is not made again. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Stores an evaluation. Earlier files with the same predictions are removed: its own stands for them.
 *  @throws ProblemError when the disk is full or the folder cannot be written */
export function storeEvaluation(run: string, evaluation: Evaluation): void {
  const { id, predictions } = evaluation
  const record = { format: 'layerloom-evaluation', version: 1, ...evaluation }
  reportRunFolderErrors(run, () =>
    replaceFile(recordPath(run, id), [Buffer.from(`${JSON.stringify(record)}\n`)]),
  )
  for (const earlier of storedEvaluations(run).evaluations)
    if (earlier.id !== id && earlier.predictions.sha256 === predictions.sha256)
      removeFile(join(folderOf(run), predictionsName(earlier.id)))
}

/** Removes what an evaluation that was not finished has written. @param pid of its process */
export function discardEvaluation({ path }: { readonly path: string }, pid: number | undefined): void {
  removeFile(`${path}.${pid}.part`)
  removeFile(path)
}

/** The evaluations in a run's folder, newest first. */
export function storedEvaluations(run: string): Evaluations {
  const evaluations: Evaluation[] = []
  const skipped: ProblemData[] = []
  for (const name of recordNames(run)) {
    const path = recordPath(run, name)
    const { value, fault } = readChecked(path, evaluationSchema)
    if (!value) skipped.push(badEvaluation(path, fault))
    else if (value.id !== name) skipped.push(badEvaluation(path, 'it has the id of another one'))
    else {
      const { format: _, version: __, ...evaluation } = value
      evaluations.push(evaluation as unknown as Evaluation)
    }
  }
  evaluations.sort((a, b) => (a.evaluated < b.evaluated ? 1 : -1))
  const own = evaluations.filter(({ part }) => part === 'test').length
  return { evaluations, looks: own + inheritedLooks(run), skipped }
}

function recordNames(run: string): string[] {
  try {
    return readdirSync(folderOf(run))
      .filter((name) => name.endsWith('.json') && NAME.test(name.slice(0, -5)))
      .map((name) => name.slice(0, -5))
      .sort()
      .slice(-MAX_FILES)
  } catch {
    // Not evaluated yet.
    return []
  }
}

/** Path of the predictions of an evaluation. @throws ProblemError if there are none any more */
export function predictionsOf(
  run: string,
  id: string,
): { readonly evaluation: Evaluation; readonly path: string } {
  const { evaluations } = storedEvaluations(run)
  const evaluation = evaluations.find((each) => each.id === id)
  if (!evaluation) throw new ProblemError([noEvaluation(id)])
  const found = evaluations
    .filter(({ predictions }) => predictions.sha256 === evaluation.predictions.sha256)
    .map((each) => join(folderOf(run), predictionsName(each.id)))
    .find((path) => existsSync(path))
  if (found === undefined) throw new ProblemError([noPredictions(folderOf(run))])
  return { evaluation, path: found }
}

/** Looks at the test rows of the runs that a run repeats. */
function inheritedLooks(run: string): number {
  return readChecked(join(folderOf(run), LOOKS), looksSchema).value?.test ?? 0
}

/** A run that repeats another one inherits its looks at the test rows.
 *  @throws ProblemError when the disk is full or the folder cannot be written */
export function carryLooks(from: string, to: string): void {
  const { looks } = storedEvaluations(from)
  if (looks === 0) return
  const record = { format: 'layerloom-looks', version: 1, test: looks }
  reportRunFolderErrors(to, () => {
    mkdirSync(folderOf(to), { recursive: true })
    replaceFile(join(folderOf(to), LOOKS), [Buffer.from(`${JSON.stringify(record)}\n`)])
  })
}

function readChecked<T>(
  path: string,
  schema: z.ZodType<T>,
): { readonly value: T | null; readonly fault: string } {
  try {
    const file = lstatSync(path)
    if (!file.isFile()) return { value: null, fault: 'it is not a regular file' }
    if (file.size > MAX_BYTES)
      return { value: null, fault: `it has ${file.size} bytes, at most ${MAX_BYTES} are read` }
    const raw = parseJson(readFileSync(path, 'utf8'), {
      ...fileLimits,
      characters: MAX_BYTES,
      values: 8_000_000,
      entries: 2_000_000,
    })
    const newer = newerVersion(raw)
    if (newer !== null) return { value: null, fault: newer }
    const { data, error } = schema.safeParse(raw)
    if (data !== undefined) return { value: data, fault: '' }
    const [issue] = error!.issues
    return { value: null, fault: `${issue!.path.join('.')}: ${issue!.message}` }
  } catch (error) {
    const fault = error instanceof ProblemError ? error.problems[0]!.message.en : (error as Error).message
    return { value: null, fault }
  }
}
