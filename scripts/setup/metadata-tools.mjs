// The programs of freedesktop.org that check a menu entry and AppStream metadata, for the tests.
import { installPackages } from './apt.mjs'
import { which } from './exec.mjs'

/** @type {import('./chain.mjs').Installer} */
export const metadataTools = {
  kind: 'debian',
  title: "freedesktop's validators (appstreamcli, desktop-file-validate)",
  unavailable: () => (process.platform === 'linux' ? null : 'they need Linux'),
  inputs: () => [process.getuid?.()],
  detect: () => (which('appstreamcli') && which('desktop-file-validate') ? {} : null),
  install: (report) => installPackages(['appstream', 'desktop-file-utils'], report),
}
