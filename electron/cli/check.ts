/** `check FILE`: prints every problem of a document, as the window finds them. */
import { dirname, resolve } from 'node:path'
import type { MarkCounts } from '../../shared/data/data-info.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { hasError, type ProblemData, ProblemError } from '../../shared/problem.ts'
import { readText } from '../host/files.ts'
import type { Command } from './command.ts'
import { documentData } from './document-data.ts'
import { markedLine } from './marked-line.ts'
import { problemJson, problemLine } from './problems.ts'

export const check: Command = {
  name: 'check',
  arguments: ['FILE'],
  help: 'print the problems of a document and of its data; exit code 1 if there is an error',
  options: { json: { type: 'boolean', help: 'print one JSON object per line: code, node, field, message' } },
  async run(files, values, io) {
    const { problems, marked } = await findProblems(resolve(io.folder, files[0]!))
    for (const problem of problems) io.out(values.json ? problemJson(problem) : problemLine(problem))
    if (marked && !values.json) io.out(markedLine(marked))
    if (problems.length === 0 && !values.json) io.out('no problems')
    return hasError(problems) ? 1 : 0
  },
}

interface Found {
  readonly problems: readonly ProblemData[]
  /** What the marks of rows do. */
  readonly marked: MarkCounts | null
}

async function findProblems(path: string): Promise<Found> {
  try {
    const file = await readText(path)
    const document = parseDocument(file.text)
    const { data, problems } = await documentData(document, dirname(file.path))
    return {
      problems: [...analyze(document, data).problems, ...problems],
      marked: data?.marked ?? null,
    }
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problems, marked: null }
    throw error
  }
}
