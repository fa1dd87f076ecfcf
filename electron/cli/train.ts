/** `train FILE`: trains a document and saves the run in a folder; prints one line per epoch. `train --data PATH` trains a suggested network
 *  on a table. */
import { randomUUID } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { csv } from '../../shared/data/sources/csv.ts'
import { isTableSource, withTableFile } from '../../shared/data/sources/index.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { MAX_SET, REPETITION_KINDS, type RepetitionKind, seedAfter } from '../../shared/document/run-set.ts'
import type { EngineCalls, EpochEnd, RunInfo, RunResult, RunSet } from '../../shared/ipc/contract/index.ts'
import { hasError, ProblemError, problem } from '../../shared/problem.ts'
import { readText } from '../host/files.ts'
import {
  type Command,
  type Io,
  integerOption,
  textOption,
  textOptions,
  UsageError,
  type Values,
} from './command.ts'
import { dataReference, matchingFiles } from './data-source.ts'
import { withEngine } from './engine-client.ts'
import { runArgument } from './evaluate.ts'
import { jsonNumber } from './json-number.ts'
import { problemJson, problemLine } from './problems.ts'
import { figuresOf, memberDocument, setLines } from './run-set.ts'
import { suggestedDocument } from './suggested-document.ts'
import { tableOptions } from './table-source.ts'

/** The executors by name (`ExecutorKind` of the engine): TensorFlow compiled by XLA, TensorFlow without XLA, or WebAssembly without native
 *  code. */
const RUNTIMES: readonly string[] = ['xla', 'graph', 'portable']
const DEVICES = ['cpu', 'gpu']

export const train: Command = {
  name: 'train',
  arguments: ['FILE'],
  help: 'train the network of a document, or a suggested one for a table, and save the run in a folder',
  options: {
    epochs: {
      type: 'string',
      value: 'N',
      help: 'number of epochs (default: as in the document); with --continue, of more epochs',
    },
    seed: { type: 'string', value: 'N', help: 'random seed (default: as in the document)' },
    data: {
      type: 'string',
      value: 'PATH',
      multiple: true,
      replacesArguments: 'optional',
      help: 'file or folder to read instead of the document’s data path; several times, or as a pattern in quotation marks, for several files of one table; without FILE: data for which roles, preparation and network are suggested',
    },
    ...Object.fromEntries(
      Object.entries(tableOptions).map(([name, option]) => [
        name,
        { ...option, help: `without FILE: ${option.help}` },
      ]),
    ),
    out: {
      type: 'string',
      value: 'DIR',
      help: 'folder for the run (default: a new one in the app’s runs folder)',
    },
    resume: {
      type: 'string',
      value: 'DIR',
      replacesArguments: true,
      help: 'continue the run in this folder instead of training FILE; it keeps its own document, epochs, seed and data',
    },
    continue: {
      type: 'string',
      value: 'RUN',
      replacesArguments: true,
      help: 'train --epochs N more epochs after this run (a folder, or an id as runs prints it), as a new run that goes on from its last state; a schedule keeps its length',
    },
    folds: {
      type: 'string',
      value: 'N',
      help: 'train N runs, each validated on another fold of the rows (KFold, StratifiedKFold), and print mean and range of the final figures',
    },
    seeds: {
      type: 'string',
      value: 'N',
      help: 'train N runs with seeds that follow each other, from --seed or that of the document, and print mean and range of the final figures',
    },
    runtime: {
      type: 'string',
      value: 'NAME',
      help: `backend: ${RUNTIMES.join(', ')} (default: the fastest one available)`,
    },
    device: {
      type: 'string',
      value: 'NAME',
      help: `device: ${DEVICES.join(', ')} (default: cpu); a GPU needs a TensorFlow with CUDA`,
    },
    signals: {
      type: 'boolean',
      help: 'keep signals of every layer while training (by default only where an epoch takes a second or longer)',
    },
    json: { type: 'boolean', help: 'print one JSON object per line' },
  },
  async run(files, values, io) {
    const device = textOption(values, 'device')
    if (device !== undefined && !DEVICES.includes(device))
      throw new UsageError(`--device must be one of ${DEVICES.join(', ')}, not “${device}”`)
    const runtime = textOption(values, 'runtime')
    if (runtime !== undefined && !RUNTIMES.includes(runtime))
      throw new UsageError(`--runtime must be one of ${RUNTIMES.join(', ')}, not “${runtime}”`)
    const plan = planOf(values)
    if (!plan) return (await trainOnce(await runStarter(files, values, io), values, io)).code
    return trainSet(plan, (set) => runStarter(files, values, io, set), values, io)
  },
}

type RepetitionPlan = { readonly kind: RepetitionKind; readonly count: number }

/** What is trained several times; null: one run. */
function planOf(values: Values): RepetitionPlan | null {
  const [kind, ...others] = REPETITION_KINDS.filter((name) => values[name] !== undefined)
  if (kind === undefined) return null
  if (others.length > 0) throw new UsageError('--folds and --seeds cannot be used together')
  return { kind, count: integerOption(values, kind, 2, MAX_SET)! }
}

interface Outcome {
  readonly code: number
  /** Figures of the epoch that the run ends with, by name. */
  readonly figures: ReadonlyMap<string, number>
}

type Starter = (engine: EngineCalls) => Promise<RunInfo>

/** Trains one run after another; the first that fails ends it. */
async function trainSet(
  { kind, count }: RepetitionPlan,
  starterOf: (set: RunSet) => Promise<Starter>,
  values: Values,
  io: Io,
): Promise<number> {
  const id = randomUUID()
  const all: ReadonlyMap<string, number>[] = []
  for (let index = 0; index < count && !io.interrupted.aborted; index++) {
    const { code, figures } = await trainOnce(await starterOf({ id, index, count, kind }), values, io)
    if (code !== 0) return code
    all.push(figures)
  }
  if (all.length < count) return 1
  for (const line of setLines(kind, id, all, values.json === true)) io.out(line)
  return 0
}

async function trainOnce(startRun: Starter, values: Values, io: Io): Promise<Outcome> {
  const device = textOption(values, 'device')
  const runtime = textOption(values, 'runtime')
  const { json = false } = values
  // The first news of a run that goes on does not say yet where.
  const isGoingOn = values.resume !== undefined || values.continue !== undefined
  const finished = deferred<RunResult>()
  let info: RunInfo | null = null
  const pendingEpochs: EpochEnd[] = []
  const ends: EpochEnd[] = []
  const printEpoch = (epoch: EpochEnd, run: RunInfo) => {
    // The epochs before the run was resumed were printed then.
    if (epoch.epoch > (run.resumed?.epoch ?? 0)) io.out(json ? epochJson(epoch, run) : epochLine(epoch, run))
  }

  return withEngine(
    {
      runStarted: (started) => {
        if (!isGoingOn) info ??= started
      },
      epochsEnded(epochs) {
        ends.push(...epochs)
        if (!info) pendingEpochs.push(...epochs)
        else for (const epoch of epochs) printEpoch(epoch, info)
      },
      log(_, line) {
        // The reason of the end is printed once, with the result or the error.
        if (!line.ends) io.err(line.text.en)
      },
      finished: (result) => finished.resolve(result),
    },
    io.err,
    async (engine, engineExit) => {
      await engine.attach()
      const started = await startRun(engine)
      info = started
      for (const epoch of pendingEpochs) printEpoch(epoch, started)
      if (!json)
        io.err(`${started.name} · ${started.executor} · seed ${started.seed} · batch ${started.batchSize}`)
      const stop = () => {
        io.err('stopping; the progress is saved, and train --resume continues it')
        engine.stop(started.run).catch(finished.reject)
      }
      if (io.interrupted.aborted) stop()
      io.interrupted.addEventListener('abort', stop, { once: true })
      const result = await Promise.race([finished.promise, engineExit])
      io.interrupted.removeEventListener('abort', stop)
      const code = reportResult(result, json === true, io)
      return { code, figures: figuresOf(ends, result, started) }
    },
    {
      ...(runtime !== undefined && { LAYERLOOM_EXECUTOR: runtime }),
      ...(device !== undefined && { LAYERLOOM_DEVICE: device }),
    },
  )
}

/** The call that starts or resumes the run. */
async function runStarter(files: readonly string[], values: Values, io: Io, set?: RunSet): Promise<Starter> {
  const resume = textOption(values, 'resume')
  const continued = textOption(values, 'continue')
  if (resume === undefined && continued === undefined && files.length === 0)
    return suggestedStarter(values, io, set)
  const tableOption = Object.keys(tableOptions).find((name) => values[name] !== undefined)
  if (tableOption !== undefined)
    throw new UsageError(`--${tableOption} is for a table without FILE; a document has its own`)
  if (continued !== undefined) return continueStarter(continued, values, io)
  if (resume === undefined) {
    const job = await readJob(files[0]!, values, io, set)
    return (engine) => engine.train(job)
  }
  refuseOptions(['epochs', 'seed', 'data', 'out', 'signals', ...REPETITION_KINDS], values, 'resume')
  return (engine) => engine.resume(resolve(io.folder, resume))
}

function continueStarter(run: string, values: Values, io: Io): Starter {
  refuseOptions(['resume', 'seed', 'data', 'out', 'signals', ...REPETITION_KINDS], values, 'continue')
  const epochs = integerOption(values, 'epochs', 1, 1_000_000)
  if (epochs === undefined) throw new UsageError('--continue needs --epochs N, the number of more epochs')
  return (engine) => engine.continueRun(runArgument(run, io.folder), epochs)
}

function refuseOptions(names: readonly string[], values: Values, option: string): void {
  for (const name of names)
    if (values[name] !== undefined) throw new UsageError(`--${name} cannot be used together with --${option}`)
}

/** Options that every new run has. Each run of a set has a folder of its own: `fold-1`, `seed-42`.
 *  @returns the options, which depend on the document only by its seed */
function runOptions(values: Values, io: Io, set?: RunSet) {
  const out = textOption(values, 'out')
  const epochs = integerOption(values, 'epochs', 1, 1_000_000)
  const seed = integerOption(values, 'seed', 0, 2 ** 32 - 1)
  return ({ training }: Document) => {
    const own = set?.kind === 'seeds' ? seedAfter(seed ?? training.seed, set.index) : seed
    const folder = set ? [set.kind === 'seeds' ? `seed-${own}` : `fold-${set.index + 1}`] : []
    return {
      epochs,
      seed: own,
      out: out === undefined ? undefined : resolve(io.folder, out, ...folder),
      ...(values.signals === true && { signals: true }),
      ...(set && { set }),
    }
  }
}

function suggestedStarter(values: Values, io: Io, set?: RunSet): (engine: EngineCalls) => Promise<RunInfo> {
  const optionsOf = runOptions(values, io, set)
  const reference = dataReference(textOptions(values, 'data'), values, io.folder)
  return async (engine) => {
    const document = await suggestedDocument(engine, reference, values.json ? () => {} : io.err)
    return engine.train({
      document: serializeDocument(memberDocument(document, set)),
      folder: null,
      ...optionsOf(document),
    })
  }
}

async function readJob(path: string, values: Values, io: Io, set?: RunSet) {
  const optionsOf = runOptions(values, io, set)
  const [data, ...moreData] = matchingFiles(textOptions(values, 'data'), io.folder).map((each) =>
    resolve(io.folder, each),
  )
  const file = await readText(resolve(io.folder, path))
  const document = parseDocument(file.text) // reports an invalid file before anything starts
  const job = { folder: dirname(file.path), owner: { path: file.path }, ...optionsOf(document) }
  // One path replaces those of the document; several are a table that the run's document names.
  return moreData.length === 0
    ? { document: set ? serializeDocument(memberDocument(document, set)) : file.text, ...job, data }
    : { document: serializeDocument(memberDocument(withTableFiles(document, data!, moreData), set)), ...job }
}

/** @throws UsageError unless both the document's table and the files are of text */
function withTableFiles(document: Document, path: string, morePaths: readonly string[]): Document {
  const { data } = document
  const source = data && isTableSource(data.source) ? withTableFile(data.source, path) : null
  if (data === null || source?.type !== csv.type)
    throw new UsageError('several files of --data replace those of a document with a table of text only')
  return { ...document, data: { ...data, source: { ...source, more_paths: morePaths } } }
}

function epochJson(
  { epoch, train, validation, learningRate, millisecondsPerStep }: EpochEnd,
  { series: metricNames }: RunInfo,
): string {
  const line: Record<string, unknown> = { event: 'epoch', epoch }
  metricNames.forEach((name, index) => {
    line[name] = jsonNumber(train[index])
  })
  if (validation)
    metricNames.forEach((name, index) => {
      line[`val_${name}`] = jsonNumber(validation[index])
    })
  line.learning_rate = jsonNumber(learningRate)
  line.ms_per_step = jsonNumber(millisecondsPerStep)
  return JSON.stringify(line)
}

function epochLine({ epoch, train, validation, millisecondsPerStep, best }: EpochEnd, info: RunInfo): string {
  const width = String(info.epochs).length
  const list = (prefix: string, values: Float32Array) =>
    info.series.map((name, index) => `${prefix}${name} ${values[index]!.toFixed(4)}`)
  return [
    `epoch ${String(epoch).padStart(width)}/${info.epochs}`,
    ...list('', train),
    ...(validation ? list('val_', validation) : []),
    `${millisecondsPerStep.toFixed(2)} ms/step`,
    ...(best ? ['best'] : []),
  ].join('  ')
}

function reportResult(result: RunResult, json: boolean, io: Io): number {
  const { state, bestEpoch, folder, problems, reason } = result
  for (const found of problems) io.err(json ? problemJson(found) : problemLine(found))
  if (state !== 'failed') io.err(reason.en)
  if (state === 'failed') {
    if (!hasError(problems)) throw new ProblemError([problem('run-failed', reason)])
    return 1
  }
  if (json) io.out(JSON.stringify({ event: 'finished', best_epoch: bestEpoch, run: folder }))
  else {
    if (bestEpoch !== null) io.out(`best epoch ${bestEpoch}`)
    if (folder !== null) io.out(folder)
  }
  return 0
}

function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise
    reject = rejectPromise
  })
  return { promise, resolve, reject }
}
