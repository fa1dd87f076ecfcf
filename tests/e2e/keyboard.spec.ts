/** Using the app by keyboard alone: add, connect, set, train, read results, export. The focus is never lost. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeIdx } from '../support/datasets.ts'
import { expect, test } from './driver/test.ts'

const ROWS = 3000
const EPOCHS = 24
/** Texts that the program contains, in this order. */
const PROGRAM = [
  'Input(shape=(28, 28))',
  'Flatten()',
  'Dropout(0.2)',
  'Dense(100, activation="elu", kernel_initializer="he_normal")',
  'Dropout(0.2)',
  'Dense(100, activation="elu", kernel_initializer="he_normal")',
  'Dropout(0.2)',
  'Dense(10, activation="softmax")',
  'optimizer="nadam"',
  `epochs=${EPOCHS}`,
]

/** Writes images whose brightest lines identify the class. */
function writePictures(folder: string): void {
  writeIdx(join(folder, 'images.idx'), [ROWS, 28, 28], (i) => {
    const [row, line] = [Math.floor(i / 784), Math.floor((i % 784) / 28)]
    return (Math.floor(line / 2.8) === row % 10 ? 150 : 20) + ((i * 7919) % 61)
  })
  writeIdx(join(folder, 'labels.idx'), [ROWS], (i) => i % 10)
}

test('the lesson’s dropout network is built, trained and exported by keyboard', async ({ app, host }) => {
  const { documents } = host.folders
  writePictures(documents)
  await app.startRecording()
  const dropout = () => app.addByKey('Dropout').enterPropertiesByKey().fillByKey('rate', '0.2').expectFocus()
  const dense = async (units: string, activation: string) => {
    await app.addByKey('Dense').enterPropertiesByKey().fillByKey('units', units)
    await app.fillByKey('activation', activation).expectFocus()
  }
  await app.expectFocus().key('Control+Alt+n').expectOpen('untitled').expectLayers(0).expectFocus()
  await app.addByKey('Input').enterPropertiesByKey().fillByKey('shape', '28, 28').expectFocus()
  await app.addByKey('Flatten').expectFocus()
  for (let block = 0; block < 2; block++) {
    await dropout()
    await dense('100', 'elu')
    await app.fillByKey('kernel_initializer', 'he_normal').expectFocus()
  }
  await dropout()
  await dense('10', 'softmax')
  await app.addByKey('Output').expectLayers(9).expectWires(8).expectFocus()

  // A wire is added with Alt+C and the name of the other layer.
  await app.deleteWireByKey('flatten', 'dropout').expectWires(7).expectFocus()
  await app.connectByKey('flatten', 'dropout').expectWires(8).expectFocus()
  await app.expectLabel('dense_1', /output \(None, 100\), 10,100 parameters$/)

  // With no selection, F6 moves to the panel with the settings of the network.
  await app.unselectByKey('flatten').expectFocus().key('F6').expectFocusOn(/^Data/)
  await app.openSectionByKey('Data').expectFocus()
  await app.fillByKey('source', 'IDX', 'idx').expectFocus()
  // A path that is typed on the desktop needs a permission; a file that is chosen has it.
  for (const [field, name] of Object.entries({ images: 'images.idx', labels: 'labels.idx' }))
    if (host.kind === 'chromium') await app.fillByKey(field, join(documents, name))
    else {
      await host.answerDialog('open', join(documents, name))
      await app.pressByKey(`Choose a file for ${field}`)
    }
  await app.expectFocus()
  await app
    .openSectionByKey('Training')
    .fillByKey('optimizer', 'nadam')
    .fillByKey('epochs', String(EPOCHS))
    .expectFocus()
  await app.expectData(/2,400 \/ 300 \/ 300/)

  const start = performance.now()
  await app.key('Control+Enter').expectFocus().expectState('finished').expectFocus()
  await expect.poll(async () => (await app.recording()).said.at(-1)).toMatch(/^Training finished\./)
  const { said, figures } = await app.recording()
  expect(said[0]).toBe(`Training started: ${EPOCHS} epochs`)
  // Between the two, at most one epoch every five seconds is announced, however often the figures change.
  expect(said.length).toBeLessThanOrEqual(2 + (performance.now() - start) / 5000)
  expect(figures).toBeGreaterThan(said.length)

  // The results, tab by tab.
  await app.key('F6').expectFocusOn('Training').expectBestEpoch()
  expect(Number(await app.figure('Best val_loss'))).toBeLessThan(1)
  for (const tab of ['Signals', 'Summary', 'Problems', 'Log'])
    await app.key('ArrowRight').expectFocusOn(new RegExp(`^${tab}`))
  await app.key('Home').expectFocusOn('Training')

  await app.key('Alt+5').expectFocusOn('Keras program').pressByKey('Copy the program').expectFocus()
  await expect.poll(() => host.clipboard()).toContain('keras')
  const path = join(documents, 'dropout.py')
  await app.saveByKey('Control+e', path).expectFocus()
  await expect.poll(() => existsSync(path)).toBe(true)
  const program = readFileSync(path, 'utf8')
  expect(await host.clipboard()).toBe(program)
  let from = 0
  for (const piece of PROGRAM) {
    expect(program.slice(from)).toContain(piece)
    from = program.indexOf(piece, from) + piece.length
  }
  execFileSync(process.env.LAYERLOOM_KERAS_PYTHON ?? 'python3', ['-m', 'py_compile', path])
  await app.expectNoMouse()
})

test('the focus stays nearby when the focused element is removed', async ({ app, host }) => {
  const { page } = host
  await app.openExample('iris').expectFocus().startRecording()
  // Train and Stop by their buttons: the run replaces one button with the other.
  await app.pressByKey('Train').expectTraining().expectFocusOn('Stop training')
  await page.keyboard.press('Enter')
  await app.expectState('stopped').expectFocusOn('Train')
  // A reset removes its own button, and its argument gets the focus.
  await app.setByKey('dense', 'units', '7').pressByKey('Reset units to its default')
  await expect(page.getByLabel('units', { exact: true })).toBeFocused()
  // A layer is removed by Delete and by undo.
  await app.focusLayer('dense').key('Delete').expectFocus().undoByKey().expectFocus()
  await app.focusLayer('dense').key('Control+d').expectFocus().focusLayer('dense_1').undoByKey().expectFocus()
  // F6 visits all areas and returns to the first.
  await app.key('Alt+2').expectFocusIn('side')
  const areas = await app.areasByKey()
  expect(areas).toEqual(['canvas', 'properties', 'dock', 'top', 'side'])
  await app.expectNoMouse()
})

test('a network is built and trained by keyboard alone', async ({ app, host }) => {
  const { keyboard } = host.page
  await app.key('Control+Alt+n').expectOpen('untitled').expectLayers(0)
  await app.addByKey('Input').addByKey('Flatten').addByKey('Dense').addByKey('Output')
  await app.expectLayers(4).expectWires(3)

  // A wire is deleted and added again.
  await app.deleteWireByKey('flatten', 'dense').expectWires(2)
  await app.connectByKey('flatten', 'dense').expectWires(3)

  await app.setByKey('dense', 'units', '10').expectLabel('dense', /output \(None, 10\), 7,850 parameters/)
  await app.setByKey('dense', 'activation', 'softmax')
  await app
    .unselectByKey('dense')
    .pressByKey('Choose data…')
    .pressByKey(/^Sample data/)
  await app.expectData(/55,000 \/ 5,000 \/ 10,000/)
  await keyboard.press('Control+Enter')
  await app.expectPoint().key('Control+.').expectState('stopped')
})

test('Enter in the search adds the layer with exactly that name', async ({ app }) => {
  await app.openExample('lesson-he')
  for (const type of ['Dense', 'Activation', 'Dropout', 'BatchNormalization']) {
    const name =
      type === 'BatchNormalization'
        ? 'batch_normalization'
        : type === 'Dense'
          ? 'dense_3'
          : type.toLowerCase()
    await app
      .addByKey(type)
      .expectLayers(7)
      .expectLabel(name, new RegExp(`^${type} `))
      .undo()
  }
})
