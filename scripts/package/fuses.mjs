// Electron's fuses: switches in its program that a package sets and nobody can turn back without changing the file.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** The fuse of Electron 45 that the library does not name. */
const WASM_TRAP_HANDLERS = 8
/** A fuse of the wire: '0' off, '1' on, 'r' removed from this Electron. */
const [OFF, ON, REMOVED] = ['0', '1', 'r'].map((text) => text.charCodeAt(0))

/**
 * The place of each fuse in the wire, its name in electron-builder's settings, and its state in our package. Electron's documentation on
 * fuses describes each of them.
 * @type {{ at: number, name: string, on: boolean, inBuilder?: false }[]}
 */
export const FUSES = [
  { at: FuseV1Options.RunAsNode, name: 'runAsNode', on: false },
  { at: FuseV1Options.EnableCookieEncryption, name: 'enableCookieEncryption', on: true },
  {
    at: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    name: 'enableNodeOptionsEnvironmentVariable',
    on: false,
  },
  { at: FuseV1Options.EnableNodeCliInspectArguments, name: 'enableNodeCliInspectArguments', on: false },
  {
    at: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    name: 'enableEmbeddedAsarIntegrityValidation',
    on: true,
  },
  { at: FuseV1Options.OnlyLoadAppFromAsar, name: 'onlyLoadAppFromAsar', on: true },
  {
    at: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    name: 'loadBrowserProcessSpecificV8Snapshot',
    on: false,
  },
  {
    at: FuseV1Options.GrantFileProtocolExtraPrivileges,
    name: 'grantFileProtocolExtraPrivileges',
    on: false,
  },
  // On as Electron is built: electron-builder does not set it, and the build only reads it.
  { at: WASM_TRAP_HANDLERS, name: 'wasmTrapHandlers', on: true, inBuilder: false },
]

/** @typedef {Record<number, number>} Wire the states by their places; an older Electron has fewer */

/** @param {string} program @returns {Promise<Wire>} */
export async function readFuses(program) {
  const { version: _version, ...wire } = await getCurrentFuseWire(program)
  return /** @type {Wire} */ (wire)
}

/** @param {Wire} wire of the Electron that is packed @returns {Record<string, boolean>} electron-builder's `electronFuses` */
export function fuseSettings(wire) {
  return Object.fromEntries(
    FUSES.filter(({ at, inBuilder }) => at in wire && inBuilder !== false).map(({ name, on }) => [name, on]),
  )
}

/**
 * @param {Wire} wire read from the program of a package
 * @returns {string[]} a line for each fuse that is not as FUSES says
 */
export function fuseFaults(wire) {
  const known = FUSES.flatMap(({ at, name, on }) => {
    const state = wire[at]
    if (state === undefined || state === REMOVED) return []
    return state === (on ? ON : OFF) ? [] : [`${name} is ${stateName(state)}, expected ${on ? 'on' : 'off'}`]
  })
  const unknown = Object.keys(wire).filter((at) => !FUSES.some((fuse) => fuse.at === Number(at)))
  return [...known, ...unknown.map((at) => `fuse ${at} is not in scripts/package/fuses.mjs`)]
}

/** @param {number} state */
function stateName(state) {
  if (state === ON) return 'on'
  return state === OFF ? 'off' : `unknown (${state})`
}
