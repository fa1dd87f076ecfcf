/** A window that is still being created counts as no page: a connection to it would get no answer. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOpened } from '../../scripts/package/open-pages.mjs'

let answers: object[][] = []
let asked = 0
const server = createServer((_, response) => {
  response.end(JSON.stringify(answers[Math.min(asked, answers.length - 1)]))
  asked++
})
const port = () => `${(server.address() as AddressInfo).port}`
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
afterAll(() => void server.close())

it('waits until a page has an address of its own', async () => {
  answers = [
    [],
    [{ type: 'page', url: '' }],
    [{ type: 'page', url: 'about:blank' }],
    [{ type: 'worker', url: 'file:///a.js' }],
    [{ type: 'page', url: 'app://layerloom/index.html' }],
  ]
  asked = 0
  await pageOpened(port(), 10_000)
  expect(asked).toBe(answers.length)
})

it('says that none was opened', async () => {
  answers = [[]]
  await expect(pageOpened(port(), 0)).rejects.toThrow('no page was opened within 0 s')
})
