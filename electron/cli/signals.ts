/** `signals FILE`: what each layer puts out for a batch of rows with initial weights, and the gradients that arrive there. */
import { dirname, resolve } from 'node:path'
import type { DataInfo } from '../../shared/data/data-info.ts'
import { examine } from '../../shared/doctor/index.ts'
import type { Examination } from '../../shared/doctor/subject.ts'
import type { Document, NetworkId } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { withMain } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { EngineCalls } from '../../shared/ipc/contract/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Model } from '../../shared/model/model.ts'
import { hasError, ProblemError } from '../../shared/problem.ts'
import { ladderOf } from '../../shared/signals/ladder.ts'
import type { Signals } from '../../shared/signals/signals.ts'
import { readText } from '../host/files.ts'
import { type Command, integerOption, textOption, UsageError } from './command.ts'
import { withEngine } from './engine-client.ts'
import { type Examined, signalsJson, signalsReport } from './signals-report.ts'

export const signals: Command = {
  name: 'signals',
  arguments: ['FILE'],
  help: 'print what each layer puts out for 256 training rows with initial weights, the gradients that arrive there, what one step changes, and what the doctor finds; exit code 1 if there is an error',
  options: {
    data: {
      type: 'string',
      value: 'PATH',
      help: 'file or folder to read instead of the document’s data path',
    },
    variant: {
      type: 'string',
      value: 'NAME',
      help: 'only this network of the document (default: all of them)',
    },
    draw: {
      type: 'string',
      value: 'N',
      help: 'initial weights of another draw: N is added to the document’s seed (default: 0)',
    },
    json: { type: 'boolean', help: 'print one JSON object per network' },
  },
  async run(files, values, io) {
    const { text, path } = await readText(resolve(io.folder, files[0]!))
    const document = parseDocument(text)
    const draw = integerOption(values, 'draw', 0, 2 ** 32 - 1) ?? 0
    const data = textOption(values, 'data')
    const query = {
      folder: dirname(path),
      file: path,
      draw,
      ...(data !== undefined && { data: resolve(io.folder, data) }),
    }
    const networks = chosenNetworks(document, textOption(values, 'variant'))
    const isAlone = networks.length === 1
    return withEngine({}, io.err, async (engine, lost) => {
      let code = 0
      for (const [i, id] of networks.entries()) {
        const own = withMain(document, id)
        const job = { ...query, slot: id, document: serializeDocument(own) }
        const found = await Promise.race([engine.signals(job), lost])
        // Of other data than the document's the doctor knows the signals only.
        const info = data === undefined ? await describedData(own, query.folder, engine) : null
        const { model } = analyze(own, info)
        const examined: Examined = {
          signals: found,
          change: ladderOf(found, model).change,
          findings: model ? examine(examinationOf(own, model, info, found)) : [],
        }
        const name = document.networks[id]!.name
        if (values.json) io.out(signalsJson(name, examined))
        else for (const line of report(name, examined, isAlone, i > 0)) io.out(line)
        // Figures of random rows are no answer to a question about data.
        if (hasError(found.problems)) code = 1
      }
      return code
    })
  },
}

const report = (name: string, examined: Examined, isAlone: boolean, isNext: boolean): readonly string[] => [
  ...(isNext ? [''] : []),
  ...(isAlone ? [] : [name]),
  ...signalsReport(examined),
]

/** null: the document has no data, or they cannot be read, which the problems of the signals say. */
async function describedData(
  { data }: Document,
  folder: string,
  engine: EngineCalls,
): Promise<DataInfo | null> {
  try {
    return data ? await engine.describeData(data, folder, null) : null
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}

const examinationOf = (
  document: Document,
  model: Model,
  data: DataInfo | null,
  signals: Signals,
): Examination => ({
  ...{ document, model, data, signals },
  ...{ frames: [], curves: null, predictions: [], problems: [] },
})

/** @throws UsageError if the document has no network of this name */
function chosenNetworks(document: Document, name: string | undefined): readonly NetworkId[] {
  const variants = variantsOf(document)
  if (name === undefined) return variants
  const nameOf = (id: NetworkId) => document.networks[id]!.name
  const found = variants.filter((id) => nameOf(id) === name)
  if (found.length > 0) return found
  throw new UsageError(
    `no network of the document is called “${name}”; there ${variants.length === 1 ? 'is' : 'are'} ${variants.map((id) => `“${nameOf(id)}”`).join(', ')}`,
  )
}
