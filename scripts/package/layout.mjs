// Where the parts of a package are on each system: macOS has a bundle, the others a folder.

/**
 * Relative paths. `electron`: the program of an unpacked Electron, `electronResources`: its folder of resources, `chromium`: its file with
 * Chromium's code; `program` and `resources`: the same of a packed folder; `node`: the name of Node's program.
 * @typedef {{ electron: string, electronResources: string, chromium: string, program: string, resources: string, node: string }} Layout
 */

/** @type {Layout} */
const LINUX = {
  electron: 'electron',
  electronResources: 'resources',
  chromium: 'electron',
  program: 'layerloom',
  resources: 'resources',
  node: 'node',
}

/** @type {Record<string, Layout>} */
const OTHERS = {
  darwin: {
    electron: 'Electron.app/Contents/MacOS/Electron',
    electronResources: 'Electron.app/Contents/Resources',
    // The program is only a starter of this library.
    chromium: 'Electron.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
    program: 'Layerloom.app/Contents/MacOS/Layerloom',
    resources: 'Layerloom.app/Contents/Resources',
    node: 'node',
  },
  win32: {
    ...LINUX,
    electron: 'electron.exe',
    chromium: 'electron.exe',
    program: 'Layerloom.exe',
    node: 'node.exe',
  },
}

/** @param {string} platform Node's name of a system @returns {Layout} */
export function layoutOf(platform) {
  return OTHERS[platform] ?? LINUX
}

/** @param {string} program of an unpacked Electron @param {string} platform @returns {string} the folder that it was unpacked into */
export function electronFolder(program, platform) {
  return program.slice(0, -layoutOf(platform).electron.length - 1)
}
