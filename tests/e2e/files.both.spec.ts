/** Saving and opening: a saved document opens unchanged, no file is written partially, and no change is lost without a question. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

test('a saved document opens unchanged', async ({ app, host }) => {
  const { documents } = host.folders
  const path = join(documents, 'net.loom')
  // The file names the rows of its data once they are known.
  await app.openExample('lesson-l2').expectStatus(/Ready to train/)
  await app.select('dense').set('units', 77).expectDirty(true)
  await app.save(path).expectOpen('net').expectDirty(false)
  const first = readFileSync(path, 'utf8')
  expect(JSON.parse(first).networks.main.layers.dense.props.units).toBe(77)
  expect(readdirSync(documents)).toEqual(['net.loom'])

  await app.select('dense').set('units', 78).save()
  expect(JSON.parse(readFileSync(path, 'utf8')).networks.main.layers.dense.props.units).toBe(78)
  await app.undo().expectDirty(true).save()
  expect(readFileSync(path, 'utf8')).toBe(first)

  await app.openExample('iris').open(path).expectOpen('net').expectDirty(false)
  await app.select('dense').expectValue('units', 77)
  const copy = join(documents, 'copy.loom')
  await app.save(copy).expectOpen('copy')
  expect(readFileSync(copy, 'utf8')).toBe(first)
})

test('a question is asked before unsaved changes are lost', async ({ app, host }) => {
  await app.openExample('lesson-he').select('dense').set('units', 50)
  await app.new().answerUnsaved('Cancel').expectOpen('lesson-he').expectDirty(true)
  const path = join(host.folders.documents, 'kept.loom')
  writeFileSync(path, '')
  if (host.kind === 'electron') await host.answerDialog('save', path)
  await app.new().answerUnsaved('Save')
  if (host.kind === 'chromium') await app.answerSaveDialog('kept.loom', { replace: true })
  await app.expectOpen('untitled').expectLayers(0)
  expect(JSON.parse(readFileSync(path, 'utf8')).networks.main.layers.dense.props.units).toBe(50)
})

test('the program is saved as a file', async ({ app, host }) => {
  const path = join(host.folders.documents, 'net.py')
  await app
    .openExample('lesson-he')
    .tab('Code')
    .choose('save', path, () => app.pressSaveProgram())
  await expect(host.page.getByText(path)).toBeVisible()
  expect(readFileSync(path, 'utf8')).toContain('import keras')
})

test('a relative data path is resolved in the folder of the document', async ({ app, host }) => {
  const { documents } = host.folders
  for (const name of ['iris.loom', 'iris.csv'])
    copyFileSync(join('assets/examples', name), join(documents, name))
  await app
    .open(join(documents, 'iris.loom'))
    .expectOpen('iris')
    .expectData(/90 \/ 30 \/ 30/)
})
