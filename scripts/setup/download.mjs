// Downloads one file over HTTPS with timeouts, verifies its sha256, and leaves no partial file. Honours HTTPS_PROXY.
import { createHash } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import tls from 'node:tls'
import { hashMismatch, temporaryName } from './files.mjs'

const CONNECT_MS = 10_000
const STALL_MS = 30_000
const MAX_REDIRECTS = 5

/**
 * @param {string} url http or https (tests use http)
 * @param {string} target
 * @param {{ sha256: string, onProgress?: (done: number, total: number) => void, connectMs?: number, stallMs?: number }} options
 * @throws {Error} naming the host that refused, did not answer, stalled, or sent a file other than the pinned one
 */
export async function download(
  url,
  target,
  { sha256, onProgress, connectMs = CONNECT_MS, stallMs = STALL_MS },
) {
  const response = await open(new URL(url), connectMs)
  const part = temporaryName(target)
  const hash = createHash('sha256')
  const total = Number(response.headers['content-length'] ?? 0)
  let done = 0
  response.setTimeout(stallMs, () =>
    response.destroy(new Error(`${new URL(url).host} sent nothing for ${stallMs / 1000} s`)),
  )
  const check = new Transform({
    transform(chunk, _encoding, next) {
      hash.update(chunk)
      done += chunk.length
      onProgress?.(done, total)
      next(null, chunk)
    },
  })
  try {
    // The file is opened first: a stream that opens its file itself may do so after it was aborted and the file removed.
    const file = await openFile(part, 'wx')
    try {
      await pipeline(response, check, file.createWriteStream())
    } finally {
      await file.close()
    }
    if (total && done !== total) throw new Error(`${new URL(url).host} sent ${done} of ${total} bytes`)
    const digest = hash.digest('hex')
    if (digest !== sha256) throw new Error(hashMismatch(basename(target), sha256, digest))
    renameSync(part, target)
  } finally {
    response.destroy()
    rmSync(part, { force: true })
  }
}

/**
 * @param {URL} url @param {number} connectMs @param {number} [redirectsLeft] redirects still allowed
 * @returns {Promise<http.IncomingMessage>}
 */
async function open(url, connectMs, redirectsLeft = MAX_REDIRECTS) {
  const response = await request(url, connectMs)
  const { statusCode = 0, headers } = response
  if (statusCode >= 300 && statusCode < 400 && headers.location && redirectsLeft > 0) {
    response.resume()
    return open(new URL(headers.location, url), connectMs, redirectsLeft - 1)
  }
  if (statusCode !== 200) {
    response.resume()
    throw new Error(`${url.host} answered ${statusCode} for ${url.pathname}`)
  }
  return response
}

/** @param {URL} url @param {number} connectMs @returns {Promise<http.IncomingMessage>} */
async function request(url, connectMs) {
  const socket = await throughProxy(url, connectMs)
  const connection = socket
    ? { createConnection: () => tls.connect({ socket, servername: url.hostname }) }
    : {}
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'http:' ? http : https
    const clientRequest = client.get(
      url,
      { headers: { 'user-agent': 'layerloom-setup' }, ...connection },
      resolve,
    )
    clientRequest.setTimeout(connectMs, () =>
      clientRequest.destroy(new Error(`no answer within ${connectMs / 1000} s`)),
    )
    clientRequest.on('error', (error) => reject(new Error(`${url.host} cannot be reached: ${error.message}`)))
  })
}

/** @param {URL} url @param {number} connectMs @returns {Promise<import('node:net').Socket | null>} a tunnel, if a proxy is set */
function throughProxy(url, connectMs) {
  const proxyUrl = process.env.HTTPS_PROXY || process.env.https_proxy
  if (!proxyUrl || url.protocol !== 'https:') return Promise.resolve(null)
  const proxy = new URL(proxyUrl)
  const login = proxy.username
    ? `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
    : ''
  return new Promise((resolve, reject) => {
    const connectRequest = http.request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: `${url.hostname}:${url.port || 443}`,
      headers: login ? { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` } : {},
      timeout: connectMs,
    })
    connectRequest.on('connect', (response, socket) => {
      if (response.statusCode === 200) resolve(/** @type {import('node:net').Socket} */ (socket))
      else reject(new Error(`the proxy answered ${response.statusCode} for ${url.host}`))
    })
    connectRequest.on('timeout', () =>
      connectRequest.destroy(new Error(`no answer within ${connectMs / 1000} s`)),
    )
    connectRequest.on('error', (error) =>
      reject(new Error(`the proxy ${proxy.host} cannot be reached: ${error.message}`)),
    )
    connectRequest.end()
  })
}
