/** The folders at the start of the desktop app: Electron's own, the portable mode, and folders that cannot be written. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { folderNotices, writeFault } from '../../electron/host/writable-folders.ts'
import { adoptWindowState, setElectronFolders } from '../../electron/main/folders.ts'

interface Options {
  readonly isPackaged?: boolean
  readonly switches?: readonly string[]
}

/** What Electron is told, and the environment of a person whose home is a folder of the test. */
function start({ isPackaged = true, switches = [] }: Options = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'layerloom 시작-')))
  const paths = new Map<string, string>()
  onTestFinished(() => {
    rmSync(root, { recursive: true })
    const userData = paths.get('userData')
    if (userData?.startsWith(tmpdir())) rmSync(userData, { recursive: true, force: true })
  })
  const env: NodeJS.ProcessEnv = {
    XDG_DATA_HOME: join(root, 'data'),
    XDG_CACHE_HOME: join(root, 'cache'),
    XDG_CONFIG_HOME: join(root, 'config'),
    XDG_STATE_HOME: join(root, 'state'),
  }
  const app = {
    isPackaged,
    setPath: (name: string, path: string) => void paths.set(name, path),
    getPath: (name: string) => paths.get(name)!,
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
  } as unknown as Electron.App
  const program = join(root, 'program 프로그램', 'layerloom')
  mkdirSync(join(root, 'program 프로그램'))
  return { root, paths, env, app, program, use: () => setElectronFolders(app, env, program) }
}

it('Electron has the folders of the system', () => {
  const { root, paths, use } = start()
  expect(use()).toMatchObject({ notices: [], refusal: null })
  expect(Object.fromEntries(paths)).toEqual({
    userData: join(root, 'config', 'layerloom'),
    sessionData: join(root, 'cache', 'layerloom', 'window'),
    logs: join(root, 'state', 'layerloom', 'logs'),
    crashDumps: join(root, 'state', 'layerloom', 'logs', 'crashes'),
  })
})

it('each folder is checked once', () => {
  const { app, env, program } = start()
  const checked: string[] = []
  const { folders } = setElectronFolders(app, env, program, (folder) => {
    checked.push(folder)
    return null
  })
  expect(checked.sort()).toEqual(Object.values(folders).sort())
})

it('a folder of the command line is used', () => {
  const { paths, use } = start({ switches: ['user-data-dir'] })
  use()
  expect([...paths.keys()].sort()).toEqual(['crashDumps', 'logs'])
})

it('with a folder beside the program everything is in it, also for the engine', () => {
  const { root, paths, env, program, use } = start()
  const portable = join(program, '..', 'layerloom-data')
  mkdirSync(portable)
  const { folders, refusal } = use()
  expect(refusal).toBeNull()
  expect(env.LAYERLOOM_PORTABLE).toBe(portable)
  for (const path of [...Object.values(folders), ...paths.values()])
    expect(path.startsWith(portable), path).toBe(true)
  expect(readdirSync(root)).toEqual(['program 프로그램'])
})

it('in a clone there is no portable mode, because the program is Electron’s', () => {
  const { env, program, use } = start({ isPackaged: false })
  mkdirSync(join(program, '..', 'layerloom-data'))
  use()
  expect(env.LAYERLOOM_PORTABLE).toBeUndefined()
})

it('a portable folder that cannot be written is a reason not to start', () => {
  const { root, program, app, env } = start()
  const portable = join(program, '..', 'layerloom-data')
  mkdirSync(portable)
  const { refusal, notices } = setElectronFolders(app, env, program, (folder) =>
    folder === portable ? 'EROFS' : null,
  )
  expect(refusal!.en).toContain(
    `${portable}, the folder beside the program, but it cannot be written to (EROFS)`,
  )
  expect(refusal!.ko).toContain(portable)
  expect(notices).toEqual([])
  expect(readdirSync(root)).toEqual(['program 프로그램'])
})

it('without a writable home the browser has a temporary folder, and the window says what is missing', () => {
  const { root, paths, env, use } = start()
  writeFileSync(join(root, 'file'), '')
  for (const name of Object.keys(env)) env[name] = join(root, 'file', name)
  const { notices, refusal } = use()
  expect(refusal).toBeNull()
  expect(
    notices.slice(0, -1).map(({ en }) => /^The folder (\S+ \S+) cannot be written/.exec(en)?.[1]),
  ).toEqual(
    ['XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'].map((name) =>
      join(root, 'file', name, 'layerloom', ...(name === 'XDG_STATE_HOME' ? ['logs'] : [])),
    ),
  )
  expect(writeFault(paths.get('userData')!)).toBeNull()
  expect(paths.get('sessionData')).toBe(paths.get('userData'))
})

it('a full disk is named as one, with what follows', () => {
  const notices = folderNotices({ LAYERLOOM_CACHE: '/c' }, (folder) => (folder === '/c' ? 'ENOSPC' : null))
  expect(notices.map(({ en }) => en)).toEqual([
    'The disk of /c is full. Data cannot be prepared for a training.',
    'Free some space or make the folder writable, then start Layerloom again.',
  ])
})

it('checking a folder leaves nothing in it', () => {
  const { root } = start()
  const folder = join(root, 'a', 'b')
  expect(writeFault(folder)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

it('the sizes of panels of an earlier version are taken over once, and stay where they were', () => {
  const { root, app, use } = start()
  use()
  const [before, after] = [join(root, 'config', 'layerloom'), join(root, 'cache', 'layerloom', 'window')]
  const write = (text: string) => {
    mkdirSync(join(before, 'Local Storage'), { recursive: true })
    writeFileSync(join(before, 'Local Storage', 'log'), text)
  }
  const read = () => readFileSync(join(after, 'Local Storage', 'log'), 'utf8')
  adoptWindowState(app)
  expect(existsSync(join(after, 'Local Storage'))).toBe(false)
  write('of the earlier version')
  adoptWindowState(app)
  expect(read()).toBe('of the earlier version')
  write('changed there later')
  adoptWindowState(app)
  expect(read()).toBe('of the earlier version')
})
