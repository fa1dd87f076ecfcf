/** Which states of a run are its last. */
import type { RunState } from './contract.ts'

export const LAST_STATES = ['finished', 'stopped', 'paused', 'failed'] as const satisfies readonly RunState[]

/** Whether nothing more comes of it, unless it is resumed. */
export const isOver = (state: RunState): boolean => (LAST_STATES as readonly RunState[]).includes(state)
