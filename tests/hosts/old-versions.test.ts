/** The app's folder of earlier versions (tests/fixtures/versions/app) opens: preferences, blocks and unsaved work; a block of a newer version
 *  is skipped and reported with its version. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { paste } from '../../shared/document/edits/clipboard.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { temporaryFolder } from './temporary.ts'

const VERSIONS = join(import.meta.dirname, '..', 'fixtures', 'versions')

/** A host on a copy of the old folder. */
function start() {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  cpSync(join(VERSIONS, 'app'), data, { recursive: true })
  const faults: string[] = []
  const shared = hostCalls({
    info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
    examples: join(folder, 'examples'),
    data,
    roots: [folder],
    grants: grantsWithin([folder]),
    takeInitial: () => null,
    report: (fault) => faults.push(fault),
  })
  return { data, faults, host: shared.callsOf({}) }
}

test('preferences keep what was chosen, and have today’s defaults for the rest', async () => {
  const { host, faults } = start()
  expect(await host.preferences()).toMatchObject({
    theme: 'dark',
    language: 'ko',
    dismissed: ['no-dropout'],
    surroundings: true,
  })
  expect(faults).toEqual([])
})

test('blocks can be inserted', async () => {
  const { host } = start()
  const [block] = await host.blocks()
  expect(block?.name).toBe('Two dense')
  const { networks } = paste(emptyDocument('A'), block!.text, { x: 0, y: 0 })
  expect(Object.values(networks.main!.layers).map(({ type }) => type)).toContain('Dense')
})

test('unsaved work is offered and opens', async () => {
  const { host } = start()
  const [draft] = await host.drafts()
  expect(draft).toMatchObject({ name: 'Iris', path: null })
  expect(parseDocument((await host.readDraft(draft!.id)).text).data?.split.method).toBe('hash')
})

test('a block of a newer version is reported with its version, and the others are there', async () => {
  const { host, data, faults } = start()
  mkdirSync(join(data, 'blocks'), { recursive: true })
  const newer = { format: 'layerloom-block', version: 7, name: 'Newer', text: '' }
  writeFileSync(join(data, 'blocks', 'a.block.json'), JSON.stringify(newer))
  expect((await host.blocks()).map(({ name }) => name)).toEqual(['Two dense'])
  expect(faults).toEqual([expect.stringMatching(/a\.block\.json.*version 7 of the format/)])
})
