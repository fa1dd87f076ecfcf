/** A window and its host: what the host is, and what the window shows. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import type { Text } from '../../../text.ts'
import { id, language, path } from '../arguments.ts'
import { call } from '../call.ts'
import type { Preferences } from './preferences.ts'

export interface HostInfo {
  readonly kind: 'electron' | 'web'
  /** 'Electron 45.4.1', 'Chromium-based browser through 127.0.0.1'. */
  readonly name: string
  /** Why this host is used, when it is not the first choice; shown in the status bar. */
  readonly reason: Text | null
  readonly platform: string
  readonly dialogs: 'native' | 'in-app'
  /** What a person should know at the start: folders that cannot be written. */
  readonly notices: readonly Text[]
}

/** An entry of the native menu, which the window builds from its commands in its language. */
export type MenuEntry = Checked<typeof menuEntry>
const menuEntry = z.strictObject({
  /** The command that the window runs; `-` is a separator. */
  id,
  label: z.string().max(200),
  /** 'CmdOrCtrl+Shift+S'; absent for none. */
  accelerator: z.string().max(50).optional(),
  enabled: z.boolean(),
})

export type MenuSection = Checked<typeof menuSection>
const menuSection = z.strictObject({
  id: z.enum(['file', 'edit', 'arrange', 'training', 'view']),
  label: z.string().min(1).max(100),
  entries: z.array(menuEntry).max(200),
})

export type NativeMenu = Checked<typeof nativeMenu>
const nativeMenu = z.strictObject({ language, sections: z.array(menuSection).max(5) })

const title = z.string().max(1000)

export const windowCalls = {
  info: call().returns<HostInfo>(),
  /** Opens a new window. Only in the desktop app; a browser opens tabs itself. */
  newWindow: call(),
  /** Reports what the window shows, for its title, the question before it closes and reopening: the title, whether there are unsaved
   *  changes, and the path of the document. */
  showing: call(title, z.boolean(), path.nullable()),
  setMenu: call(nativeMenu),
}

export interface HostEvents {
  /** Asks the window to open the document at this path (second instance, file association). */
  openDocument(path: string): void
  /** Asks the window to run a command of the native menu. 'save' is also sent when the user chooses Save in the question before closing. */
  command(id: string): void
  /** Another window has changed the preferences. */
  preferencesChanged(preferences: Preferences): void
  /** The app was started a second time, from an installation of another version: this one goes on. */
  otherVersionStarted(version: string): void
}
