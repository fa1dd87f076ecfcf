/** `runs`: the runs of the app, newest first, with the ids that `evaluate` and `predict` take. */
import type { ListedRun } from '../../shared/ipc/contract/index.ts'
import { aligned, shortened } from './aligned.ts'
import { type Command, integerOption } from './command.ts'
import { withEngine } from './engine-client.ts'

const DEFAULT_LIMIT = 20
const MAX_LIMIT = 5000
const NAME_WIDTH = 32

export const runs: Command = {
  name: 'runs',
  arguments: [],
  help: 'list the runs of the app, newest first: id, name, state, figures of the best epoch',
  options: {
    limit: { type: 'string', value: 'N', help: `number of runs (default: ${DEFAULT_LIMIT})` },
    json: { type: 'boolean', help: 'print one JSON object per run' },
  },
  async run(_, values, io) {
    const limit = integerOption(values, 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT
    const {
      runs: listed,
      more,
      skipped,
    } = await withEngine({}, io.err, (engine, engineExit) =>
      Promise.race([engine.listRuns(limit), engineExit]),
    )
    if (values.json) for (const run of listed) io.out(runJson(run))
    else for (const line of aligned(listed.map(runCells))) io.out(line)
    if (listed.length === 0 && !values.json) io.out('there are no runs yet: train FILE makes one')
    if (more) io.err(`there are older runs: --limit ${Math.min(limit * 5, MAX_LIMIT)} lists more`)
    for (const { message } of skipped) io.err(message.en)
    return 0
  },
}

const nameOf = ({ annotations, info }: ListedRun): string => annotations.name || info.name

function runCells(run: ListedRun): string[] {
  const { info, result, epochsDone, figures, annotations } = run
  const shown = Object.entries(figures)
    .filter(([name]) => info.hasValidation === name.startsWith('val_'))
    .slice(0, 2)
  return [
    info.run,
    annotations.starred ? '★' : ' ',
    shortened(nameOf(run), NAME_WIDTH),
    result.state,
    `${epochsDone}/${info.epochs}`,
    ...[0, 1].map((i) => {
      const [name, value] = shown[i] ?? ['', null]
      return value === null ? '' : `${name} ${Number(value.toPrecision(5))}`
    }),
    new Date(info.startedAt).toISOString().slice(0, 16).replace('T', ' '),
  ]
}

const runJson = ({ info, result, epochsDone, figures, annotations, parameters, bytes }: ListedRun): string =>
  JSON.stringify({
    run: info.run,
    name: annotations.name || info.name,
    state: result.state,
    folder: result.folder,
    best_epoch: result.bestEpoch,
    epochs: info.epochs,
    epochs_done: epochsDone,
    seed: info.seed,
    figures,
    parameters,
    bytes,
    started: new Date(info.startedAt).toISOString(),
    seconds: result.seconds,
    starred: annotations.starred,
    tags: annotations.tags,
  })
