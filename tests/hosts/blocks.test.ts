/** The person's blocks and preferences in the app folder: shared by all windows, and robust against hostile files. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { blocksIn } from '../../electron/host/blocks.ts'
import { preferencesIn } from '../../electron/host/preferences.ts'
import { settingsIn } from '../../electron/host/settings-file.ts'
import { hostContract } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { temporaryFolder } from './temporary.ts'

const root = temporaryFolder()
let count = 0

function start() {
  const folder = join(root, String(++count), 'blocks')
  const faults: string[] = []
  return { folder, faults, blocks: blocksIn(folder, (fault) => faults.push(fault)) }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

describe('blocks', () => {
  it('are saved for the next start, newest first, one per name, with any name', async () => {
    const { folder, faults, blocks } = start()
    expect(await blocks.list()).toEqual([])
    for (const name of ['../../etc/passwd', 'CON', '블록', 'Twin'])
      await blocks.save({ name, text: `text of ${name}` })
    await blocks.save({ name: 'CON', text: 'another' })
    const restarted = blocksIn(folder, (fault) => faults.push(fault))
    const saved = await restarted.list()
    expect(saved[0]).toEqual({ name: 'CON', text: 'another' })
    expect(saved.map(({ name }) => name).sort()).toEqual(['../../etc/passwd', 'CON', 'Twin', '블록'])
    expect(readdirSync(folder)).toHaveLength(4)
    await restarted.remove('../../etc/passwd')
    await restarted.remove('never there')
    expect(await blocks.list()).toHaveLength(3)
    expect(faults).toEqual([])
  })

  it('a damaged, foreign or huge file is skipped and kept', async () => {
    const { folder, faults, blocks } = start()
    await blocks.save({ name: 'Twin', text: 'text' })
    const malformed = [
      '{',
      '{"format":"layerloom-block","version":2,"name":"New","text":""}',
      '{"format":"other","version":1,"name":"x","text":""}',
      `{"format":"layerloom-block","version":1,"name":"Big","text":"${'x'.repeat(2 ** 20 + 1)}"}`,
      ' '.repeat(2 ** 24 + 1),
    ]
    for (const [i, text] of malformed.entries()) writeFileSync(join(folder, `${i}.block.json`), text)
    mkdirSync(join(folder, 'folder.block.json'))
    expect(await blocks.list()).toEqual([{ name: 'Twin', text: 'text' }])
    expect(faults).toHaveLength(malformed.length + 1)
    await blocks.save({ name: 'Other', text: '' })
    expect(readdirSync(folder)).toHaveLength(malformed.length + 3)
  })

  it('a block in a file of another name is replaced and removed like the others', async () => {
    const { folder, blocks } = start()
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      join(folder, 'from a friend.block.json'),
      JSON.stringify({ format: 'layerloom-block', version: 1, name: 'Twin', text: 'old' }),
    )
    await blocks.save({ name: 'Twin', text: 'new' })
    expect(await blocks.list()).toEqual([{ name: 'Twin', text: 'new' }])
    await blocks.remove('Twin')
    expect(readdirSync(folder)).toEqual([])
  })

  it('the 201st block and a block beyond the total size are refused; no block is lost', async () => {
    // Saving a block reads all existing ones, so most of them are written as files.
    const blocksWith = (count: number, text: string) => {
      const { folder, blocks } = start()
      mkdirSync(folder, { recursive: true })
      for (let i = 0; i < count; i++)
        writeFileSync(
          join(folder, `${i}.block.json`),
          JSON.stringify({ format: 'layerloom-block', version: 1, name: `b${i}`, text }),
        )
      return blocks
    }
    const blocks = blocksWith(199, '')
    await blocks.save({ name: 'b199', text: '' })
    expect(await codeOf(blocks.save({ name: 'more', text: '' }))).toBe('too-many-blocks')
    expect(await codeOf(blocks.save({ name: 'b7', text: 'changed' }))).toBe('done')
    expect(await blocks.list()).toHaveLength(200)
    const text = 'x'.repeat(2 ** 20)
    const large = blocksWith(14, text)
    await large.save({ name: 'b14', text })
    expect(await codeOf(large.save({ name: 'more', text }))).toBe('too-many-blocks')
    expect(await large.list()).toHaveLength(15)
  })

  it('a folder that is not writable is reported', async () => {
    const { folder, blocks } = start()
    mkdirSync(join(folder, '..'), { recursive: true })
    writeFileSync(folder, 'a file')
    expect(await codeOf(blocks.save({ name: 'Twin', text: '' }))).toMatch(/^write-/)
    expect(readFileSync(folder, 'utf8')).toBe('a file')
  })

  it('the arguments of a window are validated', () => {
    const isValid = (block: unknown) => hostContract.keepBlock.args.safeParse([block]).success
    expect(isValid({ name: 'Twin', text: 'x' })).toBe(true)
    expect(isValid({ name: '', text: 'x' })).toBe(false)
    expect(isValid({ name: 'x'.repeat(201), text: 'x' })).toBe(false)
    expect(isValid({ name: 'Twin', text: 'x'.repeat(2 ** 20 + 1) })).toBe(false)
    expect(isValid({ name: 'Twin', text: 'x', more: 1 })).toBe(false)
  })
})

test('preferences are saved for the next start; unreadable ones are ignored', async () => {
  const place = join(root, 'preferences.json')
  const faults: string[] = []
  const settings = settingsIn(join(root, 'settings.json'))
  const preferences = preferencesIn(place, settings, (fault) => faults.push(fault))
  expect(await preferences.read()).toBeNull()
  const chosen = { theme: 'dark', language: 'ko', dismissed: ['a'], surroundings: false } as const
  await preferences.save(chosen)
  expect(await preferencesIn(place, settings, () => {}).read()).toEqual(chosen)
  expect(settings.read().content).toEqual({ version: 1, theme: 'dark', language: 'ko' })
  // Earlier versions stored everything in one file.
  rmSync(settings.path)
  expect(faults).toEqual([])
  for (const text of [
    '{',
    '{"theme":"pink"}',
    JSON.stringify({ ...chosen, dismissed: [5] }),
    'x'.repeat(70_000),
  ]) {
    writeFileSync(place, text)
    faults.length = 0
    expect(await preferences.read()).toBeNull()
    expect(faults).toHaveLength(1)
  }
  writeFileSync(place, JSON.stringify({ ...chosen, surroundings: undefined, newer: 1 }))
  expect(await preferences.read()).toEqual({ ...chosen, surroundings: true })
})
