/** One training run from its first step to its end: epochs, early stopping, figures and weights. */
import type { ProblemData } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { meansOf, type Rhythm, trainEpoch, validate, type Watcher } from './epoch.ts'
import type { Ending, FromRun, RunJob } from './messages.ts'
import { type OpenRun, openRun } from './open-run.ts'
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
  /** Fixes the steps per call. */
  readonly chunk?: number
}

/** Trains until an end and tells of it. @throws ProblemError when a file cannot be written */
export async function trainRun(job: RunJob, control: RunControl): Promise<Ending> {
  const opened = performance.now()
  const { emit } = control
  emit({ type: 'state', state: 'compiling' })
  const run = openRun(job)
  const { plan, session, training, validation, stepsPerEpoch } = run
  const names = [...plan.series, ...(validation.length > 0 ? plan.series.map((s) => `val_${s}`) : [])]
  const watch = watchEpochs(training.callbacks, names)
  for (const text of watch.remarks) emit({ type: 'log', text })
  const files = runFiles(job.folder)
  const meter = progressMeter((frame) => emit({ type: 'progress', frame }))
  const rhythm: Rhythm = {
    chunk: control.chunk ?? 1,
    fixed: control.chunk !== undefined,
    compiled: false,
  }
  let best: Weights | null = null

  const end = (
    state: Ending['state'],
    reason: Text,
    epochs: number,
    problems: readonly ProblemData[] = [],
  ): Ending => {
    const at = watch.bestEpoch()
    if (watch.restores && best && at !== null) {
      session.write(new Map([...best].map(([name, w]) => [name, w.values])))
      emit({ type: 'log', text: texts.restored(at + 1) })
      files.weights('last', best, at + 1)
    } else if (state !== 'failed' && rhythm.compiled) files.weights('last', weightsOf(run), epochs)
    files.flush()
    session.close()
    return { state, reason, problems, bestEpoch: at === null ? null : at + 1, epochs }
  }

  for (let epoch = 0; epoch < job.epochs; epoch++) {
    let shown: { step: number; values: Float32Array } = {
      step: 0,
      values: new Float32Array(plan.series.length),
    }
    const show = (state: 'training' | 'validating', always = false) =>
      meter.frame(
        { state, epoch: epoch + 1, ...shown },
        {
          stepsLeft: stepsPerEpoch * (job.epochs - epoch) - shown.step,
          validationsLeft: validation.length > 0 ? job.epochs - epoch : 0,
        },
        always,
      )
    const watcher: Watcher = {
      async goOn() {
        await control.breathe()
        return !control.stopped()
      },
      stepped(count, milliseconds, step, figures) {
        const isFirst = epoch === 0 && shown.step === 0
        shown = { step, values: meansOf(figures) }
        if (milliseconds !== null) meter.steps(count, milliseconds)
        if (isFirst) {
          emit({ type: 'log', text: texts.compiled((performance.now() - opened) / 1000) })
          emit({ type: 'state', state: 'training' })
        }
        show('training', isFirst)
      },
      validating: () => show('validating'),
    }
    if (!(await watcher.goOn())) return end('stopped', texts.stoppedByPerson, epoch)
    const trained = await trainEpoch(run, epoch, rhythm, watcher)
    if (!trained) return end('stopped', texts.stoppedByPerson, epoch)
    const { badStep } = trained.figures
    if (badStep >= 0) {
      const step = (badStep % stepsPerEpoch) + 1
      const problem = texts.notFinite(epoch + 1, step, training.optimizer.learning_rate as number)
      return end('failed', texts.notFiniteReason(epoch + 1, step), epoch, [problem])
    }
    const from = performance.now()
    const validated = validation.length > 0 ? await validate(run, watcher) : null
    if (validation.length > 0 && !validated) return end('stopped', texts.stoppedByPerson, epoch)
    meter.validated(performance.now() - from)

    const train = meansOf(trained.figures)
    const figures = [...train, ...(validated ?? [])]
    const verdict = watch.after(epoch, new Map(names.map((name, i) => [name, figures[i]!])))
    const weights = weightsOf(run)
    if (verdict.best) {
      best = weights
      files.weights('best', weights, epoch + 1)
    }
    files.weights('last', weights, epoch + 1)
    files.settle()
    const { millisecondsPerStep } = trained
    files.metrics({
      epoch: epoch + 1,
      ...Object.fromEntries(names.map((name, i) => [name, finite(figures[i]!)])),
      ms_per_step: millisecondsPerStep,
      best: verdict.best,
    })
    emit({
      type: 'epoch',
      frame: {
        epoch: epoch + 1,
        train,
        validation: validated,
        millisecondsPerStep,
        best: verdict.best,
        waited: verdict.waited,
      },
    })
    if (verdict.stop) return end('finished', verdict.stop, epoch + 1)
  }
  return end('finished', texts.allEpochs(job.epochs), job.epochs)
}

/** JSON has no other numbers. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** What the network is: weights and moving averages. */
function weightsOf({ session, plan }: OpenRun): Weights {
  const states = plan.state.filter((s) => s.role === 'weight' || s.role === 'moving')
  const values = session.read(states.map((s) => s.name))
  return new Map(states.map((s) => [s.name, { shape: s.shape, values: values.get(s.name) as Float32Array }]))
}
