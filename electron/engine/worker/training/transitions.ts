/** A training as a pure reducer: `(training, message) → next training and effects`. TRANSITIONS says what each phase does with each message;
 *  what it does not list changes nothing. perform.ts performs the effects. */
import { find, resume, start } from './begin.ts'
import { endUnchanged, fail, halt } from './end.ts'
import { endEpochs } from './epochs.ts'
import { checkpointInside, followSteps, followValidation, startTraining } from './steps.ts'
import type { Message, Of, Phase, Step, Training } from './training.ts'

type Handlers = { readonly [T in Message['type']]?: (training: Training, message: Of<T>) => Step }

export const TRANSITIONS: { readonly [P in Phase]: Handlers } = {
  opened: {
    start, // → compiling
    found: find,
    allowed: resume, // → compiling
    halted: endUnchanged, // → ended
  },
  compiling: {
    steps: startTraining, // → training
    insideEpoch: checkpointInside,
    // A run that is resumed after the last step of an epoch validates before it trains.
    validationBatch: followValidation,
    trained: endEpochs, // → compiling; after the last epoch → ended
    halted: halt, // → ended
    notFinite: fail, // → ended
  },
  training: {
    steps: followSteps,
    insideEpoch: checkpointInside,
    validationBatch: followValidation,
    trained: endEpochs, // → training; after the last epoch or an early stop → ended
    halted: halt, // → ended
    notFinite: fail, // → ended
  },
  ended: {},
}

/** @param message what happened; a message that the phase does not expect changes nothing */
export function reduce(training: Training, message: Message): Step {
  const handle = TRANSITIONS[training.phase][message.type] as
    | ((training: Training, message: Message) => Step)
    | undefined
  return handle ? handle(training, message) : { training, effects: [] }
}
