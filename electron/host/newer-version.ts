/** Asks a fixed https address for the newest version, at most once a day and only if the person wants to be told. The request carries
 *  nothing but the address; the answer is only shown. */
import { get } from 'node:https'
import { gt, prerelease, valid } from 'semver'
import { z } from 'zod'
import type { NewerVersion } from '../../shared/ipc/contract/index.ts'
import { readJson, writeJson } from './json-file.ts'

const DAY = 24 * 3_600_000
export const MAX_ANSWER_BYTES = 16 * 1024
const TIMEOUT = 10_000

const answerSchema = z.object({
  version: z.string().max(100),
  url: z.string().max(1000),
  notes: z.string().max(4000),
})

const stateSchema = z.object({ asked: z.number(), newest: answerSchema.nullable() })
type State = z.infer<typeof stateSchema>

export interface Announcement {
  /** The newest version that the address announces, if it is newer than this one. Never rejects: a failed request is tried again on the
   *  next day. */
  newer(): Promise<NewerVersion | null>
}

export interface AnnouncementOptions {
  readonly address: string
  readonly current: string
  /** The file that stores when it was asked last. */
  readonly place: string
  readonly report: (fault: string) => void
  readonly now?: () => number
  readonly timeout?: number
  /** Certificates of a server in tests. */
  readonly ca?: string
}

export function announcement({
  address,
  current,
  place,
  report,
  now = Date.now,
  timeout = TIMEOUT,
  ca,
}: AnnouncementOptions): Announcement {
  const read = async (): Promise<State | null> => {
    try {
      return await readJson(place, stateSchema, 2 * MAX_ANSWER_BYTES)
    } catch {
      // None yet, or damaged: it is asked again.
      return null
    }
  }
  const newestVersion = async (): Promise<NewerVersion | null> => {
    const state = await read()
    // A clock that was set back does not delay the next request for longer than a day.
    if (state && Math.abs(now() - state.asked) < DAY) return state.newest
    // Stored before the request, so that one that fails or crashes counts as well.
    const store = (newest: NewerVersion | null) => writeJson(place, { asked: now(), newest } satisfies State)
    await store(state?.newest ?? null)
    const newest = parseAnswer(await request(address, timeout, ca), address)
    await store(newest)
    return newest
  }
  let pending: Promise<NewerVersion | null> | null = null
  return {
    // Windows that ask at the same time share one request.
    newer: async () => {
      pending ??= newestVersion().finally(() => {
        pending = null
      })
      try {
        const newest = await pending
        return newest && isNewer(newest.version, current) ? newest : null
      } catch (error) {
        report(`the newest version is not known: ${(error as Error).message}`)
        return null
      }
    },
  }
}

/** Prereleases are only announced to those who use one. */
const isNewer = (version: string, current: string): boolean =>
  gt(version, current) && (prerelease(version) === null || prerelease(current) !== null)

/** @throws Error that names the wrong field */
export function parseAnswer(text: string, address: string): NewerVersion {
  const answer = answerSchema.parse(JSON.parse(text))
  const version = valid(answer.version)
  if (version === null)
    throw new Error(`version: expected a version, received ${JSON.stringify(answer.version)}`)
  const url = new URL(answer.url)
  const { host } = new URL(address)
  if (url.protocol !== 'https:' || url.host !== host || url.username !== '' || url.password !== '')
    throw new Error(`url: expected an https address of ${host}, received ${JSON.stringify(answer.url)}`)
  return { version, url: url.href, notes: answer.notes }
}

/** Redirects are not followed. The time limit is that of the whole answer, also of one that comes byte by byte. */
function request(address: string, timeout: number, ca: string | undefined): Promise<string> {
  if (new URL(address).protocol !== 'https:') throw new Error(`${address} is not an https address`)
  return new Promise((resolve, reject) => {
    const asked = get(address, { headers: { Accept: 'application/json' }, agent: false, ...(ca && { ca }) })
    const fail = (reason: string) => asked.destroy(new Error(reason))
    const timer = setTimeout(() => fail(`no answer within ${timeout} ms`), timeout)
    timer.unref()
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      finish()
    }
    asked.on('error', (error) => settle(() => reject(error)))
    asked.on('response', (response) => {
      if (response.statusCode !== 200) return fail(`the answer has status ${response.statusCode}`)
      const pieces: Buffer[] = []
      let bytes = 0
      response.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (bytes > MAX_ANSWER_BYTES) fail(`the answer has more than ${MAX_ANSWER_BYTES} bytes`)
        else pieces.push(piece)
      })
      response.on('error', (error) => settle(() => reject(error)))
      response.on('end', () => settle(() => resolve(Buffer.concat(pieces).toString('utf8'))))
      response.on('close', () => {
        if (!response.complete) settle(() => reject(new Error('the answer was cut off')))
      })
    })
  })
}
