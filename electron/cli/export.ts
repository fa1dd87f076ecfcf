/** `export FILE --to keras-code --out PATH`: writes the program that trains the same network in Keras. */
import { dirname, resolve } from 'node:path'
import { fashionMnistInfo } from '../../shared/data/fashion-mnist.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras, hasProgram } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { hasError, type ProblemData, ProblemError } from '../../shared/problem.ts'
import { readText, writeText } from '../host/files.ts'
import { type Command, textOption, UsageError } from './command.ts'
import { documentData } from './document-data.ts'
import { problemLine } from './problems.ts'

const TARGETS = ['keras-code']

export const exportCommand: Command = {
  name: 'export',
  arguments: ['FILE'],
  help: 'write the Keras program of a document; errors are marked in it, and the exit code is then 1',
  options: {
    to: { type: 'string', value: TARGETS.join('|'), help: `what to write (default: ${TARGETS[0]})` },
    out: { type: 'string', value: 'PATH', help: 'file to write' },
  },
  async run(files, values, io) {
    const to = textOption(values, 'to') ?? TARGETS[0]!
    const out = textOption(values, 'out')
    if (!TARGETS.includes(to)) throw new UsageError(`--to must be ${TARGETS.join(' or ')}, not “${to}”`)
    if (out === undefined) throw new UsageError('--out PATH is missing')
    const { program, problems } = await kerasProgram(resolve(io.folder, files[0]!))
    for (const problem of problems) io.err(problemLine(problem))
    const written = await writeText(resolve(io.folder, out), program, 'python')
    io.out(written.path)
    return hasError(problems) ? 1 : 0
  },
}

/** The sample's metadata are known without reading it; other data are read, as the window does before it shows the program.
 *  @throws ProblemError if there is nothing to write yet */
async function kerasProgram(
  path: string,
): Promise<{ readonly program: string; readonly problems: readonly ProblemData[] }> {
  const file = await readText(path)
  const document = parseDocument(file.text)
  const sample = document.data && fashionMnistInfo(document.data)
  const { data, problems } = sample
    ? { data: null, problems: [] }
    : await documentData(document, dirname(file.path))
  const analysis = analyze(document, data ?? sample)
  if (!hasProgram(document, analysis)) throw new ProblemError(analysis.problems)
  return { program: generateKeras(document, analysis, data), problems: [...analysis.problems, ...problems] }
}
