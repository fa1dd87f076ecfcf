/** `export FILE --to keras-code --out PATH`: the program that trains the same network in Keras. */
import { resolve } from 'node:path'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { readText, writeText } from '../host/files.ts'
import { type Command, textOption, UsageError } from './command.ts'

const TARGETS = ['keras-code']

export const exportCommand: Command = {
  name: 'export',
  arguments: ['FILE'],
  help: 'write a document as a program',
  options: {
    to: { type: 'string', value: TARGETS.join('|'), help: 'what to write' },
    out: { type: 'string', value: 'PATH', help: 'the file to write' },
  },
  async run(files, values, io) {
    const to = textOption(values, 'to')
    const out = textOption(values, 'out')
    if (to === undefined || !TARGETS.includes(to))
      throw new UsageError(`--to takes ${TARGETS.join(' or ')}${to === undefined ? '' : `, not “${to}”`}`)
    if (out === undefined) throw new UsageError('--out PATH is missing')
    const file = await readText(resolve(io.folder, files[0]!))
    const written = await writeText(
      resolve(io.folder, out),
      generateKeras(parseDocument(file.text)),
      'python',
    )
    io.out(written.path)
    return 0
  },
}
