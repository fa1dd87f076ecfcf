/** Every guard of the web host, tested with raw sockets as a foreign page, DNS rebinding or another program would use it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { localPort } from '../../electron/host/local-port.ts'
import { isAllowedHost, isEqualSecret } from '../../electron/web/guards.ts'
import { startWebHost, type WebHost } from '../../electron/web/web-host.ts'
import { MAX_CALL_BYTES } from '../../shared/ipc/codec.ts'
import type { EngineCalls, EngineEvents, HostCalls, HostEvents } from '../../shared/ipc/contract/index.ts'
import type { Port } from '../../shared/ipc/port.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { bundle, programFolder } from './bundle.ts'
import { RUNTIME } from './fake-calls.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const entry = join(programFolder(), 'engine.mjs')
const renderer = join(folder, 'renderer')
const examples = join(folder, 'examples')
const licences = join(folder, 'licences.json')
const runtime = join(folder, 'runtime.json')
const root = join(folder, 'root')
const logged: string[] = []
const addresses: string[] = []
let host: WebHost
let cookie = ''
let key = ''

beforeAll(async () => {
  for (const folderPath of [renderer, examples, root]) mkdirSync(folderPath)
  writeFileSync(join(renderer, 'index.html'), '<p>window __NONCE__</p>')
  writeFileSync(join(renderer, 'a.js'), 'let a')
  writeFileSync(join(folder, 'secret.js'), 'secret')
  writeFileSync(join(root, 'net.loom'), '{}')
  await bundle('tests/hosts/fake-engine.ts', entry)
  host = await startWebHost({
    files: { root: folder, renderer, engineEntry: entry, examples, licences, runtime },
    node: process.execPath,
    port: 0,
    roots: [root],
    initial: null,
    data: join(folder, 'data'),
    reason: null,
    onAddress: (address) => addresses.push(address),
    log: (line) => logged.push(line),
  })
})
afterAll(() => host.stop())

const hostName = () => `127.0.0.1:${host.port}`
const tokenOf = (address: string) => new URL(address).hash.slice('#token='.length)

/** Sends exactly these bytes; resolves with everything received until the server closes the connection. */
function send(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(host.port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      answer += part
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.setTimeout(8000, () => socket.destroy(new Error(`no end after ${answer}`)))
    socket.write(request)
  })
}

interface RequestOptions {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: string
}
async function sendRequest({ method = 'GET', path = '/', headers = {}, body }: RequestOptions) {
  const all: Record<string, string | null> = {
    Host: hostName(),
    Connection: 'close',
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const answer = await send(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`)
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: rest.join('\r\n\r\n') }
}

const login = (token: string, headers: RequestOptions['headers'] = {}) =>
  sendRequest({
    method: 'POST',
    path: '/session',
    headers: { Origin: `http://${hostName()}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  })

const upgrade = (path: string, headers: RequestOptions['headers']) =>
  sendRequest({
    path,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      ...headers,
    },
  })

test('without the cookie only the login page is served', async () => {
  const home = await sendRequest({})
  expect(home.status).toBe(302)
  expect(home.head).toContain('location: /login')
  expect((await sendRequest({ path: '/a.js' })).status).toBe(401)
  expect((await sendRequest({ path: '/index.html' })).status).toBe(401)
  expect((await sendRequest({ path: '/login' })).body).toContain('<script type="module" src="/login.js">')
  expect((await sendRequest({ path: '/login.js' })).head).toContain('text/javascript')
})

test('the token has 256 bits, is valid once, and is replaced by a new one', async () => {
  const token = tokenOf(host.address())
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  for (const wrong of ['', 'x', `${token}x`, token.slice(1)]) expect((await login(wrong)).status).toBe(403)

  const right = await login(token)
  expect(right.status).toBe(200)
  expect(right.head).toContain('cache-control: no-store')
  const sessionKey = (JSON.parse(right.body) as { key: string }).key
  expect(Buffer.from(sessionKey, 'base64url')).toHaveLength(32)
  const setCookie = /set-cookie: (.*)/.exec(right.head)![1]!
  expect(setCookie).toMatch(/httponly/)
  expect(setCookie).toMatch(/samesite=strict/)
  expect(setCookie).not.toContain(token.toLowerCase())
  expect(setCookie).not.toContain(sessionKey.toLowerCase())

  expect((await login(token)).status).toBe(403)
  expect(addresses).toEqual([host.address()])
  expect(tokenOf(host.address())).not.toBe(token)

  const second = await fetch(`http://${hostName()}/session`, {
    method: 'POST',
    headers: { origin: `http://${hostName()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenOf(host.address()) }),
  })
  cookie = second.headers.get('set-cookie')!.split(';')[0]!
  expect(cookie).toContain(`layerloom_${host.port}=`)
  key = ((await second.json()) as { key: string }).key
  expect(cookie).not.toContain(key)
})

test('the cookie alone gets no key', async () => {
  for (const token of ['', tokenOf(addresses[0]!).slice(1), cookie.split('=')[1]!]) {
    const answer = await login(token, { Cookie: cookie })
    expect(answer.status).toBe(403)
    expect(answer.body + answer.head).not.toContain(key)
  }
  for (const path of ['/', '/login', '/login.js', '/a.js'])
    expect((await sendRequest({ path, headers: { Cookie: cookie } })).body).not.toContain(key)
})

test('with the cookie the window is served every time, with all headers', async () => {
  for (const path of ['/', '/index.html', '/a.js']) {
    const page = await sendRequest({ path, headers: { Cookie: `other=1; ${cookie}` } })
    expect(page.status).toBe(200)
    expect(page.head).toContain("content-security-policy: default-src 'none'; script-src 'self'")
    expect(page.head).toContain(`connect-src 'self' ws://${hostName()}`)
    expect(page.head).toContain('x-content-type-options: nosniff')
    expect(page.head).toContain('referrer-policy: no-referrer')
    expect(page.head).toContain('cross-origin-resource-policy: same-origin')
    expect(page.head).not.toContain('access-control-')
  }
  expect((await sendRequest({ headers: { Cookie: cookie } })).body).not.toContain('__NONCE__')
  expect((await sendRequest({ headers: { Cookie: `${cookie}x` } })).status).toBe(302)
})

test('refusals carry the same headers', async () => {
  for (const refused of [
    await sendRequest({ path: '/nothing' }),
    await sendRequest({ headers: { Host: 'evil.com' } }),
  ]) {
    expect(refused.head).toContain("default-src 'none'")
    expect(refused.head).toContain('cross-origin-resource-policy: same-origin')
    expect(refused.head).toContain('nosniff')
  }
})

test('Host: only our own names, on every path, cookie or not', async () => {
  for (const name of [
    'evil.com',
    `evil.com:${host.port}`,
    '127.0.0.1',
    `127.0.0.1:${host.port + 1}`,
    `127.0.0.1.evil.com:${host.port}`,
    `localhost.evil.com:${host.port}`,
    `0.0.0.0:${host.port}`,
    '',
  ])
    for (const path of ['/', '/login', '/a.js'])
      expect(
        (await sendRequest({ path, headers: { Host: name, Cookie: cookie } })).status,
        `${name} ${path}`,
      ).toBe(403)
  for (const name of [`localhost:${host.port}`, `[::1]:${host.port}`, `LOCALHOST:${host.port}`])
    expect((await sendRequest({ headers: { Host: name, Cookie: cookie } })).status, name).toBe(200)
  expect((await sendRequest({ headers: { Host: null } })).status).toBe(400)
  expect(isAllowedHost(undefined, 1)).toBe(false)
})

test('Origin: a foreign page may not post, nor may one without any', async () => {
  const token = tokenOf(host.address())
  for (const origin of [
    'http://evil.com',
    'null',
    `https://${hostName()}`,
    `http://127.0.0.1:${host.port + 1}`,
    `http://localhost:${host.port}`, // ours, but not the name this request went to
    `http://${hostName()}.evil.com`,
    null,
  ])
    expect((await login(token, { Origin: origin, Cookie: cookie })).status, String(origin)).toBe(403)
  expect(tokenOf(host.address())).toBe(token)
})

test('files are served to our own pages and to navigations, not to pages of another port', async () => {
  const statusOf = async (site: string, mode: string, path = '/a.js') =>
    (await sendRequest({ path, headers: { Cookie: cookie, 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode } }))
      .status
  expect(await statusOf('same-origin', 'cors')).toBe(200)
  expect(await statusOf('none', 'navigate', '/')).toBe(200)
  expect(await statusOf('cross-site', 'navigate', '/')).toBe(200)
  for (const site of ['same-site', 'cross-site'])
    for (const mode of ['no-cors', 'cors']) expect(await statusOf(site, mode), `${site} ${mode}`).toBe(403)
  expect((await login(tokenOf(host.address()), { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
})

test('only JSON is accepted, so that no plain form can post', async () => {
  const token = tokenOf(host.address())
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', null])
    expect((await login(token, { 'Content-Type': type })).status, String(type)).toBe(415)
  const broken = { Origin: `http://${hostName()}`, 'Content-Type': 'application/json' }
  for (const body of ['{', 'null', '[]', '{"token":5}', '{"token":{"__proto__":1}}'])
    expect(
      (await sendRequest({ method: 'POST', path: '/session', headers: broken, body })).status,
      body,
    ).toBe(403)
})

test('bodies, headers and methods are limited', async () => {
  const headers = { Origin: `http://${hostName()}`, 'Content-Type': 'application/json' }
  const announced = await sendRequest({
    method: 'POST',
    path: '/session',
    headers: { ...headers, 'Content-Length': '100000000' },
    body: 'x',
  })
  expect(announced.status).toBe(413)
  const chunk = `${(2000).toString(16)}\r\n${'x'.repeat(2000)}\r\n`
  const chunked = await sendRequest({
    method: 'POST',
    path: '/session',
    headers: { ...headers, 'Content-Length': null, 'Transfer-Encoding': 'chunked' },
    body: `${chunk}0\r\n\r\n`,
  })
  expect(chunked.status).toBe(413)
  expect((await sendRequest({ headers: { 'X-Long': 'x'.repeat(20_000) } })).status).toBe(431)
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])
    expect((await sendRequest({ method, headers: { Cookie: cookie } })).status, method).toBe(405)
  expect(
    (await sendRequest({ method: 'POST', path: '/', headers: { ...headers, Cookie: cookie }, body: '{}' }))
      .status,
  ).toBe(404)
})

test('paths stay in the window’s folder', async () => {
  for (const path of [
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/a/../../secret.js',
    '//secret.js',
    '/..%5csecret.js',
    '/%00.js',
    `http://${'127.0.0.1'}/a.js`,
    '/%',
  ]) {
    const page = await sendRequest({ path, headers: { Cookie: cookie } })
    expect([400, 404], path).toContain(page.status)
    expect(page.body).not.toContain('secret')
  }
})

test('a WebSocket needs Host, Origin, cookie, key and path', async () => {
  const good = {
    Origin: `http://${hostName()}`,
    Cookie: cookie,
    'Sec-WebSocket-Protocol': `layerloom, ${key}`,
  }
  expect((await upgrade('/ipc/host', { ...good, Host: 'evil.com' })).status).toBe(403)
  expect((await upgrade('/ipc/host', { ...good, Host: 'evil.com', Origin: 'http://evil.com' })).status).toBe(
    403,
  )
  expect((await upgrade('/ipc/host', { ...good, Origin: 'http://evil.com' })).status).toBe(403)
  expect((await upgrade('/ipc/host', { ...good, Origin: null })).status).toBe(403)
  for (const site of ['same-site', 'cross-site', 'none', 'x'])
    expect((await upgrade('/ipc/host', { ...good, 'Sec-Fetch-Site': site })).status, site).toBe(403)
  expect((await upgrade('/ipc/host', { ...good, Cookie: null })).status).toBe(401)
  for (const offered of [
    null,
    '',
    'layerloom',
    key,
    `layerloom, ${key}x`,
    `layerloom, ${cookie.split('=')[1]}`,
    `layerloom, ${key}, more`,
    `other, ${key}`,
  ])
    expect(
      (await upgrade('/ipc/host', { ...good, 'Sec-WebSocket-Protocol': offered })).status,
      String(offered),
    ).toBe(401)
  expect((await upgrade('/ipc/host', { ...good, Cookie: `layerloom_${host.port}=x` })).status).toBe(401)
  expect((await upgrade('/ipc/other', good)).status).toBe(404)
  expect((await upgrade('/ipc/host?x', good)).status).toBe(404)
})

/** Opens a tab's socket as a Port. */
async function tab(path: string): Promise<{ port: Port; socket: WebSocket; closed: Promise<number> }> {
  const socket = new WebSocket(`ws://${hostName()}${path}`, ['layerloom', key], {
    headers: { Origin: `http://${hostName()}`, Cookie: cookie },
  })
  const local = localPort(
    (bytes) => socket.send(bytes),
    () => socket.close(),
  )
  socket.on('message', (data: Buffer) => local.deliver(data))
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  socket.on('close', () => local.closed('closed'))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  expect(socket.protocol).toBe('layerloom')
  socket.on('error', () => {}) // 'close' follows.
  return { port: local.port, socket, closed }
}

test('a tab connects to host and engine; so does a second one', async () => {
  for (let count = 0; count < 2; count++) {
    const [files, engine] = [await tab('/ipc/host'), await tab('/ipc/engine')]
    const calls = connect<HostCalls, HostEvents>(files.port, {})
    expect(await calls.info()).toMatchObject({ kind: 'web', dialogs: 'in-app' })
    expect((await calls.listFolder(null, 'document')).entries.map((entry) => entry.name)).toEqual([
      'net.loom',
      examples,
    ])
    await expect(calls.listFolder('/etc', 'document')).rejects.toThrow(/outside the folders/)
    await expect(calls.readDocument('/etc/passwd')).rejects.toThrow(/outside the folders/)
    expect((await connect<EngineCalls, EngineEvents>(engine.port, {}).runtime()).cores).toBe(RUNTIME.cores)
    files.port.close()
    engine.port.close()
    await Promise.all([files.closed, engine.closed])
  }
})

test('a message that is too long, a text message or a crash of the engine closes the tab’s socket', async () => {
  const long = await tab('/ipc/host')
  long.socket.send(new Uint8Array(MAX_CALL_BYTES + 1))
  expect(await long.closed).toBe(1009)
  const text = await tab('/ipc/host')
  text.socket.send('hello')
  expect(await text.closed).toBe(1003)
  const crashing = await tab('/ipc/engine')
  const reason = new Promise<string>((resolve) =>
    crashing.socket.on('close', (_, why) => resolve(why.toString())),
  )
  const split = { method: 'train_test_split' as const, validation: 0, test: 0, seed: 1, stratify: false }
  const call = connect<EngineCalls, EngineEvents>(crashing.port, {}).describeData(
    { source: { type: 'csv', path: 'die' }, split, fingerprint: null },
    null,
    null,
  )
  await expect(call).rejects.toThrow()
  expect(await reason).toBe('the engine ended (code 9)')
  const next = await tab('/ipc/engine')
  expect(await connect<EngineCalls, EngineEvents>(next.port, {}).attach()).toEqual([])
  next.port.close()
  await next.closed
})

test('sockets are limited', async () => {
  const tabs = await Promise.all(Array.from({ length: 32 }, () => tab('/ipc/host')))
  const offer = { 'Sec-WebSocket-Protocol': `layerloom, ${key}` }
  expect(
    (await upgrade('/ipc/host', { Origin: `http://${hostName()}`, Cookie: cookie, ...offer })).status,
  ).toBe(503)
  for (const { socket } of tabs) socket.terminate()
})

test('the cookies sent to one server and its key are not valid at another', async () => {
  const other = await startWebHost({
    files: { root: folder, renderer, engineEntry: entry, examples, licences, runtime },
    node: process.execPath,
    port: 0,
    roots: [root],
    initial: null,
    data: join(folder, 'other-data'),
    reason: null,
  })
  try {
    const at = `127.0.0.1:${other.port}`
    const answer = await fetch(`http://${at}/session`, {
      method: 'POST',
      headers: { origin: `http://${at}`, 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokenOf(other.address()) }),
    })
    const otherKey = ((await answer.json()) as { key: string }).key
    const origin = { Origin: `http://${hostName()}` }
    // Everything that a browser sends to the other server, with the key of that server.
    expect(
      (
        await upgrade('/ipc/host', {
          ...origin,
          Cookie: `${cookie}; ${answer.headers.get('set-cookie')!.split(';')[0]}`,
          'Sec-WebSocket-Protocol': `layerloom, ${otherKey}`,
        })
      ).status,
    ).toBe(401)
  } finally {
    await other.stop()
  }
})

test('a host that is reset closes its tabs, and treats the next tab as the first one', async () => {
  const before = await tab('/ipc/host')
  const calls = connect<HostCalls, HostEvents>(before.port, {})
  const path = join(root, 'kept.loom')
  await calls.writeText(path, '{}', 'document', null)
  await calls.showing('kept', false, path)
  expect((await calls.initialDocument())?.path).toBe(path)
  // Only the first window gets the initial document.
  expect(await calls.initialDocument()).toBeNull()
  await host.reset()
  await before.closed
  const after = await tab('/ipc/host')
  expect((await connect<HostCalls, HostEvents>(after.port, {}).initialDocument())?.path).toBe(path)
  after.port.close()
  await after.closed
})

test('listens on 127.0.0.1 only', async () => {
  await expect(
    new Promise((resolve, reject) =>
      connectSocket(host.port, '::1').on('connect', resolve).on('error', reject),
    ),
  ).rejects.toThrow()
})

test('the log has no token, cookie or key, and secrets of any length are compared', () => {
  const all = logged.join('\n')
  for (const address of addresses) expect(all).not.toContain(tokenOf(address))
  expect(all).not.toContain(cookie.split('=')[1])
  expect(all).not.toContain(key)
  expect(isEqualSecret('a', 'a')).toBe(true)
  expect(isEqualSecret('a', 'ab')).toBe(false)
  expect(isEqualSecret('', 'a')).toBe(false)
})
