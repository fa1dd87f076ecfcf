/** The engine's process: a plain Node program that serves every client its host admits. It never loads TensorFlow. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EngineCalls, type EngineEvents, engineContract } from '../../shared/ipc/contract/index.ts'
import { serve } from '../../shared/ipc/rpc.ts'
import { findRoot } from '../host/app-files.ts'
import { acceptClients, requestRestart } from '../host/engine-ports.ts'
import { isUnderTest, resettable } from '../host/under-test.ts'
import { appFolders } from '../system/app-folder.ts'
import { cacheFolder, installedFolder } from './cache/cache-folder.ts'
import { evictToLimit } from './cache/contents.ts'
import { isLimitKept, limitOf } from './cache/limit.ts'
import { createEngine } from './engine.ts'
import { runsFolder } from './runs/runs-folder.ts'
import { VERSION } from './version.ts'

const here = dirname(fileURLToPath(import.meta.url))
/** The folder of a package is read-only. */
const defaultFolder = process.env.LAYERLOOM_RUNTIME ? appFolders().cache : join(findRoot(here), '.cache')
const cache = cacheFolder(defaultFolder)
const engine = resettable(() =>
  createEngine({
    cache,
    installed: installedFolder(defaultFolder),
    runs: runsFolder(),
    runEntry: join(here, 'run.mjs'),
    version: VERSION,
    keepsReady: process.env.LAYERLOOM_READY_RUN !== '0',
    restart: () => requestRestart(),
  }),
)
// A lower limit applies from this start on. Otherwise the entries are not even looked at: each addition has kept the limit.
if (!isLimitKept(cache, limitOf(cache).bytes)) setImmediate(() => evictToLimit(cache))

acceptClients(
  (port, kind, permissions) => {
    const client = engine.get().client(() => events, kind, permissions)
    const events = serve<EngineCalls, EngineEvents>(port, client.calls, engineContract)
    port.onClose(() => client.disconnect())
  },
  () => {
    engine.current()?.close()
    process.exit(0)
  },
  isUnderTest() ? () => engine.reset((old) => old.stop()) : null,
)
