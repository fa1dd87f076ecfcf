/** Another server on this machine. Browsers send it the cookie of the web host, and the cookie alone must not grant access. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { KEY_ITEM, SOCKET_PATHS, SOCKET_PROTOCOL } from '../../shared/ipc/bridge.ts'
import { expect, test } from './driver/test.ts'

test('a server on another port gets the cookie, but no access with it', async ({ app, host }) => {
  const { page } = host
  host.watch.expect(/WebSocket connection to .* failed/)
  const address = new URL(page.url())
  const cookies: string[] = []
  const other = createServer((request: IncomingMessage, response) => {
    if (request.headers.cookie) cookies.push(request.headers.cookie)
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>another server</p>')
  })
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as AddressInfo
  try {
    const tab = await page.context().newPage()
    await tab.goto(`http://127.0.0.1:${port}/`)
    expect(cookies.join()).toContain(`layerloom_${address.port}=`) // browsers do not separate cookies by port
    expect(await tab.evaluate((item) => localStorage.getItem(item), KEY_ITEM)).toBeNull()

    // The page of the other server, whose requests include the cookie.
    const outcome = await tab.evaluate(
      ([url, protocol]) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(url!, [protocol!, 'x'])
          socket.onopen = () => resolve('open')
          socket.onclose = () => resolve('refused')
        }),
      [`ws://${address.host}${SOCKET_PATHS.host}`, SOCKET_PROTOCOL],
    )
    expect(outcome).toBe('refused')

    // The other server itself, which replays the cookie and forges all headers.
    const replay = (protocols: readonly string[]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${address.host}${SOCKET_PATHS.host}`, [...protocols], {
          headers: { Origin: address.origin, Cookie: cookies[0]!, 'Sec-Fetch-Site': 'same-origin' },
        })
        socket.on('open', () => {
          resolve('open')
          socket.close()
        })
        socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
        socket.on('error', (error) => resolve(error.message))
      })
    const key = await page.evaluate((item) => localStorage.getItem(item), KEY_ITEM)
    expect(await replay([])).toBe('401')
    expect(await replay([SOCKET_PROTOCOL])).toBe('401')
    expect(await replay([SOCKET_PROTOCOL, cookies[0]!.split('=').pop()!])).toBe('401')
    expect(await replay([SOCKET_PROTOCOL, key!])).toBe('open') // only the key was missing

    const sessionResponse = await fetch(`${address.origin}/session`, {
      method: 'POST',
      headers: { origin: address.origin, 'content-type': 'application/json', cookie: cookies[0]! },
      body: '{"token":""}',
    })
    expect(sessionResponse.status).toBe(403)
    await tab.close()
  } finally {
    other.closeAllConnections()
    other.close()
  }
  await app.expectRunning()
})
