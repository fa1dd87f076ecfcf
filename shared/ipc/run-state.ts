/** The states of a run that everybody sees: the window, the command line and the record in its folder. The engine derives them from the
 *  phases of its state machine (electron/engine/runs/life). */

export const FINAL_STATES = ['finished', 'stopped', 'paused', 'failed'] as const
export const RUN_STATES = ['preparing', 'compiling', 'training', 'validating', ...FINAL_STATES] as const

export type FinalState = (typeof FINAL_STATES)[number]
export type RunState = (typeof RUN_STATES)[number]

/** Whether a run in this state has ended. It can still be resumed. */
export const isFinalState = (state: RunState): boolean =>
  (FINAL_STATES as readonly RunState[]).includes(state)
