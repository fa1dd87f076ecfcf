/** A download is complete and verified, or leaves no file; the error names a host that refuses, stalls or disconnects. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { download } from '../../scripts/setup/download.mjs'
import { temporaryFolder } from './temporary.ts'

const BODY = Buffer.alloc(300_000, 'layer')
const SHA256 = createHash('sha256').update(BODY).digest('hex')

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.zip`
}

it('writes the verified file and reports progress', async () => {
  const url = await serve((_request, response) => response.end(BODY))
  const target = join(temporaryFolder(), 'file.zip')
  const seen: number[][] = []
  await download(url, target, { sha256: SHA256, onProgress: (done, total) => seen.push([done, total]) })
  expect(readFileSync(target)).toEqual(BODY)
  expect(seen.at(-1)?.[0]).toBe(BODY.length)
})

it('follows a redirect', async () => {
  const url = await serve((request, response) => {
    if (request.url === '/file.zip') response.writeHead(302, { location: '/other' }).end()
    else response.end(BODY)
  })
  const target = join(temporaryFolder(), 'file.zip')
  await download(url, target, { sha256: SHA256 })
  expect(readFileSync(target)).toEqual(BODY)
})

it('refuses a file other than the pinned one and leaves no file', async () => {
  const url = await serve((_request, response) => response.end('something else'))
  const folder = temporaryFolder()
  const failed = download(url, join(folder, 'file.zip'), { sha256: SHA256 })
  await expect(failed).rejects.toThrow(`file.zip is not the pinned file: expected sha256 ${SHA256}`)
  expect(readdirSync(folder)).toEqual([])
})

it('leaves no partial file when the connection breaks', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': BODY.length })
    response.write(BODY.subarray(0, 1000), () => response.destroy())
  })
  const folder = temporaryFolder()
  await expect(download(url, join(folder, 'file.zip'), { sha256: SHA256 })).rejects.toThrow()
  expect(readdirSync(folder)).toEqual([])
})

it('gives up on a host that sends nothing', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': BODY.length })
    response.write(BODY.subarray(0, 1000))
  })
  const folder = temporaryFolder()
  const failed = download(url, join(folder, 'file.zip'), { sha256: SHA256, stallMs: 100 })
  await expect(failed).rejects.toThrow(/sent nothing for 0.1 s/)
  expect(readdirSync(folder)).toEqual([])
})

it('gives up on a host that does not answer, and names one that refuses', async () => {
  const silent = await serve(() => undefined)
  const target = join(temporaryFolder(), 'file.zip')
  await expect(download(silent, target, { sha256: SHA256, connectMs: 100 })).rejects.toThrow(
    /cannot be reached: no answer within 0.1 s/,
  )
  const refused = await serve((_request, response) => response.writeHead(403).end())
  await expect(download(refused, target, { sha256: SHA256 })).rejects.toThrow(/answered 403 for \/file.zip/)
})
