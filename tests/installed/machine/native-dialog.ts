/** Answers the native file dialogs of a program in a machine, with keys. */
import { expect } from '@playwright/test'
import type { Machine } from './machine.ts'

/** Types a path into the native dialog that the program shows, and confirms it. Its keyboard layout has ASCII letters only.
 *  @param windowClass the class of the program's windows */
export async function answerNativeDialog(
  machine: Machine,
  display: string,
  windowClass: string,
  path: string,
): Promise<void> {
  const env = { DISPLAY: display }
  const windows = () => machine.run(`xdotool search --onlyvisible --class ${windowClass}`, { env })
  const list = async () => (await windows()).trim().split('\n')
  await expect.poll(async () => (await list()).length, 'the dialog beside the window').toBeGreaterThan(1)
  const dialog = (await list()).at(-1)
  // There is no window manager that gives a new dialog the focus. The name that it suggests is replaced.
  await machine.run(`xdotool windowfocus --sync ${dialog} key ctrl+a type --delay 20 '${path}'`, { env })
  await machine.run(`xdotool windowfocus --sync ${dialog} key Return`, { env })
}
