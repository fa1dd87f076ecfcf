/** The desktop host without a screen: its scheme, security settings, messages of windows, closing questions, window state. */
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IpcMain, IpcMainEvent, MenuItemConstructorOptions, WebContents } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { resolvePage } from '../../electron/host/pages.ts'
import { appPage, HOME, isAppUrl } from '../../electron/main/app-scheme.ts'
import { documentArguments, versionOf } from '../../electron/main/arguments.ts'
import { closing } from '../../electron/main/closing.ts'
import { serveScheme } from '../../electron/main/compat.ts'
import { menuTemplate } from '../../electron/main/menu.ts'
import { openFiles } from '../../electron/main/open-files.ts'
import {
  blockRemote,
  denyPermissions,
  hardenContents,
  isAllowedRequest,
  isAppSender,
  mayOpenExternal,
  safePreferences,
} from '../../electron/main/security.ts'
import { acceptWindows } from '../../electron/main/window-ports.ts'
import { cascade, DEFAULT_STATE, readState } from '../../electron/main/window-state.ts'
import { fuseSettings } from '../../scripts/package/fuses.mjs'
import type { NativeMenu } from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const dist = join(folder, 'dist')
mkdirSync(join(dist, 'assets'), { recursive: true })
writeFileSync(join(dist, 'index.html'), '<meta content="__NONCE__"><style nonce="__NONCE__"></style>')
writeFileSync(join(dist, 'assets', 'a.js'), 'let a')
writeFileSync(join(dist, '.secret.js'), 'no')
writeFileSync(join(folder, 'secret.js'), 'no')
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

test('a page path stays in its folder', () => {
  expect(resolvePage(dist, '/')).toBe(join(dist, 'index.html'))
  expect(resolvePage(dist, '/assets/a.js')).toBe(join(dist, 'assets', 'a.js'))
  for (const path of [
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/%2e%2e%2fsecret.js',
    '/..%5csecret.js',
    '/..\\secret.js',
    '/.secret.js',
    '/assets/.%2e/a.js',
    '//etc/passwd.js/../..',
    '/C:/secret.js',
    '/a%00.js',
    '/%',
    'assets/a.js',
    '',
  ])
    expect(resolvePage(dist, path), path).toBeNull()
})

test('7, 18: app:// responds with the policy and a new nonce each time', async () => {
  const one = await appPage(dist, HOME, 'GET')
  const two = await appPage(dist, `${HOME}index.html?x#y`, 'GET')
  expect(one.status).toBe(200)
  const nonce = /'nonce-([^']+)'/.exec(one.headers['Content-Security-Policy']!)![1]!
  expect(text(one.body)).toBe(`<meta content="${nonce}"><style nonce="${nonce}"></style>`)
  expect(text(two.body)).not.toContain(nonce)
  expect(one.headers['Content-Security-Policy']).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  expect((await appPage(dist, `${HOME}assets/a.js`, 'GET')).headers['Content-Type']).toContain(
    'text/javascript',
  )
})

test('18: app:// serves nothing else', async () => {
  const statusOf = async (url: string, method = 'GET') => (await appPage(dist, url, method)).status
  expect(await statusOf(`${HOME}../secret.js`)).toBe(404)
  expect(await statusOf(`${HOME}%2e%2e/secret.js`)).toBe(404)
  expect(await statusOf(`${HOME}assets`)).toBe(404)
  expect(await statusOf('app://other/index.html')).toBe(403)
  expect(await statusOf('file:///etc/passwd')).toBe(403)
  expect(await statusOf(HOME, 'POST')).toBe(405)
  expect((await appPage(dist, `${HOME}nothing.js`, 'GET')).headers['Content-Security-Policy']).toContain(
    "default-src 'none'",
  )
})

test('the scheme is served with the API of both versions of Electron', async () => {
  let modern: ((request: Request) => Promise<Response>) | null = null
  serveScheme('app', (url, method) => appPage(dist, url, method), {
    handle: (_: string, handler: typeof modern) => {
      modern = handler
    },
  } as never)
  const response = await modern!({ url: `${HOME}assets/a.js`, method: 'GET' } as Request)
  expect(await response.text()).toBe('let a')
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")

  type Old = (
    request: { url: string; method: string },
    answer: (r: { statusCode: number; data: Buffer }) => void,
  ) => void
  let old: Old | null = null
  serveScheme('app', (url, method) => appPage(dist, url, method), {
    registerBufferProtocol: (_: string, handler: Old) => {
      old = handler
      return true
    },
  } as never)
  const answer = await new Promise<{ statusCode: number; data: Buffer }>((resolve) =>
    old!({ url: `${HOME}assets/a.js`, method: 'GET' }, resolve),
  )
  expect([answer.statusCode, text(answer.data)]).toEqual([200, 'let a'])
})

test('13, 17: our pages are recognized by scheme and host, not by a URL prefix', () => {
  expect(isAppUrl('app://layerloom/')).toBe(true)
  expect(isAppUrl('app://layerloom/index.html#a')).toBe(true)
  for (const url of [
    'app://layerloom.evil.com/',
    'app://layerloom@evil.com/',
    'app://evil/layerloom/',
    'https://layerloom/',
    'file:///app://layerloom/',
    'about:blank',
    '',
    undefined,
  ])
    expect(isAppUrl(url), url).toBe(false)
})

test('2-4, 6, 8-11: the window’s preferences', () => {
  expect(safePreferences('/preload.cjs')).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
  expect(safePreferences('/preload.cjs')).not.toHaveProperty('enableBlinkFeatures')
})

test('12-15: no webview, no navigation away, no second window, listed pages in the system’s browser', () => {
  const contents = new EventEmitter() as EventEmitter & {
    setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => void
  }
  let open: (details: { url: string }) => unknown = () => null
  contents.setWindowOpenHandler = (handler) => {
    open = handler
  }
  const outside = vi.fn()
  hardenContents(contents as unknown as WebContents, outside)
  expect(open({ url: 'https://example.com/' })).toEqual({ action: 'deny' })
  expect(outside).not.toHaveBeenCalled()
  expect(open({ url: 'https://keras.io/api/' })).toEqual({ action: 'deny' })
  expect(outside).toHaveBeenCalledWith('https://keras.io/api/')
  const isPrevented = (event: string, ...args: unknown[]) => {
    const preventDefault = vi.fn()
    contents.emit(event, { preventDefault }, ...args)
    return preventDefault.mock.calls.length > 0
  }
  expect(isPrevented('will-attach-webview')).toBe(true)
  expect(isPrevented('will-navigate', 'https://example.com/')).toBe(true)
  expect(isPrevented('will-navigate', 'file:///etc/passwd')).toBe(true)
  expect(isPrevented('will-redirect', 'https://example.com/')).toBe(true)
  expect(isPrevented('will-navigate', HOME)).toBe(false)
})

test('1, 5: every permission except copying is denied, every foreign request cancelled', () => {
  const handlers: Record<string, (...args: never[]) => unknown> = {}
  const record = (name: string) => (handler: (...args: never[]) => unknown) => {
    handlers[name] = handler
  }
  const session = {
    setPermissionRequestHandler: record('request'),
    setPermissionCheckHandler: record('check'),
    setDevicePermissionHandler: record('device'),
    webRequest: { onBeforeRequest: record('before') },
  }
  denyPermissions(session as never)
  blockRemote(session as never)
  const ours = { getURL: () => HOME }
  const isGranted = (permission: string) => {
    const answer = vi.fn()
    handlers.request!(...([ours, permission, answer] as never[]))
    return answer.mock.calls[0]![0]
  }
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'fullscreen',
    'clipboard-read',
    'hid',
  ])
    expect(isGranted(permission), permission).toBe(false)
  expect(isGranted('clipboard-sanitized-write')).toBe(true)
  expect(handlers.check!(...([ours, 'media'] as never[]))).toBe(false)
  expect(handlers.check!(...([null, 'clipboard-sanitized-write'] as never[]))).toBe(false)
  expect(handlers.device!()).toBe(false)
  const before = vi.fn()
  handlers.before!(...([{ url: 'https://example.com/x.js' }, before] as never[]))
  expect(before).toHaveBeenCalledWith({ cancel: true })
  expect(isAllowedRequest(HOME)).toBe(true)
  expect(isAllowedRequest('app://other/')).toBe(false)
  expect(isAllowedRequest('file:///etc/passwd')).toBe(false)
  expect(isAllowedRequest('ws://127.0.0.1:1/')).toBe(false)
})

test('15: only named https hosts may open outside', () => {
  expect(mayOpenExternal('https://keras.io/api/')).toBe(true)
  for (const url of [
    'http://keras.io/',
    'https://keras.io.evil.com/',
    'https://keras.io:8443/',
    'https://a@keras.io/',
    'file:///bin/sh',
    'x',
  ])
    expect(mayOpenExternal(url), url).toBe(false)
})

test('17: only the top frame of our page is a valid sender', () => {
  const mainFrame = { url: HOME }
  const event = (senderFrame: unknown, sender = { mainFrame }) =>
    ({ senderFrame, sender }) as unknown as IpcMainEvent
  expect(isAppSender(event(mainFrame))).toBe(true)
  expect(isAppSender(event({ url: HOME }))).toBe(false)
  expect(isAppSender(event(null))).toBe(false)
  const foreign = { url: 'https://example.com/' }
  expect(isAppSender(event(foreign, { mainFrame: foreign }))).toBe(false)
})

test('16, 19: a current Electron is pinned and the fuses are set', () => {
  const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(Number(packageJson.devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(45)
  const wire = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [at, 0]))
  expect(fuseSettings(wire)).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('20: the preload exposes two ports and the paths of dropped files, and no Electron API', () => {
  const preload = readFileSync('electron/preload.ts', 'utf8')
  expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1)
  expect(preload).toContain(
    "exposeInMainWorld('layerloom', {\n  host: port('host'),\n  engine: port('engine'),\n  dropped: () => dropped,\n} satisfies Bridge)",
  )
})

/** A fake window of the main process. */
function fakeWindow() {
  const contents = new EventEmitter() as EventEmitter & {
    send: (...args: unknown[]) => void
    isDestroyed: () => boolean
  }
  const sent: unknown[][] = []
  contents.send = (...args) => void sent.push(args)
  contents.isDestroyed = () => false
  return { contents, sent }
}

function acceptTestWindows() {
  const ipc = new EventEmitter()
  const ports: { name: string; port: Port; got: number[]; closed: string[] }[] = []
  const faults: string[] = []
  acceptWindows(
    ipc as unknown as IpcMain,
    (event) => (event as unknown as { trusted: boolean }).trusted,
    (name, port) => {
      const entry = { name, port, got: [] as number[], closed: [] as string[] }
      port.onMessage((bytes) => entry.got.push(bytes[0]!))
      port.onClose((reason) => entry.closed.push(reason))
      ports.push(entry)
    },
    (fault) => faults.push(fault),
  )
  return { ipc, ports, faults }
}

test('a window’s ports: opened by the first message, replaced by a larger number, closed with the page', () => {
  const { ipc, ports, faults } = acceptTestWindows()
  const { contents, sent } = fakeWindow()
  const post = (name: string, connection: number, byte: number) =>
    ipc.emit('port:post', { sender: contents, trusted: true }, name, connection, new Uint8Array([byte]))
  post('host', 5, 1)
  post('host', 5, 2)
  post('engine', 6, 3)
  expect(ports.map(({ name, got }) => [name, got])).toEqual([
    ['host', [1, 2]],
    ['engine', [3]],
  ])
  ports[0]!.port.post(new Uint8Array([9]))
  expect(sent[0]).toEqual(['port:message', 'host', 5, new Uint8Array([9])])

  post('host', 7, 4)
  expect(ports[0]!.closed).toEqual(['opened again'])
  post('host', 5, 5) // A late message of the earlier connection.
  expect(ports[2]!.got).toEqual([4])

  for (const name of ['host', 'engine']) ipc.emit('port:page', { sender: contents, trusted: true }, name, 8)
  expect(ports[2]!.closed).toEqual(['the page was loaded again'])
  expect(ports[1]!.closed).toEqual(['the page was loaded again'])

  post('engine', 9, 1)
  ports[3]!.port.close('the engine ended')
  expect(sent[sent.length - 1]).toEqual(['port:closed', 'engine', 9, 'the engine ended'])
  ipc.emit('port:close', { sender: contents, trusted: true }, 'engine', 9)
  expect(faults).toEqual([])
})

test('17: foreign or malformed messages are dropped and reported', () => {
  const { ipc, ports, faults } = acceptTestWindows()
  const { contents } = fakeWindow()
  const bytes = new Uint8Array([1])
  ipc.emit('port:post', { sender: contents, trusted: false }, 'host', 1, bytes)
  for (const [name, connection, body] of [
    ['files', 1, bytes],
    ['__proto__', 1, bytes],
    ['host', '1', bytes],
    ['host', -1, bytes],
    ['host', Number.NaN, bytes],
    ['host', 1, 'text'],
    ['host', 1, { length: 1 }],
  ])
    ipc.emit('port:post', { sender: contents, trusted: true }, name, connection, body)
  expect(ports).toEqual([])
  expect(faults).toHaveLength(8)
})

const nextTask = () => new Promise((resolve) => setTimeout(resolve))

function closingWith(answers: number[], training = false) {
  const actions = {
    ask: vi.fn(async () => answers.shift()!),
    isTraining: () => training,
    goOn: vi.fn(),
    save: vi.fn(),
    giveUp: vi.fn(async () => {}),
    close: vi.fn(),
    report: vi.fn(),
  }
  return { ...actions, closing: closing(actions) }
}

test('a window without unsaved changes closes without a question', () => {
  const { closing: it, ask } = closingWith([])
  expect(it.mayClose()).toBe(true)
  expect(ask).not.toHaveBeenCalled()
})

test('unsaved changes: Save closes after the save, Don’t Save at once, Cancel does not close', async () => {
  const saving = closingWith([0])
  saving.closing.setDirty(true)
  expect(saving.closing.mayClose()).toBe(false)
  expect(saving.closing.mayClose()).toBe(false) // The question is asked once.
  await nextTask()
  expect(saving.save).toHaveBeenCalledOnce()
  expect(saving.close).not.toHaveBeenCalled()
  saving.closing.setDirty(false)
  expect(saving.close).toHaveBeenCalledOnce()
  expect(saving.closing.mayClose()).toBe(true)

  const cancelledSave = closingWith([0])
  cancelledSave.closing.setDirty(true)
  cancelledSave.closing.mayClose()
  await nextTask()
  cancelledSave.closing.saveFailed()
  cancelledSave.closing.setDirty(false)
  expect(cancelledSave.close).not.toHaveBeenCalled()

  const discarding = closingWith([1])
  discarding.closing.setDirty(true)
  discarding.closing.mayClose()
  await nextTask()
  expect(discarding.giveUp).toHaveBeenCalledOnce()
  expect(discarding.close).toHaveBeenCalledOnce()

  const cancelling = closingWith([2])
  cancelling.closing.setDirty(true)
  cancelling.closing.mayClose()
  await nextTask()
  expect(cancelling.close).not.toHaveBeenCalled()
  expect(cancelling.closing.mayClose()).toBe(false)
})

test('a failed question or a failed discard is reported; the window stays open and asks again', async () => {
  const it = closingWith([1, 1])
  it.closing.setDirty(true)
  it.giveUp.mockRejectedValueOnce(new Error('the disk is gone'))
  expect(it.closing.mayClose()).toBe(false)
  await nextTask()
  expect(it.report).toHaveBeenCalledExactlyOnceWith('the window was not closed: the disk is gone')
  expect(it.close).not.toHaveBeenCalled()
  expect(it.closing.mayClose()).toBe(false)
  await nextTask()
  expect(it.close).toHaveBeenCalledOnce()
})

test('a running training is asked about before unsaved changes', async () => {
  const cancelled = closingWith([2], true)
  cancelled.closing.setDirty(true)
  expect(cancelled.closing.mayClose()).toBe(false)
  await nextTask()
  expect(cancelled.ask).toHaveBeenCalledOnce()
  expect(cancelled.close).not.toHaveBeenCalled()

  const confirmed = closingWith([1, 1], true)
  confirmed.closing.setDirty(true)
  confirmed.closing.mayClose()
  await nextTask()
  expect(confirmed.ask).toHaveBeenCalledTimes(2)
  expect(confirmed.goOn).not.toHaveBeenCalled()
  expect(confirmed.close).toHaveBeenCalledOnce()
})

test('a training continues without its window, unless the question about changes is cancelled', async () => {
  const continuing = closingWith([0], true)
  expect(continuing.closing.mayClose()).toBe(false)
  await nextTask()
  expect(continuing.goOn).toHaveBeenCalledOnce()
  expect(continuing.close).toHaveBeenCalledOnce()

  const kept = closingWith([0, 2], true)
  kept.closing.setDirty(true)
  kept.closing.mayClose()
  await nextTask()
  expect(kept.goOn).not.toHaveBeenCalled()
  expect(kept.closing.mayClose()).toBe(false)
})

test('the window is restored to its previous bounds, if they are on a screen', () => {
  const areas = [{ x: 0, y: 0, width: 1920, height: 1080 }]
  const state = (changes: object) =>
    readState(JSON.stringify({ x: 10, y: 20, width: 1200, height: 800, maximized: true, ...changes }), areas)
  expect(state({})).toEqual({ bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true })
  for (const invalid of [{ x: 5000 }, { y: -200 }, { width: 10 }, { x: 'a' }, { height: null }])
    expect(state(invalid)).toEqual(DEFAULT_STATE)
  expect(readState('{', areas)).toEqual(DEFAULT_STATE)
  expect(readState('null', areas)).toEqual(DEFAULT_STATE)
})

test('the documents of a command line are its .loom arguments', () => {
  expect(
    documentArguments(['electron', '/app', 'a b.loom', '--flag=x.loom', '한글.LOOM', './a b.loom'], '/home'),
  ).toEqual(['/home/a b.loom', '/home/한글.LOOM'])
  expect(documentArguments(['electron', '/app'], '/home')).toEqual([])
})

test('a second start passes its version on; anything else that it sends is none', () => {
  expect(versionOf({ version: '1.2.3' })).toBe('1.2.3')
  for (const data of [undefined, null, 'x', {}, { version: 1 }, { version: 'x'.repeat(101) }])
    expect(versionOf(data)).toBeNull()
})

describe('documents that the system asks to open', () => {
  const desk = () => {
    const [granted, shown]: [string[], string[]] = [[], []]
    const state = { isConnected: true, isStarting: false, windows: 0, presented: 0 }
    const opened = openFiles({
      grant: (path) => granted.push(path),
      front: () => (state.isConnected ? (path) => shown.push(path) : null),
      openWindow: () => {
        state.windows++
      },
      isStarting: () => state.isStarting,
      present: () => {
        state.presented++
      },
    })
    return { opened, granted, shown, state }
  }
  test('the first is shown in the front window, each other one in a window of its own', () => {
    const { opened, granted, shown, state } = desk()
    opened.open(['/a', '/b', '/c'])
    expect(granted).toEqual(['/a', '/b', '/c'])
    expect([shown, state.windows, state.presented]).toEqual([['/a'], 2, 1])
    expect([opened.take(), opened.take(), opened.take()]).toEqual(['/b', '/c', null])
  })
  test('a start without a document presents the window', () => {
    const { opened, shown, state } = desk()
    opened.open([])
    expect([shown, state.windows, state.presented, opened.waiting()]).toEqual([[], 0, 1, 0])
  })
  test('while the window starts, they wait for it in order', () => {
    const { opened, shown, state } = desk()
    state.isConnected = false
    opened.open(['/a'])
    opened.open(['/b'])
    expect([shown, opened.waiting()]).toEqual([[], 2])
    // Another window is starting, which takes the second one.
    state.isStarting = true
    expect(opened.take()).toBe('/a')
    expect(state.windows).toBe(0)
    opened.clear()
    expect(opened.take()).toBeNull()
  })
  test('one that came while the only window was starting has a window of its own', () => {
    const { opened, state } = desk()
    state.isConnected = false
    opened.open(['/a'])
    opened.open(['/b'])
    expect([opened.take(), state.windows, opened.take()]).toEqual(['/a', 1, '/b'])
    expect(state.windows).toBe(1)
  })
  test('files that macOS names in one turn are opened together', async () => {
    const { opened, shown, state } = desk()
    opened.add('/a')
    opened.add('/b')
    expect(shown).toEqual([])
    await nextTask()
    expect([shown, state.windows]).toEqual([['/a'], 1])
    opened.add('/c')
    await nextTask()
    expect(shown).toEqual(['/a', '/c'])
  })
})

test('a second window is offset from the first', () => {
  const at = (x: number, y: number) => ({ x, y, width: 1200, height: 800 })
  const state = { bounds: at(10, 20), maximized: true }
  expect(cascade(state, [])).toBe(state)
  expect(cascade(state, [at(10, 20)])).toEqual({ bounds: at(38, 48), maximized: false })
  expect(cascade(state, [at(10, 20), at(38, 48)]).bounds).toEqual(at(66, 76))
})

test('the menu has the window’s commands, in its language, and the system’s roles', () => {
  const sent: string[] = []
  const menu: NativeMenu = {
    language: 'ko',
    sections: [
      {
        id: 'edit',
        label: '편집',
        entries: [
          { id: 'undo', label: '실행 취소', accelerator: 'CmdOrCtrl+Z', enabled: false },
          { id: '-', label: '', enabled: true },
          { id: 'copy', label: '복사', enabled: true },
          { id: 'train', label: '학습', enabled: true },
        ],
      },
    ],
  }
  const [edit] = menuTemplate(menu, 'en', (command) => sent.push(command), 'linux')
  const entries = edit!.submenu as MenuItemConstructorOptions[]
  expect(entries.map(({ type, label, role }) => type ?? role ?? label)).toEqual([
    '실행 취소',
    'separator',
    '학습',
    'separator',
    'cut',
    'copy',
    'paste',
    'selectAll',
  ])
  expect(entries[0]).toMatchObject({ enabled: false, accelerator: 'CmdOrCtrl+Z', registerAccelerator: false })
  expect(entries[5]!.label).toBe('복사')
  ;(entries[2]!.click as () => void)()
  expect(sent).toEqual(['train'])
})

test('before the first message of the window, the menu has the system’s roles', () => {
  for (const language of ['en', 'ko'] as const)
    for (const { label, submenu } of menuTemplate(null, language, () => {}, 'linux')) {
      expect(label).toBeTruthy()
      for (const item of submenu as MenuItemConstructorOptions[])
        if (item.type !== 'separator') expect([item.label, item.role]).not.toContain(undefined)
    }
})
