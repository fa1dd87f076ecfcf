/** The table of all runs: what it lists, its index file, annotations and trash. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ANNOTATIONS } from '../../../electron/engine/runs/annotations.ts'
import { INDEX } from '../../../electron/engine/runs/index-file.ts'
import { FOLDERS, linkRuns, runFolders } from '../../../electron/engine/runs/run-folders.ts'
import { runIndex } from '../../../electron/engine/runs/run-index.ts'
import { runList } from '../../../electron/engine/runs/run-list.ts'
import { lockRun } from '../../../electron/engine/runs/run-lock.ts'
import { TRASH } from '../../../electron/engine/runs/run-trash.ts'
import { systemTrash } from '../../../electron/engine/system-trash.ts'
import { noSystemTrash } from '../../../electron/host/engine-messages.ts'
import { moveToSystemTrash } from '../../../electron/main/system-trash.ts'
import { documentText } from '../support.ts'
import { idOf, recordOf } from './run-records.ts'

function temporaryRuns(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'layerloom-run-list-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const nameOf = (n: number) => `2026-01-01-${String(n).padStart(6, '0')}-run`

function write(runs: string, n: number, changes: object = {}, epochs = 3): string {
  const folder = join(runs, nameOf(n))
  mkdirSync(folder, { recursive: true })
  const record = recordOf(n, null, {
    epochs,
    document: JSON.parse(documentText({ features: 4, path: 'a.csv', hidden: [n] })),
    parameters: 100 * n,
    epochs_done: epochs,
    best_epoch: 2,
    ...changes,
  })
  writeFileSync(join(folder, 'run.json'), JSON.stringify(record, null, 2))
  const lines = Array.from({ length: epochs }, (_, i) =>
    JSON.stringify({
      ...{ epoch: i + 1, loss: 1 / (i + 1), accuracy: 0.5, val_loss: null, val_accuracy: (i + 1) / 100 },
      ...{ learning_rate: 0.1, ms_per_step: 2, best: i === 1 },
    }),
  )
  writeFileSync(join(folder, 'metrics.ndjson'), `${lines.join('\n')}\n`)
  return folder
}

function openList(runs: string, live: readonly string[] = []) {
  const forgotten: string[] = []
  const ended: string[] = []
  const list = runList(runs, runIndex(runs), {
    isLive: (run) => live.includes(run),
    endResults: async (folder) => void ended.push(folder),
    forget: (run) => forgotten.push(run),
  })
  return {
    ...list,
    forgotten,
    ended,
    ids: async () => (await list.list(5000)).runs.map(({ info }) => info.run),
  }
}

describe('the list of runs', () => {
  it('has settings, figures of the best epoch, short curves, parameters and size, newest first', async () => {
    const runs = temporaryRuns()
    write(runs, 1)
    write(runs, 2, {}, 100)
    const { runs: listed, more, skipped } = await openList(runs).list(10)
    expect(listed.map(({ info }) => info.run)).toEqual([idOf(2), idOf(1)])
    expect({ more, skipped }).toEqual({ more: false, skipped: [] })
    const [long, short] = listed
    expect(short).toMatchObject({
      settings: { 'Dense.units': '1, 3', optimizer: 'adam' },
      figures: { loss: 0.5, accuracy: 0.5, val_loss: null, val_accuracy: 0.02 },
      curves: { val_accuracy: [0.01, 0.02, 0.03] },
      parameters: 100,
      annotations: { starred: false, name: '', note: '', tags: [] },
      variant: null,
      busy: false,
    })
    expect(short!.bytes).toBeGreaterThan(500)
    expect(long!.curves.val_accuracy).toHaveLength(32)
    expect(long!.curves.val_accuracy!.at(0)).toBe(0.01)
    expect(long!.curves.val_accuracy!.at(-1)).toBe(1)
  })

  it('lists the newest first when it is limited, and keeps the older known', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2, 3]) write(runs, n)
    const list = openList(runs)
    const { runs: all } = await list.list(3)
    const { runs: newest, more } = await list.list(1)
    expect(newest).toEqual([all[0]])
    expect(more).toBe(true)
    expect(list.annotate(idOf(1), { starred: true }).starred).toBe(true)
  })

  it('lists runs that cannot be summarized, and damaged ones with the reason', async () => {
    const runs = temporaryRuns()
    write(runs, 1, { document: { format: 'something else' } })
    writeFileSync(join(write(runs, 2), 'metrics.ndjson'), '{"epoch":1,"loss":0.5\nnonsense\n')
    writeFileSync(join(write(runs, 3), 'run.json'), '{}')
    writeFileSync(join(write(runs, 4), ANNOTATIONS), '{"format":"layerloom-annotations","starred":"yes"}')
    const { runs: listed, skipped } = await openList(runs).list(10)
    expect(listed.map(({ info }) => info.run)).toEqual([idOf(4), idOf(2), idOf(1)])
    expect(listed[2]).toMatchObject({ settings: {}, figures: { loss: 0.5 } })
    expect(listed[1]).toMatchObject({ figures: {}, curves: { loss: [] } })
    expect(skipped.map(({ code }) => code)).toEqual(['run_record', 'run_annotations'])
  })
})

describe('the index file', () => {
  const indexOf = (runs: string) => readFileSync(join(runs, INDEX), 'utf8')

  it('gives another engine the same list', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2, 3]) write(runs, n)
    const first = await openList(runs).list(10)
    expect(indexOf(runs).split('\n')).toHaveLength(5)
    expect(await openList(runs).list(10)).toEqual(first)
  })

  it('is not believed where a record has changed since', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2]) write(runs, n)
    await openList(runs).list(10)
    write(runs, 1, { name: 'another, longer name' })
    const { runs: listed } = await openList(runs).list(10)
    expect(listed.map(({ info }) => info.name)).toEqual(['run 2', 'another, longer name'])
  })

  it('is rebuilt when it is missing, damaged, of another version or a link', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2]) write(runs, n)
    const expected = await openList(runs).list(10)
    const intact = indexOf(runs)
    const damages: readonly ((path: string) => void)[] = [
      (path) => rmSync(path),
      (path) => writeFileSync(path, intact.replace('index 1', 'index 2')),
      (path) => writeFileSync(path, intact.slice(0, 700)),
      (path) => writeFileSync(path, intact.replaceAll('"finished"', '"nonsense"')),
      (path) => writeFileSync(path, intact.replaceAll('%', '%%').replaceAll('2026', '%E0%A4%A')),
      (path) => {
        rmSync(path)
        symlinkSync('/dev/zero', path)
      },
      (path) => {
        rmSync(path, { force: true })
        mkdirSync(path)
      },
    ]
    for (const damage of damages) {
      damage(join(runs, INDEX))
      expect(await openList(runs).list(10)).toEqual(expected)
    }
  })

  it('does not hold runs that go on', async () => {
    const runs = temporaryRuns()
    write(runs, 1, { state: 'training' })
    write(runs, 2)
    await openList(runs).list(10)
    expect(indexOf(runs)).not.toContain(idOf(1))
    expect(indexOf(runs)).toContain(idOf(2))
  })
})

describe('what a person adds to a run', () => {
  it('is kept beside run.json, which stays as it is', async () => {
    const runs = temporaryRuns()
    const folder = write(runs, 1)
    const record = readFileSync(join(folder, 'run.json'))
    const list = openList(runs)
    await list.ids()
    list.annotate(idOf(1), { starred: true, tags: ['baseline'] })
    list.annotate(idOf(1), { note: 'the best so far', name: 'Wide' })
    const expected = { starred: true, tags: ['baseline'], note: 'the best so far', name: 'Wide' }
    expect((await openList(runs).list(10)).runs[0]!.annotations).toEqual(expected)
    expect(readFileSync(join(folder, 'run.json'))).toEqual(record)
  })

  it('does not overwrite a file of another kind', async () => {
    const runs = temporaryRuns()
    const folder = write(runs, 1)
    writeFileSync(join(folder, ANNOTATIONS), 'mine')
    const list = openList(runs)
    await list.ids()
    expect(() => list.annotate(idOf(1), { starred: true })).toThrow(/annotations\.json/)
    expect(readFileSync(join(folder, ANNOTATIONS), 'utf8')).toBe('mine')
  })
})

describe('the trash', () => {
  it('takes runs, gives them back as they were, and is emptied', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2, 3]) write(runs, n)
    const list = openList(runs)
    await list.ids()
    const before = readdirSync(join(runs, nameOf(1)))
    expect(await list.trash([idOf(1), idOf(3)])).toEqual([idOf(1), idOf(3)])
    expect(list.forgotten).toEqual([idOf(1), idOf(3)])
    // Nothing is computed about them any more.
    expect(list.ended).toEqual([1, 3].map((n) => join(runs, nameOf(n))))
    expect(await list.ids()).toEqual([idOf(2)])
    expect(list.countTrash()).toBe(2)
    expect(await list.restore([idOf(1)])).toEqual([idOf(1)])
    expect(await list.ids()).toEqual([idOf(2), idOf(1)])
    expect(readdirSync(join(runs, nameOf(1)))).toEqual(before)
    expect(await list.empty(null)).toBe(1)
    expect(list.countTrash()).toBe(0)
    expect(readdirSync(join(runs, TRASH))).toEqual([])
    expect(await list.restore([idOf(3)])).toEqual([])
  })

  it('is emptied into the trash of the system; where there is none it is deleted, and a refusal keeps it', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2, 3]) write(runs, n)
    const list = openList(runs)
    await list.ids()
    await list.trash([idOf(1), idOf(2)])
    const away = temporaryRuns()
    const moveAway = systemTrash(async (path) => renameSync(path, join(away, basename(path))))
    expect(await list.empty(moveAway)).toBe(2)
    expect(readdirSync(away).sort()).toEqual([nameOf(1), nameOf(2)])
    await list.trash([idOf(3)])
    const refuses = systemTrash((path) =>
      moveToSystemTrash(path, async () => {
        throw new Error('no trash on this disk')
      }),
    )
    await expect(list.empty(refuses)).rejects.toThrow(/no trash on this disk/)
    expect(list.countTrash()).toBe(1)
    expect(await list.empty(systemTrash(noSystemTrash))).toBe(1)
    expect([list.countTrash(), readdirSync(away).length]).toEqual([0, 2])
  })

  it('takes a damaged run as well, and gives all back', async () => {
    const runs = temporaryRuns()
    write(runs, 1, { executor: 'nonsense' })
    write(runs, 2)
    const list = openList(runs)
    await list.trash(await list.ids())
    expect(list.countTrash()).toBe(2)
    expect(await list.restore(null)).toEqual([idOf(2)])
  })

  it('keeps both runs where the name is taken', async () => {
    const runs = temporaryRuns()
    write(runs, 1)
    const list = openList(runs)
    await list.ids()
    await list.trash([idOf(1)])
    write(runs, 1, { run: idOf(9) })
    expect(await list.restore([idOf(1)])).toEqual([idOf(1)])
    expect(new Set(await list.ids())).toEqual(new Set([idOf(1), idOf(9)]))
    expect(existsSync(join(runs, `${nameOf(1)}-2`, 'run.json'))).toBe(true)
  })

  it('refuses a run that is trained, here or elsewhere, and moves none', async () => {
    const runs = temporaryRuns()
    for (const n of [1, 2]) write(runs, n)
    const list = openList(runs, [idOf(2)])
    await list.ids()
    await expect(list.trash([idOf(1), idOf(2)])).rejects.toThrow(/being trained/)
    const lock = lockRun(join(runs, nameOf(1)))
    write(runs, 3)
    await list.ids()
    await expect(list.trash([idOf(3), idOf(1)])).rejects.toThrow(/another engine/)
    expect(await list.ids()).toContain(idOf(3))
    await list.trash([idOf(3)])
    lock.release()
    expect(await list.ids()).toEqual([idOf(2), idOf(1)])
  })
})

describe('runs in folders elsewhere', () => {
  it('are listed where they lie, also by another engine, and taken off the list with undo', async () => {
    const [runs, other] = [temporaryRuns(), temporaryRuns()]
    write(runs, 1)
    const folder = write(other, 2)
    const list = openList(runs)
    expect(await list.add(folder)).toBe(idOf(2))
    expect(await list.add(folder)).toBe(idOf(2))
    const { runs: listed } = await openList(runs).list(10)
    expect(listed.map(({ info, isElsewhere }) => [info.run, isElsewhere])).toEqual([
      [idOf(2), true],
      [idOf(1), false],
    ])
    expect(listed[0]!.figures.loss).toBe(0.5)
    expect(list.annotate(idOf(2), { starred: true }).starred).toBe(true)
    expect(await list.trash([idOf(2)])).toEqual([idOf(2)])
    expect([await list.ids(), list.countTrash(), existsSync(folder)]).toEqual([[idOf(1)], 0, true])
    expect(await list.restore([idOf(2)])).toEqual([idOf(2)])
    expect(await list.ids()).toEqual([idOf(2), idOf(1)])
  })

  it('are those of an earlier folder of runs after another one was chosen, and back again', async () => {
    const [before, other] = [temporaryRuns(), temporaryRuns()]
    const after = join(temporaryRuns(), 'new')
    write(before, 1)
    mkdirSync(join(before, 'no run'))
    await openList(before).add(write(other, 2))
    await linkRuns(before, after)
    write(after, 3)
    expect(await openList(after).ids()).toEqual([idOf(3), idOf(2), idOf(1)])
    await linkRuns(after, before)
    expect(await openList(before).ids()).toEqual([idOf(3), idOf(2), idOf(1)])
    // Each run once.
    await linkRuns(before, after)
    await linkRuns(after, after)
    expect(JSON.parse(readFileSync(join(after, FOLDERS), 'utf8')).folders).toEqual([
      join(before, nameOf(1)),
      join(other, nameOf(2)),
    ])
    expect((await openList(after).list(10)).skipped).toEqual([])
  })

  it('are not left behind where the earlier folder cannot be read, which is said in words', async () => {
    const place = temporaryRuns()
    const [before, after] = [join(place, 'file'), join(place, 'new')]
    writeFileSync(before, '')
    await expect(linkRuns(before, after)).rejects.toMatchObject({ problems: [{ code: 'runs_folder' }] })
    expect(existsSync(after)).toBe(false)
  })

  it('are kept when two engines change the list at once', async () => {
    const [runs, other] = [temporaryRuns(), temporaryRuns()]
    const [own, theirs] = [write(other, 1), write(other, 2)]
    const list = openList(runs)
    // Another engine has read the list, and replaces it a moment later.
    const lock = lockRun(runs)
    const added = list.add(own)
    // Meanwhile the run is found.
    await list.ids()
    const content = { format: 'layerloom-run-folders', version: 1, folders: [theirs] }
    writeFileSync(join(runs, FOLDERS), JSON.stringify(content))
    lock.release()
    await added
    expect(runFolders(runs)).toEqual([own, theirs])
    expect(await list.ids()).toEqual([idOf(2), idOf(1)])
    await Promise.all([list.trash([idOf(1)]), list.add(write(other, 3))])
    expect(runFolders(runs)).toEqual([join(other, nameOf(3)), theirs])
    expect(readdirSync(runs).filter((name) => name.includes('lock'))).toEqual([])
  })

  it('are noted while they are missing, and forgotten on request', async () => {
    const [runs, other] = [temporaryRuns(), temporaryRuns()]
    const folder = write(other, 1)
    const list = openList(runs)
    await list.add(folder)
    rmSync(folder, { recursive: true })
    const { runs: listed, skipped } = await list.list(10)
    expect(listed).toEqual([])
    expect(skipped.map(({ message }) => message.en)).toEqual([
      expect.stringContaining(`${folder} is not there`),
    ])
    write(other, 1)
    expect(await list.ids()).toEqual([idOf(1)])
    rmSync(folder, { recursive: true })
    await list.forgetMissing()
    expect((await list.list(10)).skipped).toEqual([])
  })

  it('that are foreign, damaged, newer or copies are refused with the reason, and a damaged list is kept', async () => {
    const [runs, other] = [temporaryRuns(), temporaryRuns()]
    write(runs, 1)
    const list = openList(runs)
    await expect(list.add(other)).rejects.toThrow(/no readable run/)
    await expect(list.add(write(other, 1))).rejects.toThrow(/contains the same run as/)
    await expect(list.add(write(other, 2, { version: 2 }))).rejects.toThrow(/newer version of Layerloom/)
    await expect(list.add(write(other, 3, { run: '../x' }))).rejects.toThrow(/not a valid run record: run/)
    const cut = write(other, 4)
    writeFileSync(join(cut, 'run.json'), readFileSync(join(cut, 'run.json'), 'utf8').slice(0, 200))
    await expect(list.add(cut)).rejects.toThrow(/not a valid run record/)
    writeFileSync(join(runs, FOLDERS), '{"format":"layerloom-run-folders","version":2}')
    await expect(list.add(write(other, 5))).rejects.toThrow(/is not the list of folders elsewhere/)
    expect(await list.ids()).toEqual([idOf(1)])
    expect(readFileSync(join(runs, FOLDERS), 'utf8')).toContain('"version":2')
  })
})
