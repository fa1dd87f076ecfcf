/** A package of an older version, made from a built one: what a person has whose app runs while the new version is installed. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes it in an empty folder. The app inside says the older version, too. @returns its path */
export function makeOlderDeb(deb: string, folder: string): string {
  const tree = join(folder, 'tree')
  execFileSync('dpkg-deb', ['--raw-extract', deb, tree])
  const control = join(tree, 'DEBIAN', 'control')
  const text = readFileSync(control, 'utf8')
  const version = /^Version: (\S+)$/m.exec(text)![1]!
  // Of the same length, because the archive has a table of the places of its files.
  const older = version.replace(/\d/g, '0')
  writeFileSync(control, text.replace(`Version: ${version}`, `Version: ${older}`))
  const archive = join(tree, 'opt', 'layerloom', 'resources', 'app.asar')
  const app = readFileSync(archive)
  const name = `"version": "${version}"`
  for (let at = app.indexOf(name); at >= 0; at = app.indexOf(name, at + 1))
    app.write(`"version": "${older}"`, at)
  writeFileSync(archive, app)
  const made = join(folder, 'older.deb')
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, made])
  return made
}
