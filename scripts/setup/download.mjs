// Downloads one file over HTTPS: bounded in time, verified, whole or not at all. Honours HTTPS_PROXY.
import { createHash } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import tls from 'node:tls'
import { temporaryName, wrongHash } from './files.mjs'

const CONNECT_MS = 10_000
const STALL_MS = 30_000
const REDIRECTS = 5

/**
 * @param {string} url http or https (tests use http)
 * @param {string} target
 * @param {{ sha256: string, onProgress?: (done: number, total: number) => void, connectMs?: number, stallMs?: number }} options
 * @throws {Error} saying which host refused, did not answer, stalled, or sent another file than the pinned one
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
    // Opened before anything is written: a stream that opens its own file may do so after it was given up and the file removed.
    const file = await openFile(part, 'wx')
    try {
      await pipeline(response, check, file.createWriteStream())
    } finally {
      await file.close()
    }
    if (total && done !== total) throw new Error(`${new URL(url).host} sent ${done} of ${total} bytes`)
    const sum = hash.digest('hex')
    if (sum !== sha256) throw new Error(wrongHash(basename(target), sha256, sum))
    renameSync(part, target)
  } finally {
    response.destroy()
    rmSync(part, { force: true })
  }
}

/**
 * @param {URL} url @param {number} connectMs @param {number} [left] redirects still followed
 * @returns {Promise<http.IncomingMessage>}
 */
async function open(url, connectMs, left = REDIRECTS) {
  const response = await request(url, connectMs)
  const { statusCode = 0, headers } = response
  if (statusCode >= 300 && statusCode < 400 && headers.location && left > 0) {
    response.resume()
    return open(new URL(headers.location, url), connectMs, left - 1)
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
    const sent = client.get(url, { headers: { 'user-agent': 'layerloom-setup' }, ...connection }, resolve)
    sent.setTimeout(connectMs, () => sent.destroy(new Error(`no answer within ${connectMs / 1000} s`)))
    sent.on('error', (error) => reject(new Error(`${url.host} cannot be reached: ${error.message}`)))
  })
}

/** @param {URL} url @param {number} connectMs @returns {Promise<import('node:net').Socket | null>} a tunnel, where a proxy is named */
function throughProxy(url, connectMs) {
  const named = process.env.HTTPS_PROXY || process.env.https_proxy
  if (!named || url.protocol !== 'https:') return Promise.resolve(null)
  const proxy = new URL(named)
  const login = proxy.username
    ? `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
    : ''
  return new Promise((resolve, reject) => {
    const asked = http.request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: `${url.hostname}:${url.port || 443}`,
      headers: login ? { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` } : {},
      timeout: connectMs,
    })
    asked.on('connect', (response, socket) => {
      if (response.statusCode === 200) resolve(/** @type {import('node:net').Socket} */ (socket))
      else reject(new Error(`the proxy answered ${response.statusCode} for ${url.host}`))
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${connectMs / 1000} s`)))
    asked.on('error', (error) =>
      reject(new Error(`the proxy ${proxy.host} cannot be reached: ${error.message}`)),
    )
    asked.end()
  })
}
