// Allows one set-up at a time per folder: a lock file names its holder, and the lock of a dead process is replaced.
import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readJson, temporaryName } from './files.mjs'

/** @typedef {{ pid: number, host: string, started: string }} Holder `started`: start time of the process, to detect a reused pid */

/**
 * Acquires the lock, runs `action`, releases the lock.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (holder: Holder) => void, pollMs?: number }} [options] `onWait` is called once, if another process holds
 *   the lock; `pollMs`: interval of the attempts
 * @returns {Promise<T>}
 */
export async function withLock(folder, action, { onWait, pollMs = 200 } = {}) {
  const path = join(folder, 'setup.lock')
  let notified = false
  for (;;) {
    const holder = acquire(path)
    if (!holder) break
    if (!notified) onWait?.(holder)
    notified = true
    await sleep(pollMs)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    return await action()
  } finally {
    process.off('exit', release)
    release()
  }
}

/**
 * Runs `action` under the locks of several folders, which are always acquired in the same order. Folders with the same real path are
 * locked once, because a second lock would wait for the first.
 * @template T
 * @param {string[]} folders created if missing; the target of a link comes before the link
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (holder: Holder) => void, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export function withLocks(folders, action, options) {
  const realPaths = folders.map((folder) => {
    mkdirSync(folder, { recursive: true })
    return realpathSync(folder)
  })
  const unique = [...new Set(realPaths)].sort()
  return unique.reduceRight((inner, folder) => () => withLock(folder, inner, options), action)()
}

/** @param {string} path @returns {Holder | null} the current holder, or null if this process holds it now */
function acquire(path) {
  const ownFile = temporaryName(path)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(ownFile, JSON.stringify(ownHolder()))
  try {
    // A hard link is created with its content and fails if the name exists, so the lock file is never empty.
    linkSync(ownFile, path)
    return null
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    const holder = /** @type {Holder | null} */ (readJson(path))
    if (holder && isAlive(holder)) return holder
    return removeStale(path, holder) ? acquire(path) : (readJson(path) ?? ownHolder())
  } finally {
    rmSync(ownFile, { force: true })
  }
}

/**
 * Removes the lock of a dead holder. Two processes may do this at once, so the moved file is compared with the one that was judged.
 * @param {string} path @param {Holder | null} stale @returns {boolean} whether the lock can be acquired
 */
function removeStale(path, stale) {
  const aside = temporaryName(path)
  try {
    renameSync(path, aside)
  } catch {
    // Another process was faster.
    return true
  }
  const moved = readJson(aside)
  const isEqual = JSON.stringify(moved) === JSON.stringify(stale)
  if (!isEqual) {
    try {
      linkSync(aside, path)
    } catch {
      // A third process has acquired the lock; the displaced holder continues, and its result is the same files.
    }
  }
  rmSync(aside, { force: true })
  return isEqual
}

/** @returns {Holder} */
function ownHolder() {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) }
}

/** @param {Holder} holder */
function isAlive(holder) {
  if (holder.host !== hostname()) return false
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
  return holder.started === startOf(holder.pid)
}

/** @param {number} pid @returns {string} start time of the process from the kernel, or '' */
function startOf(pid) {
  try {
    // Field 22 of proc(5) stat; the second field is a name in brackets that may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    // This system has no /proc: the pid alone identifies the process.
    return ''
  }
}
