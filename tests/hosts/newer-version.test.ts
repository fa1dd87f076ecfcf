/** The newest version is asked of a server on loopback, with right, wrong and hostile answers. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { announcement, MAX_ANSWER_BYTES } from '../../electron/host/newer-version.ts'
import { isConfigured, VERSION_ADDRESS } from '../../electron/host/version-address.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const ca = readFileSync('tests/fixtures/tls/certificate.pem', 'utf8')
let server: Server
let address: string
let origin: string
let answer: (request: IncomingMessage, response: ServerResponse) => void
let requests: IncomingMessage[]
let count = 0

beforeAll(async () => {
  server = createServer(
    { key: readFileSync('tests/fixtures/tls/key.pem'), cert: ca },
    (request, response) => {
      requests.push(request)
      answer(request, response)
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `https://localhost:${(server.address() as AddressInfo).port}`
  address = `${origin}/newest.json`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function ask(current = '1.0.0', options: { place?: string; now?: () => number } = {}) {
  requests = []
  const faults: string[] = []
  const { place = join(folder, `${++count}.json`), now } = options
  const asked = announcement({
    address,
    current,
    place,
    report: (fault) => faults.push(fault),
    timeout: 300,
    ca,
    ...(now && { now }),
  })
  return { newer: () => asked.newer(), faults, place }
}

const send = (text: string) => {
  answer = (_, response) => response.end(text)
}
const announce = (changes: object = {}) =>
  send(JSON.stringify({ version: '1.1.0', url: `${origin}/download`, notes: 'Faster.', ...changes }))

test('a newer version is told with its page; the request says nothing else', async () => {
  announce()
  expect(await ask().newer()).toEqual({ version: '1.1.0', url: `${origin}/download`, notes: 'Faster.' })
  const [request] = requests
  expect([request!.method, request!.url]).toEqual(['GET', '/newest.json'])
  expect(Object.keys(request!.headers).sort()).toEqual(['accept', 'connection', 'host'])
})

test.each([
  ['1.1.0', '1.1.0'],
  ['1.0.0', '1.1.0'],
  ['1.2.0-beta.1', '1.1.0'],
])('version %s is not told to a person who has %s', async (version, current) => {
  announce({ version })
  const { newer, faults } = ask(current)
  expect([await newer(), faults]).toEqual([null, []])
})

test('a prerelease is told to those who use one', async () => {
  announce({ version: '1.2.0-beta.2' })
  expect(await ask('1.2.0-beta.1').newer()).toMatchObject({ version: '1.2.0-beta.2' })
})

test.each<[string, () => void, RegExp]>([
  ['HTML', () => send('<html>Sign in</html>'), /JSON/],
  ['a list', () => send('[]'), /expected object/],
  ['no version', () => announce({ version: 'newest' }), /version: expected a version, received "newest"/],
  [
    'a page of another host',
    () => announce({ url: 'https://example.com/' }),
    /url: expected an https address/,
  ],
  [
    'an insecure page',
    () => announce({ url: `${origin}/`.replace('https', 'http') }),
    /url: expected an https/,
  ],
  ['a script', () => announce({ url: 'javascript:alert(1)' }), /url: expected an https/],
  ['a page with a password', () => announce({ url: `${origin}/`.replace('//', '//a:b@') }), /url: expected/],
  ['too long notes', () => announce({ notes: 'x'.repeat(5000) }), /notes/],
  [
    'a huge answer',
    () => send(JSON.stringify({ notes: 'x'.repeat(MAX_ANSWER_BYTES) })),
    /more than 16384 bytes/,
  ],
  [
    'an endless answer',
    () => {
      answer = (_, response) => {
        const write = () => {
          while (!response.destroyed && response.write('x'.repeat(4096)));
        }
        response.on('drain', write)
        write()
      }
    },
    /more than 16384 bytes/,
  ],
  [
    'a redirect',
    () => {
      answer = (request, response) => {
        if (request.url === '/newest.json') response.writeHead(302, { Location: '/other.json' }).end()
        else response.end(JSON.stringify({ version: '9.0.0', url: origin, notes: '' }))
      }
    },
    /status 302/,
  ],
  [
    'an error',
    () => {
      answer = (_, response) => response.writeHead(500).end('{}')
    },
    /status 500/,
  ],
  [
    'a cut-off answer',
    () => {
      answer = (_, response) => {
        response.writeHead(200, { 'Content-Length': '1000' })
        response.write('{"version":"1.1.0"', () => response.destroy())
      }
    },
    /aborted|cut off|hang up|ECONNRESET/,
  ],
  [
    'no answer',
    () => {
      answer = () => {}
    },
    /no answer within 300 ms/,
  ],
  [
    'an answer that never ends',
    () => {
      answer = (_, response) => {
        response.write('{')
      }
    },
    /no answer within 300 ms/,
  ],
])('%s tells of no version', async (_, prepare, fault) => {
  prepare()
  const { newer, faults } = ask()
  expect(await newer()).toBeNull()
  expect(faults).toEqual([expect.stringMatching(fault)])
  expect(requests).toHaveLength(1)
})

test('it is asked once a day, also by several windows at once and after a failure', async () => {
  let now = Date.now()
  const clock = () => now
  announce()
  const first = ask('1.0.0', { now: clock })
  expect(await Promise.all([first.newer(), first.newer()])).toMatchObject([
    { version: '1.1.0' },
    { version: '1.1.0' },
  ])
  now += 23 * 3_600_000
  const restarted = ask('1.0.0', { now: clock, place: first.place })
  requests = []
  expect(await restarted.newer()).toMatchObject({ version: '1.1.0' })
  expect(requests).toHaveLength(0)
  now += 2 * 3_600_000
  send('{')
  expect(await restarted.newer()).toBeNull()
  expect(requests).toHaveLength(1)
  // The failed request counts, and the last version that was known is told.
  expect(await restarted.newer()).toMatchObject({ version: '1.1.0' })
  expect(requests).toHaveLength(1)
})

test('a server without a trusted certificate is not believed', async () => {
  announce()
  const faults: string[] = []
  const untrusted = announcement({
    address,
    current: '1.0.0',
    place: join(folder, 'untrusted.json'),
    report: (fault) => faults.push(fault),
  })
  expect(await untrusted.newer()).toBeNull()
  expect(faults).toEqual([expect.stringMatching(/self.signed/)])
})

test('only https is asked, and the placeholder never', async () => {
  const faults: string[] = []
  const insecure = announcement({
    address: 'http://127.0.0.1:1/newest.json',
    current: '1.0.0',
    place: join(folder, 'insecure.json'),
    report: (fault) => faults.push(fault),
  })
  expect(await insecure.newer()).toBeNull()
  expect(faults).toEqual([expect.stringContaining('is not an https address')])
  expect(isConfigured(VERSION_ADDRESS)).toBe(false)
  expect(isConfigured('https://example.com/newest.json')).toBe(true)
})
