/** The start of a window whose host cannot do everything. */
import { expect, it, vi } from 'vitest'
import { startWindow } from '../../renderer/startup.ts'
import { useMessages } from '../../renderer/state/notify.ts'
import { useApp } from '../../renderer/state/store.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { memoryHost } from './memory-host.ts'

it('shows the engine, and says what is wrong, if drafts cannot be listed', async () => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { documentElement: {} }))
  vi.stubGlobal('sessionStorage', { getItem: () => null, removeItem: () => {} })
  const memory = memoryHost()
  const drafts = async () => {
    throw new ProblemError([problem('read-ENOTDIR', untranslated('“/data/drafts” could not be read.'))])
  }
  await startWindow({ ...memory, host: { ...memory.host, drafts } })
  expect(useApp.getState().runtime).toEqual(await memory.engine.runtime())
  expect(useMessages.getState().failures.map(({ title, sentences }) => [title.en, sentences[0]?.en])).toEqual(
    [['Unsaved work of earlier windows cannot be listed', '“/data/drafts” could not be read.']],
  )
  await vi.waitFor(() => expect(document.title).toContain('Layerloom')) // set by a timer
})
