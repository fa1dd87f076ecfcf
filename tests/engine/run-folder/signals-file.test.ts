/** signals.ndjson has a bounded size, is untrusted input, and follows a run that is resumed or continued. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  isFarEnough,
  keepSignals,
  openSignalsFile,
  readSignals,
  SIGNALS,
  thinned,
} from '../../../electron/engine/run-folder/signals-file.ts'
import type { ProblemError } from '../../../shared/problem.ts'
import type { SignalsFrame } from '../../../shared/signals/signals.ts'

/** Half of what is appended fits on the disk. */
const disk = vi.hoisted(() => ({ full: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    appendFileSync(path: string, text: string) {
      fs.appendFileSync(path, disk.full ? text.slice(0, text.length / 2) : text)
      if (disk.full) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    },
  }
})
afterEach(() => {
  disk.full = false
})

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-signals-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const histogram = { from: -1, to: 1, counts: [0, 3, 5] }
const frameOf = (step: number, loss = 0.5): SignalsFrame => ({
  epoch: step / 10,
  step,
  signals: {
    rows: 8,
    source: 'data',
    axes: { outputs: [-1, 1], gradients: null },
    calls: [
      {
        node: 'block/dense',
        layer: 'dense',
        type: 'Dense',
        shape: [3],
        outputs: {
          ...{ mean: 1 / 3, deviation: Number.NaN, unitDeviation: 0, min: Number.NEGATIVE_INFINITY, max: 1 },
          ...{ zeros: 0, saturated: null, dead: { units: 1, of: 3 }, nonFinite: 2 },
          ...{ histogram, detail: histogram },
        },
        gradients: null,
      },
    ],
    weights: [],
    normalizations: [],
    loss,
    problems: [],
    milliseconds: 1.5,
  },
})
const written = (steps: readonly number[]): string => {
  const folder = temporaryFolder()
  const writer = openSignalsFile(folder)
  for (const step of steps) writer.add(frameOf(step))
  return folder
}
const stepsIn = (folder: string) => readSignals(folder).map(({ step }) => step)
const faultOf = (folder: string): string => {
  try {
    readSignals(folder)
    return 'none'
  } catch (error) {
    return (error as ProblemError).problems[0]!.message.en
  }
}

describe('frames', () => {
  it('are read as they were written, with what JSON does not have', () => {
    const folder = temporaryFolder()
    const kept = openSignalsFile(folder).add(frameOf(10, Number.POSITIVE_INFINITY))
    expect(readSignals(folder)).toEqual([kept])
    expect(kept.signals.loss).toBe(Number.POSITIVE_INFINITY)
    expect(kept.signals.calls[0]!.outputs).toMatchObject({
      ...{ mean: 0.3333333, deviation: Number.NaN, min: Number.NEGATIVE_INFINITY },
    })
  })

  it('of a run without the file are none', () => expect(readSignals(temporaryFolder())).toEqual([]))

  it('end with the last complete line', () => {
    const folder = written([0, 10])
    appendFileSync(join(folder, SIGNALS), '{"epoch":2,"st')
    expect(stepsIn(folder)).toEqual([0, 10])
    openSignalsFile(folder).add(frameOf(20))
    expect(stepsIn(folder)).toEqual([0, 10, 20])
  })
})

it('a frame that does not fit on the disk leaves the file as it was', () => {
  for (const steps of [[], [0, 10]]) {
    const folder = written(steps)
    const writer = openSignalsFile(folder)
    disk.full = true
    expect(() => writer.add(frameOf(20))).toThrow('ENOSPC')
    disk.full = false
    expect(stepsIn(folder)).toEqual(steps)
    expect(existsSync(join(folder, SIGNALS))).toBe(steps.length > 0)
  }
})

describe('a file from elsewhere', () => {
  const changes: { readonly [name: string]: (line: string) => string } = {
    'line 2, cannot be used: a frame of JSON expected': () => 'nonsense',
    'line 2, cannot be used: step: more than 0 expected, found 0': (line) =>
      line.replace('"step":10', '"step":0'),
    'line 2, cannot be used: signals.rows: ': (line) => line.replace('"rows":8', '"rows":-8'),
    'line 2, cannot be used: signals.calls.0.outputs.histogram.counts: 1 to 256 counts': (line) =>
      line.replace('[0,3,5]', `[${'1,'.repeat(300)}1]`),
    'line 2, cannot be used: signals.calls.0.node: ': (line) => line.replace('block/dense', 'n'.repeat(2000)),
  }
  for (const [expected, change] of Object.entries(changes))
    it(expected, () => {
      const folder = written([0, 10])
      const lines = readFileSync(join(folder, SIGNALS), 'utf8').split('\n')
      writeFileSync(join(folder, SIGNALS), `${lines[0]}\n${change(lines[1]!)}\n`)
      expect(faultOf(folder)).toContain(expected)
      // The run that goes on keeps what can be used.
      keepSignals(folder, 5)
      expect(stepsIn(folder)).toEqual([0])
    })

  it('is refused unread if it is too large, or a link', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, SIGNALS), Buffer.alloc(2 ** 25 + 1))
    expect(faultOf(folder)).toMatch(/has 33554433 bytes; the limit is 33554432/)
    rmSync(join(folder, SIGNALS))
    symlinkSync('/etc/hostname', join(folder, SIGNALS))
    expect(faultOf(folder)).toMatch(/is a link or another special file/)
  })
})

describe('a run that goes on', () => {
  it('replaces the frames after the epochs that it has', () => {
    const folder = written([0, 10, 20, 30])
    keepSignals(folder, 1)
    expect(stepsIn(folder)).toEqual([0, 10])
  })

  it('takes those of the run that it continues', () => {
    const first = written([0, 10, 20])
    const next = temporaryFolder()
    keepSignals(next, 2, first)
    expect(stepsIn(next)).toEqual([0, 10, 20])
    const none = temporaryFolder()
    keepSignals(none, 2, temporaryFolder())
    expect(existsSync(join(none, SIGNALS))).toBe(false)
  })
})

describe('the size', () => {
  const limits = { frames: 8, characters: 1e6 }

  it('is bounded: every other frame is removed, the first and the last stay', () => {
    const folder = temporaryFolder()
    const writer = openSignalsFile(folder, limits)
    for (let step = 0; step <= 80; step += 10) writer.add(frameOf(step))
    expect(stepsIn(folder)).toEqual([0, 20, 40, 60, 80])
    writer.add(frameOf(90))
    expect(stepsIn(folder)).toEqual([0, 20, 40, 60, 80, 90])
    expect(thinned([{ text: 'aaa' }, { text: 'b' }, { text: 'c' }], { frames: 9, characters: 6 })).toEqual([
      { text: 'aaa' },
      { text: 'c' },
    ])
  })

  it('grows more slowly from then on', () => {
    const entries = [0, 20, 40, 60].map((step) => ({ step, text: '' }))
    expect(isFarEnough(entries, 70, limits)).toBe(false)
    expect(isFarEnough(entries, 75, limits)).toBe(true)
    expect(isFarEnough(entries.slice(0, 3), 41, limits)).toBe(true)
    expect(isFarEnough([], 0, limits)).toBe(true)
  })

  it('stays within the limits over a long training', () => {
    const folder = temporaryFolder()
    const writer = openSignalsFile(folder, limits)
    for (let step = 0; step < 3000; step += 10) if (writer.hasRoom(step)) writer.add(frameOf(step))
    const steps = stepsIn(folder)
    expect(steps[0]).toBe(0)
    expect(steps.length).toBeGreaterThan(3)
    expect(steps.length).toBeLessThanOrEqual(8)
    expect(steps.at(-1)).toBeGreaterThan(2000)
  })
})
