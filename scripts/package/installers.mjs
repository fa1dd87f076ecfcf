// Packages that electron-builder makes from the folder, with tools that it downloads or that belong to a system.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { loadBuilder } from './folder.mjs'
import { packageName } from './names.mjs'

/**
 * What each needs beside the folder.
 * @type {Record<string, { system: NodeJS.Platform, needs: string }>}
 */
export const INSTALLERS = {
  AppImage: {
    system: 'linux',
    needs: "electron-builder's AppImage tools (mksquashfs and the runtime), from GitHub",
  },
  dmg: { system: 'darwin', needs: 'hdiutil of macOS' },
  nsis: { system: 'win32', needs: "makensis, from electron-builder's releases on GitHub" },
}

/**
 * @param {string} target a key of INSTALLERS
 * @param {{ folder: string, output: string, build: import('./names.mjs').Build, platform?: NodeJS.Platform }} options
 * @returns {Promise<string[]>} the files
 * @throws {Error} naming the tools that are missing
 */
export async function makeInstaller(target, { folder, output, build, platform = process.platform }) {
  const { system, needs } = INSTALLERS[target] ?? { system: '', needs: '' }
  const names = { darwin: 'macOS', linux: 'Linux', win32: 'Windows' }
  if (system !== platform)
    throw new Error(`${target} is made on ${/** @type {any} */ (names)[system]} only: it needs ${needs}`)
  const builder = await loadBuilder()
  const before = new Set(readdirSync(output))
  try {
    await builder.build({
      projectDir: ROOT,
      prepackaged: platform === 'darwin' ? join(folder, 'Layerloom.app') : folder,
      targets: builder.Platform.current().createTarget(target),
      publish: 'never',
      config: {
        directories: { output, buildResources: join(ROOT, 'assets') },
        electronVersion: build.electron,
        artifactName: `${packageName(build)}-\${version}-\${arch}.\${ext}`,
      },
    })
  } catch (error) {
    throw new Error(`${target} could not be made. It needs ${needs}. ${/** @type {Error} */ (error).message}`)
  }
  return readdirSync(output)
    .filter((name) => !before.has(name))
    .map((name) => join(output, name))
}
