/** signals.ndjson: the signals of a run over time, one line of JSON for each frame. The file has a bounded size: when it is full, every
 *  other frame is removed, and from then on frames are as far apart as those that stay. */
import { appendFileSync, lstatSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { describeValue } from '../../../shared/json.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { SignalsFrame } from '../../../shared/signals/signals.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { frameSchema, frameText } from './signals-schema.ts'
import { badSignals, notRegularFile, signalsTooLarge } from './texts.ts'

export const SIGNALS = 'signals.ndjson'

export interface SignalsLimits {
  readonly frames: number
  /** Characters of all lines. */
  readonly characters: number
}
const LIMITS: SignalsLimits = { frames: 500, characters: 6_000_000 }
/** Bytes that are read at most: the first frame, the last one and a new one may exceed the limit of the writer. */
const MAX_BYTES = 2 ** 25

/** The frames in a run's folder, oldest first; an incomplete last line is ignored.
 *  @throws ProblemError naming the file and the line that cannot be used */
export function readSignals(folder: string): readonly SignalsFrame[] {
  const path = join(folder, SIGNALS)
  const frames: SignalsFrame[] = []
  for (const text of completeLines(path)) {
    const { frame, fault } = parseFrame(text, frames.at(-1)?.step ?? -1)
    if (!frame) throw new ProblemError([badSignals(path, frames.length + 1, fault)])
    frames.push(frame)
  }
  return frames
}

/** Whether the run in this folder has kept signals. */
export const hasSignals = (folder: string): boolean =>
  lstatSync(join(folder, SIGNALS), { throwIfNoEntry: false })?.isFile() === true

function completeLines(path: string): readonly string[] {
  const file = lstatSync(path, { throwIfNoEntry: false })
  // The signals of the run were not kept.
  if (!file) return []
  if (!file.isFile()) throw new ProblemError([notRegularFile(path)])
  if (file.size > MAX_BYTES) throw new ProblemError([signalsTooLarge(path, file.size, MAX_BYTES)])
  return readFileSync(path, 'utf8').split('\n').slice(0, -1)
}

type Parsed =
  | { readonly frame: SignalsFrame; readonly fault?: undefined }
  | { readonly frame: null; readonly fault: string }

/** @param after step of the frame before */
function parseFrame(text: string, after: number): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { frame: null, fault: `a frame of JSON expected, found ${describeValue(text)}` }
  }
  const { data, error } = frameSchema.safeParse(value)
  if (error) return { frame: null, fault: firstIssue(error) }
  return data.step > after
    ? { frame: data }
    : { frame: null, fault: `step: more than ${after} expected, found ${data.step}` }
}

const firstIssue = ({ issues: [issue] }: z.ZodError): string => `${issue!.path.join('.')}: ${issue!.message}`

/** Where a frame is, and its line. */
interface Entry {
  readonly epoch: number
  readonly step: number
  readonly text: string
}

export interface SignalsWriter {
  /** Of the last frame; null if there is none. */
  readonly last: { readonly epoch: number; readonly step: number } | null
  /** Whether a frame of this step is far enough from the last one. */
  hasRoom(step: number): boolean
  /** Appends a frame, and thins the file if it is full. @returns the frame as it will be read @throws what the file system throws */
  add(frame: SignalsFrame): SignalsFrame
}

/** Opens the file of a run that its process writes. Lines that cannot be used are removed.
 *  @throws what the file system throws */
export function openSignalsFile(folder: string, limits: SignalsLimits = LIMITS): SignalsWriter {
  const path = join(folder, SIGNALS)
  let entries = readEntries(folder)
  return {
    get last() {
      return entries.at(-1) ?? null
    },
    hasRoom: (step) => isFarEnough(entries, step, limits),
    add(frame) {
      const text = frameText(frame)
      const next = thinned([...entries, { epoch: frame.epoch, step: frame.step, text }], limits)
      if (next.length > entries.length) appendLine(path, text)
      else write(path, next)
      entries = next
      return frameSchema.parse(JSON.parse(text))
    },
  }
}

/** The usable lines of the file; others are removed from it. */
function readEntries(folder: string): readonly Entry[] {
  const path = join(folder, SIGNALS)
  const { entries, isWhole } = usableEntries(path)
  if (!isWhole) write(path, entries)
  return entries
}

function usableEntries(path: string): { readonly entries: readonly Entry[]; readonly isWhole: boolean } {
  const entries: Entry[] = []
  const size = lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
  try {
    for (const text of completeLines(path)) {
      const { frame } = parseFrame(text, entries.at(-1)?.step ?? -1)
      if (!frame) break
      entries.push({ epoch: frame.epoch, step: frame.step, text })
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
  const used = entries.reduce((n, { text }) => n + Buffer.byteLength(text) + 1, 0)
  return { entries, isWhole: used === size }
}

/** Appends a line, or nothing: part of a line would damage the next one. */
function appendLine(path: string, text: string): void {
  const before = lstatSync(path, { throwIfNoEntry: false })?.size
  try {
    appendFileSync(path, `${text}\n`)
  } catch (error) {
    if (before !== undefined) truncateSync(path, before)
    else rmSync(path, { force: true })
    throw error
  }
}

const write = (path: string, entries: readonly Entry[]): void =>
  entries.length > 0
    ? replaceFile(path, [Buffer.from(entries.map(({ text }) => `${text}\n`).join(''))])
    : rmSync(path, { force: true })

/** Keeps the frames of the first `epochs` epochs and removes the rest, and what cannot be used.
 *  @param source folder from which they are taken @throws what the file system throws */
export function keepSignals(folder: string, epochs: number, source = folder): void {
  const { entries, isWhole } = usableEntries(join(source, SIGNALS))
  const kept = entries.filter(({ epoch }) => epoch <= epochs)
  if (folder !== source || !isWhole || kept.length < entries.length) write(join(folder, SIGNALS), kept)
}

/** Without every other frame while the limits are exceeded; the first and the last one stay. */
export function thinned<T extends { readonly text: string }>(
  entries: readonly T[],
  limits: SignalsLimits,
): readonly T[] {
  if (entries.length <= 2) return entries
  if (entries.length <= limits.frames && sizeOf(entries) <= limits.characters) return entries
  const last = entries.length - 1
  return thinned(
    entries.filter((_, i) => i === 0 || (last - i) % 2 === 0),
    limits,
  )
}

const sizeOf = (entries: readonly { readonly text: string }[]): number =>
  entries.reduce((n, { text }) => n + text.length + 1, 0)

/** Frames need not be quite as far apart as those before, as epochs have ends at certain steps only. */
const TOLERANCE = 0.75

/** Whether a frame of this step is at least about as far from the last one as the frames are from each other. This holds from half of the
 *  limits on: after the file was thinned, it grows at the speed of what is left. */
export function isFarEnough(
  entries: readonly { readonly step: number; readonly text: string }[],
  step: number,
  limits: SignalsLimits,
): boolean {
  if (entries.length < 2) return true
  if (entries.length * 2 < limits.frames && sizeOf(entries) * 2 < limits.characters) return true
  const [first, last] = [entries[0]!.step, entries.at(-1)!.step]
  return step - last >= (TOLERANCE * (last - first)) / (entries.length - 1)
}
