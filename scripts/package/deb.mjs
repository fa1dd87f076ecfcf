// The Debian package: what Linux packages install, and the scripts of its installation.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { debArch } from '../setup/apt.mjs'
import { exec, which } from '../setup/exec.mjs'
import { temporaryName } from '../setup/files.mjs'
import { ROOT } from '../setup/paths.mjs'
import { fillLinuxTree, HOME } from './linux-tree.mjs'
import { isForTests, packageName } from './names.mjs'

const APPARMOR = '/etc/apparmor.d/layerloom'

/** Debian's packages with the libraries that Electron is linked against or loads; `t64` is their name since 64-bit time. */
export const DEPENDS = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libdrm2',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libcups2 | libcups2t64',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxfixes3',
  'libxrandr2',
  'libstdc++6 (>= 11)',
  'libc6 (>= 2.28)',
  'xdg-utils',
  // Their triggers put the program into the menu, and make it the one that opens a document.
  'desktop-file-utils',
  'shared-mime-info',
  'hicolor-icon-theme',
]

/** Presets of dpkg-deb: small for a release, fast for a test. */
const COMPRESSION = {
  xz: ['-Zxz', '-z6'],
  zstd: ['-Zzstd', '-z1'],
  none: ['-Znone'],
}

/** @typedef {keyof typeof COMPRESSION} Compression */
export const COMPRESSIONS = /** @type {Compression[]} */ (Object.keys(COMPRESSION))

/**
 * @param {import('./names.mjs').Build} build
 * @param {number} bytes installed
 * @returns {string} the file `control`
 */
export function controlFile(build, bytes) {
  const name = packageName(build)
  // The releases and the packages for tests have the same files: one replaces the other.
  const other = isForTests(build) ? 'layerloom' : 'layerloom-electron22'
  const fields = {
    Package: name,
    Version: build.version,
    Architecture: debArch(build.arch),
    Maintainer: 'The Layerloom authors <layerloom@localhost>',
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: DEPENDS.join(', '),
    Recommends: 'apparmor',
    Conflicts: other,
    Replaces: other,
    Section: 'science',
    Priority: 'optional',
    Description: [
      `design neural networks by drawing${isForTests(build) ? ' (a package for tests)' : ''}`,
      ' Draw a network, train it on your own data with TensorFlow, look at the results,',
      ' and export the Keras code. Everything runs on this computer, without a network.',
      ...(isForTests(build)
        ? [' .', ' This package has an old Electron, which gets no security updates: use it for tests only.']
        : []),
    ].join('\n'),
  }
  return `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n`
}

/** Lets the program use the namespaces of its sandbox where the system restricts them, as Ubuntu does since 23.10. */
export const APPARMOR_PROFILE = `abi <abi/4.0>,
include <tunables/global>

profile layerloom ${HOME}/layerloom flags=(unconfined) {
  userns,

  include if exists <local/layerloom>
}
`

const POSTINST = `#!/bin/sh
# Runs after the package was installed. An older AppArmor does not know the rule of the profile, and does not need it.
set -e

if [ "$1" = configure ] && command -v apparmor_parser >/dev/null; then
  if apparmor_parser --skip-kernel-load --quiet ${HOME}/apparmor-profile >/dev/null 2>&1; then
    cp ${HOME}/apparmor-profile ${APPARMOR}
    chmod 644 ${APPARMOR}
    # In a container or a fresh root there is no kernel to load it into; it is loaded at the next start of the system.
    apparmor_parser --replace --write-cache --skip-read-cache ${APPARMOR} >/dev/null 2>&1 || true
  fi
fi
`

const PRERM = `#!/bin/sh
# Runs before the package is removed.
set -e

if [ "$1" = remove ] && [ -f ${APPARMOR} ]; then
  # Where it was never loaded, there is nothing to unload.
  apparmor_parser --remove ${APPARMOR} >/dev/null 2>&1 || true
  rm -f ${APPARMOR}
fi
`

/**
 * @param {{ folder: string, target: string, work: string, build: import('./names.mjs').Build, compression: Compression }} options
 *   `folder`: the packed one; `work`: an empty folder on the same disk
 * @throws {Error} naming dpkg-deb, where it is missing
 */
export async function makeDeb({ folder, target, work, build, compression }) {
  const tool = which('dpkg-deb')
  if (!tool) throw new Error('a deb needs dpkg-deb, which was not found: build it on Debian or Ubuntu')
  const licence = `/usr/share/doc/${packageName(build)}/copyright`
  const bytes = await fillLinuxTree({ folder, work, licence }, (home) =>
    writeFileSync(join(home, 'apparmor-profile'), APPARMOR_PROFILE),
  )
  writeControl(work, build, bytes)
  const part = temporaryName(target)
  try {
    await exec(tool, ['--root-owner-group', ...COMPRESSION[compression], '--build', work, part], {
      timeout: 30 * 60_000,
    })
    renameSync(part, target)
  } finally {
    rmSync(part, { force: true })
  }
}

/** @param {string} work @param {import('./names.mjs').Build} build @param {number} bytes */
function writeControl(work, build, bytes) {
  const folder = join(work, 'DEBIAN')
  mkdirSync(folder)
  const postrm = readFileSync(join(ROOT, 'assets', 'linux', 'postrm.sh'), 'utf8')
  const scripts = { postinst: POSTINST, prerm: PRERM, postrm }
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, name), text, { mode: 0o755 })
  for (const name of Object.keys(scripts)) chmodSync(join(folder, name), 0o755)
  writeFileSync(join(folder, 'control'), controlFile(build, bytes))
  chmodSync(join(folder, 'control'), 0o644)
  chmodSync(folder, 0o755)
}
