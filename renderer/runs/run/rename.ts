/** Moves the focus from the current row of the table into its name, and back. */
import { focusNextFrame } from '../../ui/focus.ts'

export const RUN_NAME_ID = 'run-name'

export function renameRun(): void {
  focusNextFrame(() => {
    const input = document.getElementById(RUN_NAME_ID) as HTMLInputElement | null
    input?.select()
    return input
  })
}

export const currentRow = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-focus="runs"] [data-row][tabindex="0"]')
