/** A host in its own process that saves on request, for tests of concurrent hosts. */
import { grantsWithin } from '../../electron/host/grants.ts'
import { hostCalls } from '../../electron/host/host-calls.ts'
import { ProblemError } from '../../shared/problem.ts'

const [root = '', data = '', examples = ''] = process.argv.slice(2)
const { callsOf } = hostCalls({
  info: { kind: 'web', name: 'test', reason: null, platform: 'linux', dialogs: 'in-app', notices: [] },
  examples,
  data,
  roots: [root],
  grants: grantsWithin([root]),
  takeInitial: () => null,
})
const host = callsOf({})

process.on('message', ({ path, text, version }: { path: string; text: string; version: string | null }) => {
  host.writeText(path, text, 'document', version).then(
    (file) => process.send!({ code: 'done', version: file.version }),
    (error: unknown) =>
      process.send!({ code: error instanceof ProblemError ? error.problems[0]!.code : String(error) }),
  )
})
process.send!('ready')
