/** `summary FILE`: prints what Keras's model.summary() prints. */
import { resolve } from 'node:path'
import { parseDocument } from '../../shared/document/file.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Model } from '../../shared/model/model.ts'
import { summary as modelSummary } from '../../shared/model/summary.ts'
import { ProblemError } from '../../shared/problem.ts'
import { readText } from '../host/files.ts'
import type { Command } from './command.ts'

export const summary: Command = {
  name: 'summary',
  arguments: ['FILE'],
  help: 'print the layers of a network with shapes and parameters, as Keras does',
  options: {},
  async run(files, _, io) {
    const file = await readText(resolve(io.folder, files[0]!))
    io.out(modelSummary(modelOf(file.text)).trimEnd())
    return 0
  },
}

/** @throws ProblemError with every problem that prevents building a model */
function modelOf(text: string): Model {
  const { model, problems } = analyze(parseDocument(text))
  if (!model) throw new ProblemError(problems)
  return model
}
