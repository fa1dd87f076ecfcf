// The package of Fedora, openSUSE and their relatives, made by this system's rpmbuild.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exec, which } from '../setup/exec.mjs'
import { temporaryName } from '../setup/files.mjs'
import { fillLinuxTree, HOME } from './linux-tree.mjs'
import { isForTests, packageName, rpmArch } from './names.mjs'

/** Libraries by their own names, because the distributions name the packages differently. */
export const LIBRARIES = [
  'libgtk-3.so.0',
  'libnss3.so',
  'libasound.so.2',
  'libgbm.so.1',
  'libdrm.so.2',
  'libatspi.so.0',
  'libcups.so.2',
  'libxkbcommon.so.0',
  'libXcomposite.so.1',
  'libXdamage.so.1',
  'libXfixes.so.3',
  'libXrandr.so.2',
  'libstdc++.so.6',
]
const PROGRAMS = ['xdg-utils', 'desktop-file-utils', 'shared-mime-info', 'hicolor-icon-theme']

/** How rpmbuild packs: small for a release, fast for a test. */
const PAYLOAD = { xz: 'w6.xzdio', zstd: 'w1.zstdio', none: 'w.ufdio' }

/**
 * @param {import('./names.mjs').Build} build
 * @param {{ tree: string, licence: string, compression: import('./deb.mjs').Compression }} options `tree`: what is installed
 * @returns {string} the file that rpmbuild reads
 */
export function specFile(build, { tree, licence, compression }) {
  const name = packageName(build)
  const other = isForTests(build) ? 'layerloom' : 'layerloom-electron22'
  const requires = [...LIBRARIES.map((library) => `${library}()(64bit)`), ...PROGRAMS]
  return `# The files are finished: nothing in them is searched, stripped or compressed.
%global __os_install_post %{nil}
%global _build_id_links none
%define _binary_payload ${PAYLOAD[compression]}

Name: ${name}
Version: ${build.version.replaceAll('-', '~')}
Release: 1
Summary: Design neural networks by drawing${isForTests(build) ? ' (a package for tests)' : ''}
License: MIT
AutoReqProv: no
Requires: ${requires.join(', ')}
Conflicts: ${other}

%description
Draw a network, train it on your own data with TensorFlow, look at the results,
and export the Keras code. Everything runs on this computer, without a network.
${isForTests(build) ? '\nThis package has an old Electron, which gets no security updates: use it for tests only.\n' : ''}
%install
cp -al '${tree}/.' '%{buildroot}'

%files
%defattr(-,root,root,-)
${HOME}
%attr(4755, root, root) ${HOME}/chrome-sandbox
/usr/bin/layerloom
/usr/share/applications/layerloom.desktop
/usr/share/icons/hicolor/*/*/*
/usr/share/metainfo/org.layerloom.app.metainfo.xml
/usr/share/mime/packages/layerloom.xml
%license ${licence}
`
}

/**
 * @param {{ folder: string, target: string, work: string, build: import('./names.mjs').Build,
 *   compression: import('./deb.mjs').Compression }} options `folder`: the packed one; `work`: an empty folder on the same disk
 * @throws {Error} naming rpmbuild, where it is missing
 */
export async function makeRpm({ folder, target, work, build, compression }) {
  const tool = which('rpmbuild')
  if (!tool) {
    throw new Error(
      'an rpm needs rpmbuild, which was not found (Debian: apt-get install rpm; Fedora: dnf install rpm-build)',
    )
  }
  const tree = join(work, 'tree')
  const licence = `/usr/share/licenses/${packageName(build)}/LICENSE`
  await fillLinuxTree({ folder, work: tree, licence })
  const spec = join(work, 'layerloom.spec')
  writeFileSync(spec, specFile(build, { tree, licence, compression }))
  const made = join(work, 'made')
  mkdirSync(made)
  const part = temporaryName(target)
  const settings = {
    _topdir: join(work, 'rpmbuild'),
    _rpmdir: made,
    _rpmfilename: 'layerloom.rpm',
    // Not the name of the computer on which it is made.
    _buildhost: 'localhost',
  }
  const defines = Object.entries(settings).flatMap(([key, value]) => ['--define', `${key} ${value}`])
  try {
    await exec(tool, ['-bb', '--target', rpmArch(build.arch), ...defines, spec], { timeout: 30 * 60_000 })
    const [file = ''] = readdirSync(made)
    renameSync(join(made, file), part)
    renameSync(part, target)
  } finally {
    rmSync(part, { force: true })
  }
}
