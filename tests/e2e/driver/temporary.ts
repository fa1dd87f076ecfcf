/** The folders of one test: documents, user data, home. Removed when the test ends. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Folders {
  /** Where the person keeps documents: the only folder the web host may use. */
  readonly documents: string
  readonly home: string
  readonly userData: string
  remove(): void
}

export function temporaryFolders(): Folders {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'layerloom-e2e-')))
  const folder = (name: string) => {
    const path = join(root, name)
    mkdirSync(path)
    return path
  }
  return {
    documents: folder('documents'),
    home: folder('home'),
    userData: folder('user-data'),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}

/** The environment of the app in a test: nothing of it reaches the real home folder. */
export function environmentIn({ home, documents }: Folders): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...given } = process.env
  const inherited = Object.fromEntries(
    Object.entries(given).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  )
  return {
    ...inherited,
    HOME: home,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_DATA_HOME: `${home}/data`,
    INIT_CWD: documents,
    LAYERLOOM_RUNS: `${home}/runs`,
    LAYERLOOM_WHY: 'started by a test',
    LAYERLOOM_WHY_KO: '테스트에서 시작함',
  }
}
