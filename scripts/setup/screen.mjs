// A screen for the Electron tests: Xvfb on Linux; elsewhere the desktop itself.
import { installPackages } from './apt.mjs'
import { which } from './exec.mjs'

/** @type {import('./chain.mjs').Installer} */
export const virtualScreen = {
  kind: 'xvfb',
  title: 'virtual screen (Xvfb)',
  unavailable: () => (process.platform === 'linux' ? null : 'the desktop itself is used'),
  inputs: () => [process.getuid?.()],
  detect() {
    const path = which('Xvfb')
    return path ? { path } : null
  },
  install: (report) => installPackages(['xvfb'], report),
}

/** @type {import('./chain.mjs').Installer} */
export const desktopScreen = {
  kind: 'desktop',
  title: 'the screen of this desktop',
  unavailable: () => (hasScreen() ? null : 'there is no screen'),
  detect: () => ({}),
  install: async () => {},
}

/** @returns {boolean} whether a window can be shown */
export function hasScreen() {
  if (process.platform === 'darwin' || process.platform === 'win32') return !process.env.SSH_CONNECTION
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
