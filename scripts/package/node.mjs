// The Node inside a package, from npm: the pinned version for this platform, unpacked in the cache.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from '../setup/exec.mjs'
import { fillFolder, verifySha256 } from '../setup/files.mjs'
import { npm } from '../setup/npm-packages.mjs'
import { inCache, PLATFORM } from '../setup/paths.mjs'
import { NODE } from '../setup/pins.mjs'
import { layoutOf } from './layout.mjs'

/** @typedef {{ version: string, program: string, licence: string, package: string }} NodePackage `program`, `licence`: paths of files */

/**
 * @param {import('../setup/progress.mjs').Report} report
 * @returns {Promise<NodePackage>}
 * @throws {Error} when none is pinned, npm cannot fetch it, or it is not the pinned file
 */
export async function fetchNode(report) {
  const pin = nodePin(PLATFORM)
  const folder = await fetchPackage(PLATFORM, report)
  const licences = pin.licenceOf ? await fetchPackage(pin.licenceOf, report) : folder
  return {
    version: pin.version,
    program: join(folder, 'bin', layoutOf(process.platform).node),
    licence: join(licences, 'LICENSE'),
    package: pin.package,
  }
}

/** @param {string} platform as `linux-x64` @throws {Error} when no Node is pinned for it */
export function nodePin(platform) {
  const pin = NODE[platform]
  if (!pin) {
    throw new Error(
      `a package for ${platform} needs a Node, and scripts/setup/pins.mjs has none; it has: ${Object.keys(NODE).join(', ')}`,
    )
  }
  return pin
}

/** @param {string} platform @param {import('../setup/progress.mjs').Report} report @returns {Promise<string>} the unpacked package */
async function fetchPackage(platform, report) {
  const pin = nodePin(platform)
  const folder = inCache(`node-${pin.version}-${platform}`)
  if (!existsSync(folder)) {
    report.info(`fetching Node ${pin.version} for ${platform} from npm`)
    await fillFolder(folder, (part) => unpack(part, pin))
  }
  return folder
}

/** @param {string} part @param {ReturnType<typeof nodePin>} pin */
async function unpack(part, pin) {
  const { command, args } = npm()
  const name = `${pin.package}@${pin.version}`
  await exec(command, [...args, 'pack', name, '--silent', '--pack-destination', part], {
    timeout: 10 * 60_000,
  })
  const file = `${pin.package}-${pin.version}.tgz`
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
