// Names of packages, and of the folder that they are made from.
import { debArch } from '../setup/apt.mjs'

/** The last Electron that a person should not use: it gets no security updates. A package with it is for tests. */
const OLD_ELECTRON = 22

/** @typedef {{ version: string, electron: string, platform: string, arch: string }} Build `version` of the app and of Electron */

/** @param {Build} build @returns {string} `layerloom`, or a name that says that the package is for tests */
export function packageName(build) {
  return isForTests(build) ? `layerloom-electron${Number.parseInt(build.electron, 10)}` : 'layerloom'
}

/** @param {Build} build @returns {boolean} whether a person should not use it, because its Electron is old */
export function isForTests({ electron }) {
  return Number.parseInt(electron, 10) <= OLD_ELECTRON
}

/** @param {Build} build @returns {string} the folder in release/ with the program and all that it needs */
export function folderName(build) {
  return `${packageName(build)}-${build.version}-${build.platform}-${build.arch}`
}

/** @param {Build} build @returns {string} as Debian names its files */
export function debName(build) {
  return `${packageName(build)}_${build.version}_${debArch(build.arch)}.deb`
}

/** @param {Build} build @returns {string} as Fedora names its files */
export function rpmName(build) {
  return `${packageName(build)}-${build.version.replaceAll('-', '~')}-1.${rpmArch(build.arch)}.rpm`
}

/** @param {string} arch as Node names it @returns {string} as Fedora does */
export function rpmArch(arch) {
  return { x64: 'x86_64', arm64: 'aarch64' }[arch] ?? arch
}
