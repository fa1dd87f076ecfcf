// A screen for the Electron tests: Xvfb on Linux; elsewhere the desktop itself.
import { installPackages } from './apt.mjs'
import { which } from './exec.mjs'

/** @type {import('./chain.mjs').Way} */
export const virtualScreen = {
  kind: 'xvfb',
  title: 'virtual screen (Xvfb)',
  impossible: () => (process.platform === 'linux' ? null : 'the desktop itself is used'),
  inputs: () => [process.getuid?.()],
  done() {
    const path = which('Xvfb')
    return path ? { path } : null
  },
  run: (report) => installPackages(['xvfb'], report),
}

/** @type {import('./chain.mjs').Way} */
export const desktopScreen = {
  kind: 'desktop',
  title: 'the screen of this desktop',
  impossible: () => (hasScreen() ? null : 'there is no screen'),
  done: () => ({}),
  run: async () => {},
}

/** @returns {boolean} whether a window can be shown */
export function hasScreen() {
  if (process.platform === 'darwin' || process.platform === 'win32') return !process.env.SSH_CONNECTION
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
