/** `signals FILE`: what each layer puts out for a batch of rows with initial weights, and the gradients that arrive there. */
import { dirname, resolve } from 'node:path'
import type { Document, NetworkId } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { withMain } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { Signals } from '../../shared/signals/signals.ts'
import { readText } from '../host/files.ts'
import { type Command, integerOption, textOption, UsageError } from './command.ts'
import { withEngine } from './engine-client.ts'
import { signalsJson, signalsReport } from './signals-report.ts'

export const signals: Command = {
  name: 'signals',
  arguments: ['FILE'],
  help: 'print what each layer puts out for 256 training rows with initial weights, the gradients that arrive there, and what one step changes',
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
    await withEngine({}, io.err, async (engine, lost) => {
      for (const [i, id] of networks.entries()) {
        const own = serializeDocument(withMain(document, id))
        const found = await Promise.race([engine.signals({ ...query, slot: id, document: own }), lost])
        const name = document.networks[id]!.name
        if (values.json) io.out(signalsJson(name, found))
        else for (const line of report(name, found, isAlone, i > 0)) io.out(line)
      }
    })
    return 0
  },
}

const report = (name: string, found: Signals, isAlone: boolean, isNext: boolean): readonly string[] => [
  ...(isNext ? [''] : []),
  ...(isAlone ? [] : [name]),
  ...signalsReport(found),
]

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
