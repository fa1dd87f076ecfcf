/** The interface of a host for tests. The tests of a worker share one host, which is reset between them. */
import type { ElectronApplication, Page } from '@playwright/test'
import type { Watch } from './fault-watch.ts'
import type { Folders } from './temporary.ts'

/** A running host and one window of it. */
export interface RunningHost {
  readonly kind: 'chromium' | 'electron'
  readonly page: Page
  readonly folders: Folders
  readonly watch: Watch
  /** The process id of the host. Its engine and runs are descendants of this process. */
  readonly pid: number
  /** The environment variables of the host's process. */
  readonly environment: Readonly<Record<string, string>>
  /** Answers the next native dialogs with these paths, and all later ones with the last; `null` cancels a dialog.
   *  @throws Error on the web host, which has no native dialogs */
  answerDialog(purpose: 'open' | 'save', ...paths: readonly (string | null)[]): Promise<void>
  /** The text on the clipboard. */
  clipboard(): Promise<string>
  /** The output of the host and the engine on stderr during this test. */
  log(): string
  /** Sets the size of the window's content, in pixels. */
  resize(width: number, height: number): Promise<void>
  /** Zooms the page: 2 is 200 %. Mouse coordinates do not follow the zoom; use keys. */
  zoom(factor: number): Promise<void>
  /** The same host with the window that `open` opens. */
  nextWindow(open: () => PromiseLike<unknown>): Promise<RunningHost>
  /** The Electron app; null on the web host. */
  readonly desktop: ElectronApplication | null
  /** Closes the app as a user does. Unsaved changes are discarded. */
  close(): Promise<void>
  /** Kills the host, like a power failure. */
  kill(): Promise<void>
}

/** The process of a host. */
export interface HostProcess {
  isRunning(): boolean
  /** Opens the first window, with empty storage.
   *  @param own whether the window has a process that no other test uses; in Electron it always has */
  open(own: boolean): Promise<RunningHost>
  /** Closes windows, stops trainings and resets the state of host and engine. Files on disk stay. */
  reset(): Promise<void>
  /** Ends the process in any state. */
  end(): Promise<void>
}
