/** The final states of a run. */
import type { RunState } from './contract.ts'

export const FINAL_STATES = ['finished', 'stopped', 'paused', 'failed'] as const satisfies readonly RunState[]

/** Whether a run in this state has ended. It can still be resumed. */
export const isFinalState = (state: RunState): boolean =>
  (FINAL_STATES as readonly RunState[]).includes(state)
