// What the set-up prints: one line a step, a live line for downloads on a terminal, else a line each ten per cent.

/**
 * @typedef {object} Report
 * @property {(text: string) => void} say a line of its own
 * @property {(text: string) => void} step names the step that the next progress belongs to
 * @property {(text: string, done: number, total: number, unit?: string) => void} progress how far something long is;
 *   in bytes unless a unit is named
 * @property {(text: string) => void} settled ends the step with what came of it
 * @property {(text: string) => void} warn ends the step with a fallback or a failure
 */

const EVERY_MS = 100

/**
 * @param {{ stream?: NodeJS.WriteStream, clock?: () => number }} [options] `stream` defaults to standard error
 * @returns {Report}
 */
export function createReport({ stream = process.stderr, clock = Date.now } = {}) {
  let started = 0
  let live = false
  let shownAt = 0
  let tenth = -1
  let last = ''
  const line = (/** @type {string} */ text) => {
    if (live) stream.write('\r\x1b[2K')
    live = false
    stream.write(`${text}\n`)
  }
  return {
    say: (text) => line(`  ${text}`),
    step(text) {
      started = clock()
      line(`- ${text} …`)
    },
    progress(text, done, total, unit) {
      if (text !== last) {
        last = text
        tenth = -1
      }
      const share = total ? Math.min(1, done / total) : 0
      const shown = `  ${text}: ${Math.floor(share * 100)} % of ${unit ? `${total} ${unit}` : megabytes(total)}`
      if (stream.isTTY) {
        if (clock() - shownAt < EVERY_MS && share < 1) return
        shownAt = clock()
        stream.write(`\r\x1b[2K${shown.slice(0, (stream.columns ?? 100) - 1)}`)
        live = true
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10)
        line(shown)
      }
    },
    settled: (text) => line(`+ ${text} (${seconds(clock() - started)})`),
    warn: (text) => line(`! ${text}`),
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`
}

/** @param {number} ms */
export function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}
