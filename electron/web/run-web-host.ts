/** The web host as a program: prints its address, and stops on a signal together with the engine. */
import { appFiles, findRoot } from '../host/app-files.ts'
import { openLog } from '../host/app-log.ts'
import { hostReason } from '../host/host-reason.ts'
import { nodeBinary } from '../host/node-binary.ts'
import { settingsPath } from '../host/settings-file.ts'
import { isUnderTest } from '../host/under-test.ts'
import { folderNotices } from '../host/writable-folders.ts'
import { appFolders } from '../system/app-folder.ts'
import { startWebHost, type WebHost } from './web-host.ts'

export interface WebProgram {
  readonly port: number
  readonly roots: readonly string[]
  readonly initial: string | null
  readonly say: (line: string) => void
  readonly warn: (line: string) => void
}

/** Resolves when a signal has stopped it. The address (with its token) is only passed to `say`, never to a log.
 *  @throws as startWebHost */
export async function runWebHost({ port, roots, initial, say, warn }: WebProgram): Promise<void> {
  const folders = appFolders()
  const log = openLog(folders.logs)
  const host: WebHost = await startWebHost({
    files: appFiles(findRoot(import.meta.dirname)),
    node: nodeBinary(),
    port,
    roots,
    initial,
    data: folders.data,
    settings: settingsPath(),
    logs: folders.logs,
    reason: hostReason(),
    notices: folderNotices(),
    onAddress: (address) => say(`For another browser: ${address}`),
    log: (line) => {
      warn(line)
      log.write(line)
    },
  })
  if (isUnderTest()) {
    process.on('message', () => {
      void host.reset().then(() => process.send?.('forgotten'))
    })
    // The channel to the tests must not keep the process alive, and without it the host has no purpose.
    process.channel?.unref()
    process.once('disconnect', () => process.exit(1))
  }
  say(`Layerloom is at ${host.address()}`)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  await new Promise<void>((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve())
  })
  await host.stop()
}
