/** Hints about a valid network: they are folded, do not mark the node and do not block training. A hint has a fix and can be dismissed. */
import { expect, test } from './driver/test.ts'

const HE = /relu blocks part of the signal/
const ABOUT = 'Initializer that suits the activation'

test('a hint is fixed by one press and returns after one undo', async ({ app, host }) => {
  await app
    .openExample('iris')
    .expectNoProblems()
    .expectHints(1)
    .expectLabel('dense', /50 parameters$/)
  await expect(host.page.getByRole('tab', { name: 'Problems', exact: true })).toBeVisible()
  await app
    .unfoldHints()
    .expectHint(HE)
    .fixHint(HE, 'Use he_normal')
    .expectHints(0)
    .select('dense')
    .expectValue('kernel_initializer', 'he_normal')
    .expectNoHintBelow('kernel_initializer')
  await app.undo().expectValue('kernel_initializer', 'glorot_uniform').expectHints(1)
})

test('a hint below its field is dismissed permanently, and can be restored', async ({ app, host }) => {
  await app
    .openExample('iris')
    .select('dense')
    .expectHintBelow('kernel_initializer', HE)
    .dismissHint('kernel_initializer')
    .expectNoHintBelow('kernel_initializer')
  // The pressed button disappears, and its field has the focus.
  await expect(host.page.getByLabel('kernel_initializer', { exact: true })).toBeFocused()
  await app.expectDismissed(1, ABOUT)
  // Dismissing is a preference of the user, not a change of the document. It survives a reload and is not an undo step.
  await app
    .reload()
    .openExample('iris')
    .expectDismissed(1, ABOUT)
    .select('dense')
    .expectNoHintBelow('kernel_initializer')
  await app.restoreHints().expectHints(1).select('dense').expectHintBelow('kernel_initializer', HE)
})

test('a command restores dismissed hints; it is disabled when there are none', async ({ app, host }) => {
  await app.openExample('iris').select('dense').dismissHint('kernel_initializer').expectDismissed(1, ABOUT)
  await app.command('Show dismissed hints again').expectHints(1)
  await expect(host.page.locator(':focus')).toHaveCount(1)
  await app.key('Control+k')
  await expect(host.page.getByRole('option', { name: /^Show dismissed hints again/ })).toContainText(
    'Not available now',
  )
  await app.key('Escape')
})

test('Adagrad on a deep network shows a hint below the optimizer', async ({ app }) => {
  await app
    .openExample('lesson-he')
    .set('optimizer', 'adagrad')
    .expectHintBelow('optimizer', /in a network 3 Dense layers deep it often stops learning too early/)
    .expectHints(1)
    .unfoldHints()
    .fixHint(/adagrad/, 'Use adam')
    .expectValue('optimizer', 'adam')
    .expectHints(0)
    .undo()
    .expectValue('optimizer', 'adagrad')
})
