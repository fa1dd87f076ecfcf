/** The engine asks its host for permission before it reads a file named by a window, but not for a terminal client. */
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { linkEngine } from '../../electron/host/engine-link.ts'
import type { ClientKind, MayRead } from '../../electron/host/engine-messages.ts'
import { parseDocument } from '../../shared/document/file.ts'
import type { EngineCalls, EngineEvents } from '../../shared/ipc/contract/index.ts'
import { connect } from '../../shared/ipc/rpc.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { buildEngine, documentText, temporaryCache, temporaryFolder, writeTable } from './support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const table = writeTable(folder, 60, 4)
const document = documentText({ features: 4, path: table, training: { epochs: 1 } })
const data = parseDocument(document).data!

function startEngine(mayRead?: MayRead) {
  const link = linkEngine({
    node: process.execPath,
    entry: join(import.meta.dirname, '..', '..', 'dist', 'engine', 'index.mjs'),
    env: {
      ...process.env,
      LAYERLOOM_CACHE: cache,
      LAYERLOOM_RUNS: join(folder, 'runs'),
      LAYERLOOM_EXECUTOR: 'portable',
      LAYERLOOM_READY_RUN: '0',
    },
    ...(mayRead && { mayRead }),
  })
  onTestFinished(() => link.stop())
  return (kind: ClientKind) => connect<EngineCalls, EngineEvents>(link.open(kind), {})
}

const codesOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) => (error as ProblemError).problems.map(({ code, field }) => `${code} ${field}`),
  )

it('asks about the file of a window in every call, and reads no file without permission', async () => {
  const questions: unknown[] = []
  const open = startEngine(async (...question) => {
    questions.push(question)
    throw new ProblemError([problem('data_not_allowed', untranslated('No.'))])
  })
  const window = open('window')
  const file = '/home/net.loom'
  for (const call of [
    () => window.describeData(data, null, file),
    () => window.train({ document, folder: null, file }),
    () => window.trial('cost', { document, folder: null, file }),
    () => window.signals({ slot: 'main', document, folder: null, file, draw: 0 }),
  ])
    expect(await codesOf(call())).toEqual(['data_not_allowed path'])
  expect(questions).toEqual(Array.from({ length: 4 }, () => [table, file]))
  expect(await window.attach()).toEqual([])
  expect((await open('terminal').describeData(data, null, null)).rows.train).toBeGreaterThan(0)
  expect(questions).toHaveLength(4)
})

it('asks about the resolved path: a relative path starts at the folder', async () => {
  const askedPaths: string[] = []
  const window = startEngine(async (path) => void askedPaths.push(path))('window')
  const relative = { ...data, source: { ...data.source, path: table.slice(folder.length + 1) } }
  expect((await window.describeData(relative, folder, null)).rows.train).toBeGreaterThan(0)
  expect(askedPaths).toEqual([table])
})

it('reads nothing when there is nobody to ask', async () => {
  expect(await codesOf(startEngine()('window').describeData(data, null, null))).toEqual(['not-chosen path'])
})
