/** The final states of a run. */
import type { RunState } from './contract.ts'

export const LAST_STATES = ['finished', 'stopped', 'paused', 'failed'] as const satisfies readonly RunState[]

/** Whether a run in this state has ended. It can still be resumed. */
export const isOver = (state: RunState): boolean => (LAST_STATES as readonly RunState[]).includes(state)
