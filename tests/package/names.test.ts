/** Names and the control file of packages: a package with an old Electron cannot be mistaken for a release. */
import { expect, it } from 'vitest'
import { APPARMOR_PROFILE, controlFile, DEPENDS } from '../../scripts/package/deb.mjs'
import { debName, folderName, packageName, rpmName } from '../../scripts/package/names.mjs'
import { LIBRARIES, specFile } from '../../scripts/package/rpm.mjs'

const release = { version: '1.2.3', electron: '45.4.1', platform: 'linux', arch: 'x64' }
const forTests = { ...release, electron: '22.3.25' }

it('only a package with the old Electron names it', () => {
  expect(packageName(release)).toBe('layerloom')
  expect(packageName(forTests)).toBe('layerloom-electron22')
  expect(folderName(release)).toBe('layerloom-1.2.3-linux-x64')
  expect(debName(release)).toBe('layerloom_1.2.3_amd64.deb')
  expect(debName({ ...forTests, arch: 'arm64' })).toBe('layerloom-electron22_1.2.3_arm64.deb')
})

it('the control file has one line for each field, and the size in kilobytes', () => {
  const control = controlFile(release, 1_500_000)
  expect(control).toMatch(/^Package: layerloom\nVersion: 1\.2\.3\nArchitecture: amd64\n/)
  expect(control).toContain('\nInstalled-Size: 1465\n')
  expect(control).toContain(`\nDepends: ${DEPENDS.join(', ')}\n`)
  expect(control).not.toContain('tests')
  expect(control.endsWith('\n')).toBe(true)
  // A line is a field or continues the description.
  for (const line of control.trimEnd().split('\n')) expect(line).toMatch(/^([A-Z][A-Za-z-]+: \S| \S)/)
})

it('the release and the package for tests replace each other, and the latter says what it is', () => {
  expect(controlFile(release, 1)).toContain('\nReplaces: layerloom-electron22\n')
  const control = controlFile(forTests, 1)
  expect(control).toContain('\nConflicts: layerloom\n')
  expect(control).toContain('use it for tests only')
})

it('the rpm has the same names, the modes of its sandbox, and no files of others', () => {
  expect(rpmName(release)).toBe('layerloom-1.2.3-1.x86_64.rpm')
  // Fedora sorts a version with ~ before the one without; - separates the release.
  expect(rpmName({ ...forTests, version: '1.2.3-beta.1', arch: 'arm64' })).toBe(
    'layerloom-electron22-1.2.3~beta.1-1.aarch64.rpm',
  )
  const options = { tree: '/a b/tree', licence: '/usr/share/licenses/layerloom/LICENSE' }
  const spec = specFile(release, { ...options, compression: 'xz' })
  expect(spec).toMatch(/^Name: layerloom\nVersion: 1\.2\.3\nRelease: 1\n/m)
  expect(spec).toContain('\nConflicts: layerloom-electron22\n')
  expect(spec).toContain(`Requires: ${LIBRARIES[0]}()(64bit), `)
  expect(spec).toContain("\ncp -al '/a b/tree/.' '%{buildroot}'\n")
  expect(spec).toContain('\n%attr(4755, root, root) /opt/layerloom/chrome-sandbox\n')
  expect(spec).toContain('\n%license /usr/share/licenses/layerloom/LICENSE\n')
  expect(spec).not.toContain('tests')
  const test = specFile(forTests, { ...options, compression: 'none' })
  expect(test).toContain('\nConflicts: layerloom\n')
  expect(test).toContain('use it for tests only')
})

it('the AppArmor profile allows user namespaces to the program only', () => {
  expect(APPARMOR_PROFILE).toMatch(
    /^profile layerloom \/opt\/layerloom\/layerloom flags=\(unconfined\) \{\n {2}userns,$/m,
  )
})
