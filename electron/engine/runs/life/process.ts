/** What the run's process reports while it works. */
import { changed, type Life, type Of, recorded, type Step, step } from './life.ts'

/** The executor is written at once: a run whose engine is killed needs it to be resumed. */
export function recordExecutor(life: Life, { record: executor }: Of<'executor'>): Step {
  return recorded({ ...life, executor }, { executor })
}

export function logText(life: Life, { text }: Of<'log'>): Step {
  return step(life, { type: 'log', text })
}

export function follow(life: Life, { state }: Of<'state'>): Step {
  return changed({ ...life, phase: state === 'compiling' ? 'compiling' : 'training' }, state)
}

export function keepProgress(life: Life, { frame }: Of<'progress'>): Step {
  return step(life, { type: 'progress', frame, hidden: false })
}

export function hideProgress(life: Life, { frame }: Of<'progress'>): Step {
  return step(life, { type: 'progress', frame, hidden: true })
}

export function keepEpochs(life: Life, { frames }: Of<'epochs'>): Step {
  return step(life, { type: 'epochs', frames })
}

export function keepSignals(life: Life, { frame }: Of<'signals'>): Step {
  return step(life, { type: 'signals', frame })
}

/** The process has read a stop or pause. */
export function acknowledge(life: Life): Step {
  return changed(life, life.halting === 'pause' ? 'paused' : 'stopped')
}
