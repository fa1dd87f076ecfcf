/** What a test knows of the host around the window. A worker's tests share one, which forgets everything between them. */
import type { ElectronApplication, Page } from '@playwright/test'
import type { Folders } from './temporary.ts'
import type { Watch } from './watch.ts'

/** One window of it, as a test sees it. */
export interface RunningHost {
  readonly kind: 'chromium' | 'electron'
  readonly page: Page
  readonly folders: Folders
  readonly watch: Watch
  /** Process id of the host: its engine and runs are below it. */
  readonly pid: number
  /** What its process was started with. */
  readonly environment: Readonly<Record<string, string>>
  /** Answers the next native dialog with this path, `null` cancels. Only where dialogs are native. */
  answerDialog(purpose: 'open' | 'save', path: string | null): Promise<void>
  /** What the person would paste now. */
  clipboard(): Promise<string>
  /** What host and engine wrote to stderr in this test. */
  log(): string
  /** The size of the window's content, in pixels. */
  resize(width: number, height: number): Promise<void>
  /** Zooms the page, as people do whose eyes are weak: 2 is 200 %. The mouse does not follow; press keys. */
  zoom(factor: number): Promise<void>
  /** The same host seen through the window that `open` opens. */
  nextWindow(open: () => PromiseLike<unknown>): Promise<RunningHost>
  /** Electron's main process, where there is one. */
  readonly desktop: ElectronApplication | null
  /** Ends it as a person does; what is unsaved is given up. */
  close(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

/** Its process. */
export interface HostProcess {
  isRunning(): boolean
  /** The first window, with nothing in its storage.
   *  @param own whether no other test sees the window's process; where the host is Electron it has one anyway */
  open(own: boolean): Promise<RunningHost>
  /** Ends windows, trainings and all that host and engine know, but not what is on the disk. */
  forget(): Promise<void>
  /** Ends it, however it is. */
  end(): Promise<void>
}
