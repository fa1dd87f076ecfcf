/** The effects of a run's life, performed: processes, files, events. */
import type { RunEvents } from '../../../shared/ipc/contract/index.ts'
import { thinEpochEnds } from '../../../shared/ipc/epoch-ends.ts'
import type { Text } from '../../../shared/text.ts'
import { removeAll } from '../../system/remove-files.ts'
import { writeNote } from './active-runs.ts'
import type { ChildRun } from './child-run.ts'
import type { Claim } from './claim.ts'
import { closeRun } from './close-run.ts'
import type { Effect, Life, Message } from './life/life.ts'
import { readEpochs } from './read-run.ts'
import { writeRecord } from './run-record.ts'
import type { SnapshotKeeper } from './snapshot.ts'

/** What effects act on. */
export interface Shell {
  readonly id: string
  /** Folder of all runs. */
  readonly runs: string
  readonly keeper: SnapshotKeeper
  readonly emit: RunEvents
  life: Life
  child: ChildRun
  /** The locked folder of the run, once it has one. */
  claim: Claim | null
  launch(compiled: string | null): ChildRun
  dispatch(message: Message): void
  log(text: Text, ends?: boolean): void
  remakeData(): void
}

type Performers = {
  readonly [T in Effect['type']]: (effect: Extract<Effect, { type: T }>, shell: Shell) => void
}

const PERFORMERS: Performers = {
  launch({ compiled }, shell) {
    shell.child = shell.launch(compiled)
    shell.claim?.lock.add(shell.child.pid)
  },
  startJob: ({ job }, { child }) => child.start(job),
  allowResume: (_, { child }) => child.resume(),
  haltProcess: ({ how, hears }, { child }) => child.halt(how, hears),
  kill: (_, { child }) => child.kill(),
  removeCompiled: ({ folder }) => removeAll(folder),
  remakeData: (_, shell) => shell.remakeData(),
  noteActive: ({ folder }, { id, runs }) => writeNote(runs, { run: id, folder }),
  write: ({ folder, record }) => writeRecord(folder, record),
  reopen({ folder, record, epoch, step }, { dispatch }) {
    writeRecord(folder, record)
    dispatch({ type: 'reopened', record, epoch, step })
  },
  rewind: ({ folder, epoch, step }, { keeper }) => rewind(keeper, folder, epoch, step),
  emitStarted: (_, { emit, keeper }) => emit.runStarted(keeper.info),
  emitChanged: ({ state }, { emit, id }) => emit.runChanged(id, state),
  emitEpochsSoFar(_, { emit, keeper }) {
    const known = thinEpochEnds(keeper.epochEnds)
    if (known.length > 0) emit.epochsEnded(known)
  },
  progress({ frame, hidden }, { emit, keeper, id }) {
    const own = { ...frame, run: id }
    keeper.progress(own)
    if (!hidden) emit.progress(own)
  },
  epochs({ frames }, { emit, keeper, id }) {
    const own = frames.map((frame) => ({ ...frame, run: id }))
    for (const frame of own) keeper.epoch(frame)
    emit.epochsEnded(own)
  },
  signals: ({ frame }, { emit, id }) => emit.runSignals({ run: id, frame }),
  log: ({ text, ends = false }, { log }) => log(text, ends),
  close(effect, { runs, id, life, log, dispatch }) {
    const { repeated, problems, remarks } = closeRun(runs, id, effect, life.origin)
    for (const { message } of remarks) log(message)
    dispatch({ type: 'closed', problems, repeated })
  },
  release: (_, { claim }) => claim?.release(),
  emitFinished: ({ result }, { emit }) => emit.finished(result),
}

/** @throws what the effect throws */
export const perform = (effect: Effect, shell: Shell): void =>
  (PERFORMERS[effect.type] as (effect: Effect, shell: Shell) => void)(effect, shell)

/** Forgets what comes again. The epochs that are known may be thinned, and the best one not among them: the folder has all. */
function rewind(keeper: SnapshotKeeper, folder: string, epoch: number, step: number): void {
  const { run, series, stepsPerEpoch } = keeper.info
  const position = epoch + step / stepsPerEpoch
  keeper.rewind(epoch, position)
  if (keeper.epochEnds.length >= epoch) return
  keeper.rewind(0, position)
  for (const end of readEpochs(folder, run, series).epochEnds.slice(0, epoch)) keeper.epoch(end)
}
