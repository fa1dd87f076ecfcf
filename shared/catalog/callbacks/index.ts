/** All callbacks: one line each. */
import type { Family } from '../../fields/index.ts'
import type { CallbackDefinition } from './callback.ts'
import { csvLogger } from './csv-logger.ts'
import { earlyStopping } from './early-stopping.ts'
import { modelCheckpoint } from './model-checkpoint.ts'
import { reduceLrOnPlateau } from './reduce-lr-on-plateau.ts'
import { tensorBoard } from './tensor-board.ts'
import { terminateOnNaN } from './terminate-on-nan.ts'

export const callbacks: Family<CallbackDefinition> = {
  name: { en: 'callback', ko: '콜백' },
  members: [earlyStopping, reduceLrOnPlateau, modelCheckpoint, terminateOnNaN, csvLogger, tensorBoard],
}
