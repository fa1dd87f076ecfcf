/** Moves the focus into the name of the current run. */
import { focusNextFrame } from '../../ui/focus.ts'

export const RUN_NAME_ID = 'run-name'

export function renameRun(): void {
  focusNextFrame(() => {
    const input = document.getElementById(RUN_NAME_ID) as HTMLInputElement | null
    input?.select()
    return input
  })
}
