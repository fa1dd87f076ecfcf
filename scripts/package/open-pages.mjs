// Waits for the first page of a program that is driven through Chromium's port for remote debugging. A connection that is made while a
// window is created gets no answer.
import { setTimeout as delay } from 'node:timers/promises'

const INTERVAL_MS = 50

/**
 * @param {string} port
 * @param {number} limit in ms
 * @returns {Promise<void>} once a page is loading or loaded
 * @throws {Error} when there is none within the limit
 */
export async function pageOpened(port, limit) {
  const end = Date.now() + limit
  while (!(await hasPage(port))) {
    if (Date.now() > end) throw new Error(`no page was opened within ${limit / 1000} s`)
    await delay(INTERVAL_MS)
  }
}

/** @param {string} port */
async function hasPage(port) {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`)
  const targets = /** @type {{ type: string, url: string }[]} */ (await response.json())
  return targets.some(({ type, url }) => type === 'page' && url && url !== 'about:blank')
}
