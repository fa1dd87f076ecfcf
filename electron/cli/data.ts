/** `data inspect PATH…`: what is in a table, how it is read, and what is suggested; of other data, rows and classes. */
import { isTableSource } from '../../shared/data/sources/index.ts'
import { suggest } from '../../shared/data/suggest.ts'
import { type Command, UsageError } from './command.ts'
import { dataReference } from './data-source.ts'
import { withEngine } from './engine-client.ts'
import { pictureReport } from './picture-report.ts'
import { tableReport } from './table-report.ts'
import { tableOptions } from './table-source.ts'

export const data: Command = {
  name: 'data',
  arguments: ['inspect', 'PATH'],
  isLastRepeated: true,
  help: 'print what is in a table: how it is read, its columns, suggested roles and preparation, problems; several files are one table',
  options: {
    ...tableOptions,
    json: { type: 'boolean', help: 'print one JSON object: profile and suggestion, or data' },
  },
  async run([action, ...paths], values, io) {
    if (action !== 'inspect') throw new UsageError(`expected data inspect, not data ${action}`)
    const reference = dataReference(paths, values, io.folder)
    return withEngine({}, io.err, async (engine, engineExit) => {
      if (!isTableSource(reference.source)) {
        const info = await Promise.race([engine.describeData(reference, null, null), engineExit])
        if (values.json) io.out(JSON.stringify({ data: info }))
        else for (const line of pictureReport(info)) io.out(line)
        return 0
      }
      const profile = await Promise.race([engine.inspectTable(reference, null, null), engineExit])
      const suggestion = suggest(profile, reference.source, [], reference.split)
      if (values.json) io.out(JSON.stringify({ profile, suggestion }))
      else for (const line of tableReport(profile, suggestion)) io.out(line)
      return 0
    })
  },
}
