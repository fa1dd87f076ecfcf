/** One training run from its first step to its end: epochs of chunks, validation, early stopping, figures and weights.
 *  Between two calls into TensorFlow the event loop runs, so that a stop is heard. */
import { parseDocument } from '../../../shared/document/file.ts'
import type { Plan } from '../../../shared/graph/program.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { type Figures, openSession, type Session } from '../executors/tensorflow/session.ts'
import { nextChunk } from './chunks.ts'
import { readData } from './data-files.ts'
import { epochOrder } from './epoch-order.ts'
import type { Ending, FromRun, RunJob } from './messages.ts'
import { progressMeter } from './progress.ts'
import { runFiles } from './run-files.ts'
import * as texts from './texts.ts'
import { watchEpochs } from './watch.ts'
import type { Weights } from './weights-file.ts'

export interface RunControl {
  emit(message: FromRun): void
  /** Whether to end now. */
  stopped(): boolean
  /** Lets messages in. */
  breathe(): Promise<void>
  /** Fixes the steps per call; for tests of chunk sizes. */
  readonly chunk?: number
}

/** Rows of an evaluation batch: larger ones are no faster. */
const EVALUATION_ROWS = 512

/** Trains until an end and tells of it; throws ProblemError when a file cannot be written. */
export async function trainRun(job: RunJob, control: RunControl): Promise<Ending> {
  const opened = performance.now()
  const { emit, breathe, stopped } = control
  emit({ type: 'state', state: 'compiling' })
  const document = parseDocument(job.document)
  const { model, problems } = analyze(document, job.info)
  if (!model) throw new ProblemError(problems.filter((p) => p.severity === 'error'))
  const { training } = document
  const plan = buildPlan({ model, optimizer: training.optimizer, data: job.info, seed: job.seed })
  const data = readData(job)
  const { train: rows, validation } = data
  const batch = training.batch_size
  const sizes = {
    rows: data.rows,
    steps: Math.floor(rows.length / batch),
    batch,
    rest: rows.length % batch,
    evaluate: Math.min(EVALUATION_ROWS, Math.max(validation.length, 1)),
  }
  const stepsPerEpoch = sizes.steps + (sizes.rest > 0 ? 1 : 0)
  const session = openSession(plan, sizes, job.executor === 'xla')
  session.load(data.columns)

  const names = [...plan.series, ...(validation.length > 0 ? plan.series.map((s) => `val_${s}`) : [])]
  const watch = watchEpochs(training.callbacks, names)
  for (const text of watch.remarks) emit({ type: 'log', text })
  const files = runFiles(job.folder)
  const meter = progressMeter((frame) => emit({ type: 'progress', frame }))
  const kept = plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')
  let best: Weights | null = null
  let chunk = control.chunk ?? 1
  let compiled = false

  /** `reason` is null when every epoch was done or training was stopped early as asked. */
  const ending = (
    state: Ending['state'],
    reason: Text,
    epochs: number,
    problems: readonly ProblemData[] = [],
  ): Ending => {
    if (watch.restores && best) {
      const bestEpoch = watch.bestEpoch()! + 1
      session.write(new Map([...best].map(([name, w]) => [name, w.values])))
      emit({ type: 'log', text: texts.restored(bestEpoch) })
      files.weights('last', best, bestEpoch)
    } else if (state !== 'failed' && compiled) files.weights('last', weightsOf(session, kept), epochs)
    files.flush()
    session.close()
    const at = watch.bestEpoch()
    return { state, reason, problems, bestEpoch: at === null ? null : at + 1, epochs }
  }

  let epoch = 0
  for (; epoch < job.epochs; epoch++) {
    if (stopped()) return ending('stopped', texts.stoppedByPerson, epoch)
    const order = epochOrder(rows, training.shuffle, job.seed, epoch)
    reset(session, plan)
    const began = performance.now()
    /** Time and steps of calls that had to compile first. */
    const first = { milliseconds: 0, steps: 0 }
    let figures: Figures = { sums: new Float32Array(plan.accumulators.length), badStep: -1 }
    let step = 0
    const show = (state: 'training' | 'validating', always = false) =>
      meter.frame(
        { state, epoch: epoch + 1, step, values: meansOf(figures) },
        {
          stepsLeft: stepsPerEpoch * (job.epochs - epoch) - step,
          validationsLeft: validation.length > 0 ? job.epochs - epoch : 0,
        },
        always,
      )
    const call = (count: number, work: () => Figures, isFirst: boolean): number => {
      const from = performance.now()
      figures = work()
      const milliseconds = performance.now() - from
      step += count
      if (isFirst) {
        first.milliseconds += milliseconds
        first.steps += count
      } else meter.steps(count, milliseconds)
      return milliseconds
    }
    while (step < sizes.steps) {
      const count = Math.min(chunk, sizes.steps - step)
      const milliseconds = call(count, () => session.train(order, step, step + count), !compiled)
      if (!compiled) {
        compiled = true
        emit({ type: 'log', text: texts.compiled((performance.now() - opened) / 1000) })
        emit({ type: 'state', state: 'training' })
        show('training', true)
      } else if (!control.chunk && count === chunk) chunk = nextChunk(count, milliseconds)
      if (figures.badStep >= 0) break
      show('training')
      await breathe()
      if (stopped()) return ending('stopped', texts.stoppedByPerson, epoch)
    }
    if (sizes.rest > 0 && figures.badStep < 0) {
      const last = order.slice(sizes.steps * batch)
      call(1, () => session.rest(last), epoch === 0)
    }
    if (figures.badStep >= 0) {
      const at = [
        Math.floor(figures.badStep / stepsPerEpoch) + 1,
        (figures.badStep % stepsPerEpoch) + 1,
      ] as const
      const rate = training.optimizer.learning_rate as number
      return ending('failed', texts.notFiniteReason(...at), epoch, [texts.notFinite(...at, rate)])
    }
    if (!compiled) {
      compiled = true
      emit({ type: 'state', state: 'training' })
    }
    show('training', job.epochs <= 100)
    const steadySteps = stepsPerEpoch - first.steps
    const milliseconds = performance.now() - began
    const perStep =
      steadySteps > 0 ? (milliseconds - first.milliseconds) / steadySteps : milliseconds / stepsPerEpoch
    const trained = meansOf(figures)

    let validated: Float32Array | null = null
    if (validation.length > 0) {
      const from = performance.now()
      reset(session, plan)
      for (let at = 0; at < validation.length; at += sizes.evaluate) {
        const part = session.evaluate(validation.subarray(at, at + sizes.evaluate))
        show('validating')
        await breathe()
        if (stopped()) return ending('stopped', texts.stoppedByPerson, epoch)
        validated = meansOf(part)
      }
      meter.validated(performance.now() - from)
    }
    const values = new Map(names.map((name, i) => [name, [...trained, ...(validated ?? [])][i]!]))
    const verdict = watch.after(epoch, values)
    const weights = weightsOf(session, kept)
    if (verdict.best) {
      best = weights
      files.weights('best', weights, epoch + 1)
    }
    files.weights('last', weights, epoch + 1)
    files.metrics({
      epoch: epoch + 1,
      ...Object.fromEntries([...values].map(([name, v]) => [name, Number.isFinite(v) ? v : null])),
      ms_per_step: perStep,
      best: verdict.best,
    })
    emit({
      type: 'epoch',
      frame: {
        epoch: epoch + 1,
        train: trained,
        validation: validated,
        millisecondsPerStep: perStep,
        best: verdict.best,
        waited: verdict.waited,
      },
    })
    if (verdict.stop) return ending('finished', verdict.stop, epoch + 1)
    await breathe()
  }
  return ending('finished', texts.allEpochs(epoch), epoch)
}

/** Sum ÷ rows of each series. */
const meansOf = ({ sums }: Figures): Float32Array => sums.subarray(1).map((sum) => sum / sums[0]!)

function reset(session: Session, plan: Plan): void {
  session.write(new Map(plan.accumulators.map((name) => [name, Float32Array.of(0)])))
}

function weightsOf(session: Session, states: readonly { name: string; shape: readonly number[] }[]): Weights {
  const values = session.read(states.map((s) => s.name))
  return new Map(states.map((s) => [s.name, { shape: s.shape, values: values.get(s.name) as Float32Array }]))
}
