// One set-up at a time per folder: a lock file that names its holder, taken over when the holder is dead.
import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readJson, temporaryName } from './files.mjs'

/** @typedef {{ pid: number, host: string, started: string }} Holder `started`: when that process began, so that a reused number is told apart */

/**
 * Waits for the lock, runs `action`, frees the lock.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (holder: Holder) => void, every?: number }} [options] `onWait` is called once, if another holds it
 * @returns {Promise<T>}
 */
export async function withLock(folder, action, { onWait, every = 200 } = {}) {
  const path = join(folder, 'setup.lock')
  let told = false
  for (;;) {
    const holder = take(path)
    if (!holder) break
    if (!told) onWait?.(holder)
    told = true
    await sleep(every)
  }
  const free = () => rmSync(path, { force: true })
  process.once('exit', free)
  try {
    return await action()
  } finally {
    process.off('exit', free)
    free()
  }
}

/**
 * Runs `action` under the locks of several folders, all others taking them in the same order. Folders that are one, as by a link, are
 * locked once: a second lock would wait for the first.
 * @template T
 * @param {string[]} folders made where they are not there; what others link to comes first
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (holder: Holder) => void, every?: number }} [options]
 * @returns {Promise<T>}
 */
export function withLocks(folders, action, options) {
  const real = folders.map((folder) => {
    mkdirSync(folder, { recursive: true })
    return realpathSync(folder)
  })
  const once = [...new Set(real)].sort()
  return once.reduceRight((inner, folder) => () => withLock(folder, inner, options), action)()
}

/** @param {string} path @returns {Holder | null} who holds it, or null: we do now */
function take(path) {
  const mine = temporaryName(path)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(mine, JSON.stringify(self()))
  try {
    // A hard link appears with its content at once and fails if the name exists: no moment of an empty lock file.
    linkSync(mine, path)
    return null
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    const holder = /** @type {Holder | null} */ (readJson(path))
    if (holder && isAlive(holder)) return holder
    return removeDead(path, holder) ? take(path) : (readJson(path) ?? self())
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Moves a dead holder's lock aside. Two may try at once, so what was moved is compared with what was judged.
 * @param {string} path @param {Holder | null} dead @returns {boolean} whether the way is free
 */
function removeDead(path, dead) {
  const aside = temporaryName(path)
  try {
    renameSync(path, aside)
  } catch {
    // The other one was faster.
    return true
  }
  const moved = readJson(aside)
  const same = JSON.stringify(moved) === JSON.stringify(dead)
  if (!same) {
    try {
      linkSync(aside, path)
    } catch {
      // A third took the lock meanwhile; the holder we displaced keeps working, its result is the same files.
    }
  }
  rmSync(aside, { force: true })
  return same
}

/** @returns {Holder} */
function self() {
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

/** @param {number} pid @returns {string} the kernel's start time of a process, where it can be read */
function startOf(pid) {
  try {
    // Field 22 of proc(5) stat; the second field is a name in brackets that may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    // No /proc on this system: the number alone has to do.
    return ''
  }
}
