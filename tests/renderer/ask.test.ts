/** A question ends with an answer, or is cancelled when its dialog closes. */
import { beforeEach, expect, it } from 'vitest'
import { chooseFile } from '../../renderer/state/choose-file.ts'
import { confirmReplace } from '../../renderer/state/files.ts'
import { checkFile, save } from '../../renderer/state/saving.ts'
import { useApp } from '../../renderer/state/store.ts'
import { addLayer, labels } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

let host: MemoryHost
const app = () => useApp.getState()
const draw = () => app().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))

beforeEach(async () => {
  host = memoryHost()
  const hostInfo = { ...(await host.host.info()), dialogs: 'in-app' as const }
  useApp.setState({ host, hostInfo, dialog: null })
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
})

it('a question that is answered closes its dialog', async () => {
  const chosen = chooseFile('table', 'open', '')
  const { dialog } = app()
  if (dialog?.kind !== 'file') throw new Error('It did not ask.')
  dialog.answer('/a.csv')
  expect(app().dialog).toBeNull()
  expect(await chosen).toBe('/a.csv')
})

it('a question whose dialog closes without an answer is cancelled', async () => {
  const chosen = chooseFile('table', 'open', '')
  useApp.setState({ dialog: null })
  expect(await chosen).toBeNull()
  draw()
  const replaced = confirmReplace()
  useApp.setState({ dialog: null })
  expect(await replaced).toBe(false)
})

it('a question whose dialog is replaced by another is cancelled, and the other stays open', async () => {
  const chosen = chooseFile('table', 'open', '')
  useApp.setState({ dialog: { kind: 'commands' } })
  expect(await chosen).toBeNull()
  expect(app().dialog).toEqual({ kind: 'commands' })
})

it('a cancelled question about a file changed by another program keeps the changed file', async () => {
  const path = '/net.loom'
  host.files.set(path, 'theirs')
  app().open(emptyDocument('a'), { path, name: 'net', folder: '/', version: 'mine' })
  draw()
  const checked = checkFile()
  await expect.poll(() => app().dialog?.kind).toBe('changed')
  useApp.setState({ dialog: null })
  await checked
  expect(app().file.version).toBe('mine')
  const saved = save()
  await expect.poll(() => app().dialog?.kind).toBe('changed')
  useApp.setState({ dialog: null })
  expect(await saved).toBe(false)
  expect(host.files.get(path)).toBe('theirs')
})
