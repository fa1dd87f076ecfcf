/** External changes of the open file: changed, removed, saved from two windows, a removed folder. Nothing is lost or written partially. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drive } from './driver/app.ts'
import { expect, test } from './driver/test.ts'

const unitsIn = (path: string): number =>
  JSON.parse(readFileSync(path, 'utf8')).networks.main.layers.dense.props.units
const writeUnits = (path: string, units: number) => {
  const document = JSON.parse(readFileSync(path, 'utf8'))
  document.networks.main.layers.dense.props.units = units
  writeFileSync(path, JSON.stringify(document))
}

test('a change of the file by another program is loaded, and can be undone', async ({ app, host }) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-he').save(path).select('dense')
  writeUnits(path, 55)
  await app
    .focusWindow()
    .expectStatusMessage(/was reloaded/)
    .expectValue('units', 55)
    .expectDirty(false)
  await app.undo().expectValue('units', 300).expectDirty(true).redo().expectDirty(false)
})

test('after changes in the app and in the file, the user chooses the version', async ({ app, host }) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-he').save(path).select('dense').set('units', 44)
  writeUnits(path, 55)
  await app.focusWindow().answerFileChanged('Keep mine').expectValue('units', 44).expectDirty(true)
  await app.save().expectDirty(false)
  expect(unitsIn(path)).toBe(44)
  // Saving detects the change even if the window has not had the focus before.
  writeUnits(path, 66)
  await app.set('units', 45).key('ControlOrMeta+s')
  await app.answerFileChanged('Use the file’s version').expectValue('units', 66).expectDirty(false)
  expect(unitsIn(path)).toBe(66)
  // The version that a save replaced can be restored.
  await app
    .set('units', 67)
    .save()
    .command('Restore the version before the last save')
    .expectValue('units', 66)
})

test('a removed file is reported, the document counts as unsaved, and saving writes the file again', async ({
  app,
  host,
}) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-he').save(path)
  rmSync(path)
  await app.focusWindow()
  await expect(
    host.page.getByRole('alert').filter({ hasText: 'net.loom was deleted or moved' }),
  ).toBeVisible()
  await app.expectDirty(true).expectLayers(6).save()
  await expect(host.page.getByRole('alert')).toBeEmpty()
  expect(unitsIn(path)).toBe(300)
})

test('two windows save one file, and the second one asks', async ({ app, host }) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-he').save(path)
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  await other
    .expectStartScreen()
    .chooseCard(/^net\.loom/)
    .expectOpen('net')
  await app.select('dense').set('units', 11).save()
  await other.select('dense').set('units', 22).key('ControlOrMeta+s')
  await other.answerFileChanged('Keep mine').expectDirty(false)
  expect(unitsIn(path)).toBe(22)
  await app
    .focusWindow()
    .expectStatusMessage(/was reloaded/)
    .expectValue('units', 22)
})

test('saving into a removed folder fails with a message, and the document stays', async ({ app, host }) => {
  const { documents } = host.folders
  await app.openExample('lesson-he').save(join(documents, 'net.loom')).select('dense').set('units', 33)
  rmSync(documents, { recursive: true })
  await app.key('ControlOrMeta+s').expectErrorMessage(/no such file or folder[\s\S]*Nothing is lost/)
  await app.expectDirty(true).expectValue('units', 33)
  expect(existsSync(documents)).toBe(false)
})

test('saving leaves no other files in the folder of the document', async ({ app, host }) => {
  const { documents } = host.folders
  await app.openExample('lesson-he').save(join(documents, 'net.loom')).select('dense')
  for (const units of [1, 2, 3]) await app.set('units', units).save()
  expect(readdirSync(documents)).toEqual(['net.loom'])
})
