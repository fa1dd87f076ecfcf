/** A run's life as a pure reducer: `(life, message) → next life and effects`. TRANSITIONS says what each phase does with each message; what
 *  it does not list changes nothing. live-run.ts performs the effects. */
import { continueRun, prepared, reopen, takeOver } from './begin.ts'
import { abandon, adopt, cancel, crash, end, exitAsAsked, fault, finish, finishFaulty, halt } from './end.ts'
import type { Life, Message, Moment, Of, Phase, Step } from './life.ts'
import {
  acknowledge,
  follow,
  hideProgress,
  keepEpochs,
  keepProgress,
  keepSignals,
  logText,
  recordExecutor,
} from './process.ts'
import { remade, retryOrCrash, retryOrEnd } from './retry.ts'

type Handlers = { readonly [T in Message['type']]?: (life: Life, message: Of<T>, moment: Moment) => Step }

/** Alike in every phase before the end. */
const ALWAYS = { executor: recordExecutor, log: logText, adopt, abandon, fault } satisfies Handlers

export const TRANSITIONS: { readonly [P in Phase]: Handlers } = {
  preparing: {
    ...ALWAYS,
    prepared, // → compiling; a resumed run → locating
    exited: crash, // → closing
    halt: cancel, // → closing
  },
  locating: {
    ...ALWAYS,
    resumed: reopen,
    reopened: continueRun, // → compiling
    remade,
    ended: retryOrEnd, // → finished
    exited: retryOrCrash, // → finished
    halt: cancel, // → finished
  },
  compiling: {
    ...ALWAYS,
    // A relaunched process of a resumed run asks again; the record says already that it may change the folder.
    resumed: takeOver,
    state: follow, // → training
    progress: keepProgress,
    epochs: keepEpochs,
    signals: keepSignals,
    remade,
    ended: retryOrEnd, // → closing
    exited: retryOrCrash, // → closing
    halt, // → halting
  },
  training: {
    ...ALWAYS,
    state: follow,
    progress: keepProgress,
    epochs: keepEpochs,
    signals: keepSignals,
    ended: end, // → closing
    exited: crash, // → closing
    halt, // → halting
  },
  halting: {
    ...ALWAYS,
    stopping: acknowledge,
    progress: hideProgress,
    epochs: keepEpochs,
    signals: keepSignals,
    ended: end, // → closing
    exited: exitAsAsked, // → closing
    halt,
  },
  closing: {
    closed: finish, // → finished
    fault: finishFaulty, // → finished
  },
  finished: {},
}

/** @param message what happened; a message that the phase does not expect changes nothing */
export function reduce(life: Life, message: Message, moment: Moment): Step {
  const handle = TRANSITIONS[life.phase][message.type] as
    | ((life: Life, message: Message, moment: Moment) => Step)
    | undefined
  return handle ? handle(life, message, moment) : { life, effects: [] }
}
