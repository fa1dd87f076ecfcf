/** `data inspect PATH`: what is in a table, how it is read, and what is suggested. */
import { suggest } from '../../shared/data/suggest.ts'
import { type Command, UsageError } from './command.ts'
import { withEngine } from './engine-client.ts'
import { tableReport } from './table-report.ts'
import { tableOptions, tableReference } from './table-source.ts'

export const data: Command = {
  name: 'data',
  arguments: ['inspect', 'PATH'],
  help: 'print what is in a table: how it is read, its columns, suggested roles and preparation, problems',
  options: {
    ...tableOptions,
    json: { type: 'boolean', help: 'print one JSON object: profile, suggestion' },
  },
  async run([action, path], values, io) {
    if (action !== 'inspect') throw new UsageError(`expected data inspect, not data ${action}`)
    const reference = tableReference(path!, values, io.folder)
    const profile = await withEngine({}, io.err, (engine, engineExit) =>
      Promise.race([engine.inspectTable(reference, null, null), engineExit]),
    )
    const suggestion = suggest(profile, reference.source, [], reference.split)
    if (values.json) io.out(JSON.stringify({ profile, suggestion }))
    else for (const line of tableReport(profile, suggestion)) io.out(line)
    return 0
  },
}
