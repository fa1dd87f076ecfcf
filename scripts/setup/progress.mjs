// Prints the progress of the set-up: one line per step; for downloads, a live line on a terminal, else a line each ten per cent.

/**
 * @typedef {object} Report
 * @property {(text: string) => void} info prints a line
 * @property {(text: string) => void} step starts a step
 * @property {(text: string, done: number, total: number, unit?: string) => void} progress of a long operation, in bytes
 *   unless a unit is given
 * @property {(text: string) => void} finish ends the step with its result
 * @property {(text: string) => void} warn ends the step with a fallback or a failure
 */

const REDRAW_MS = 100

/**
 * @param {{ stream?: NodeJS.WriteStream, clock?: () => number }} [options] `stream` defaults to standard error
 * @returns {Report}
 */
export function createReport({ stream = process.stderr, clock = Date.now } = {}) {
  let stepStarted = 0
  let live = false
  let shownAt = 0
  let tenth = -1
  let previousText = ''
  const line = (/** @type {string} */ text) => {
    if (live) stream.write('\r\x1b[2K')
    live = false
    stream.write(`${text}\n`)
  }
  return {
    info: (text) => line(`  ${text}`),
    step(text) {
      stepStarted = clock()
      line(`- ${text} …`)
    },
    progress(text, done, total, unit) {
      if (text !== previousText) {
        previousText = text
        tenth = -1
      }
      const fraction = total ? Math.min(1, done / total) : 0
      const message = `  ${text}: ${Math.floor(fraction * 100)} % of ${unit ? `${total} ${unit}` : megabytes(total)}`
      if (stream.isTTY) {
        if (clock() - shownAt < REDRAW_MS && fraction < 1) return
        shownAt = clock()
        stream.write(`\r\x1b[2K${message.slice(0, (stream.columns ?? 100) - 1)}`)
        live = true
      } else if (Math.floor(fraction * 10) > tenth) {
        tenth = Math.floor(fraction * 10)
        line(message)
      }
    },
    finish: (text) => line(`+ ${text} (${seconds(clock() - stepStarted)})`),
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
