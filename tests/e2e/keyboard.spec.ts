/** Everything without a mouse: add, connect, set, train, stop. */
import { test } from './driver/test.ts'

test('a network is drawn and trained with the keyboard alone', async ({ app, host }) => {
  const { keyboard } = host.page
  await app.key('Control+Alt+n').expectOpen('untitled').expectLayers(0)
  await app.addByKey('Input').addByKey('Flatten').addByKey('Dense').addByKey('Output')
  await app.expectLayers(4).expectWires(3)

  // A wire goes and comes back.
  await app.deleteWireByKey('flatten', 'dense').expectWires(2)
  await app.connectByKey('flatten', 'dense').expectWires(3)

  await app.setByKey('dense', 'units', '10').expectLabel('dense', /output \(None, 10\), 7,850 parameters/)
  await app.setByKey('dense', 'activation', 'softmax')
  await app.unselectByKey('dense').pressByKey('Use the sample Fashion-MNIST')
  await app.expectData(/55,000 \/ 5,000 \/ 10,000/)
  await keyboard.press('Control+Enter')
  await app.expectPoint().key('Control+.').expectState('stopped')
})

test('Enter in the search adds the layer that the name means', async ({ app }) => {
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
