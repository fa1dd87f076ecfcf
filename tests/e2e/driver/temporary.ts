/** The folders of a worker's tests: documents, user data, home. They are wiped between tests and removed after the last one. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Folders {
  /** The user's folder of documents, the only folder that the web host may use. */
  readonly documents: string
  readonly home: string
  readonly userData: string
  /** Empties the folders. While a host is running, the user data stays, because Electron's browser clears its storage itself. */
  wipe(isRunning: boolean): void
  remove(): void
}

const REMOVE_OPTIONS = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const

export function temporaryFolders(): Folders {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'layerloom-e2e-')))
  const [documents, home, userData] = ['documents', 'home', 'user-data'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  const wipe = (isRunning: boolean) => {
    for (const folder of isRunning ? [documents, home] : [documents, home, userData]) {
      // The folder itself stays, because a host uses it.
      if (existsSync(folder))
        for (const name of readdirSync(folder)) rmSync(join(folder, name), REMOVE_OPTIONS)
      mkdirSync(folder, { recursive: true })
    }
    rmSync(join(userData, 'window.json'), REMOVE_OPTIONS)
  }
  wipe(false)
  return { documents, home, userData, wipe, remove: () => rmSync(root, REMOVE_OPTIONS) }
}

export interface EnvironmentOptions {
  /** Whether a process waits for the next training, as in normal use. */
  readonly warm: boolean
}

/** The environment variables of the app in a test. They keep the app away from the real home folder. */
export function environmentIn(
  { home, documents }: Folders,
  { warm }: EnvironmentOptions,
): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...variables } = process.env
  const inherited = Object.fromEntries(
    Object.entries(variables).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  )
  return {
    ...inherited,
    HOME: home,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_DATA_HOME: `${home}/data`,
    INIT_CWD: documents,
    LAYERLOOM_RUNS: `${home}/runs`,
    LAYERLOOM_READY_RUN: warm ? '1' : '0',
    LAYERLOOM_UNDER_TEST: '1',
    LAYERLOOM_WHY: 'started by a test',
    LAYERLOOM_WHY_KO: '테스트에서 시작함',
  }
}
