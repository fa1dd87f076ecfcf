/** `serve`: shows the window in a browser on this machine. */
import { resolve } from 'node:path'
import { runWebHost } from '../web/run-web-host.ts'
import { type Command, integerOption } from './command.ts'

export const serve: Command = {
  name: 'serve',
  arguments: [],
  help: 'show the window in a browser; prints its address (over SSH, forward the same port)',
  options: {
    port: { type: 'string', value: 'N', help: 'port on 127.0.0.1 (default: any free one)' },
    root: {
      type: 'string',
      multiple: true,
      value: 'DIR',
      help: 'folder that the file dialogs can use; can be given several times (default: this folder)',
    },
  },
  async run(_, values, io) {
    const roots = (Array.isArray(values.root) ? values.root : []).map((root) =>
      resolve(io.folder, String(root)),
    )
    await runWebHost({
      port: integerOption(values, 'port', 0, 65535) ?? 0,
      roots: roots.length > 0 ? roots : [io.folder],
      initial: null,
      say: io.out,
      warn: io.err,
    })
    return 0
  },
}
