/** Serves the window over HTTP and WebSockets on 127.0.0.1: for machines without a screen or without Electron's binary, and for a training
 *  machine reached through an SSH tunnel. Access checks: guards.ts. */
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { type HostCalls, type HostEvents, hostContract } from '../../shared/ipc/contract/index.ts'
import { serve } from '../../shared/ipc/rpc.ts'
import type { Text } from '../../shared/text.ts'
import type { AppFiles } from '../host/app-files.ts'
import { engineEnvironment } from '../host/engine-environment.ts'
import { linkEngine } from '../host/engine-link.ts'
import { fileProblem } from '../host/file-problems.ts'
import { grantsWithin } from '../host/grants.ts'
import { hostCalls } from '../host/host-calls.ts'
import { errorPage } from '../host/pages.ts'
import { relay } from '../host/relay.ts'
import { resettable } from '../host/under-test.ts'
import { handleRequest, type Site } from './requests.ts'
import { sessions } from './sessions.ts'
import { sockets } from './sockets.ts'

export interface WebHostOptions {
  readonly files: AppFiles
  readonly node: string
  /** 0 selects any free port. */
  readonly port: number
  /** Folders that the file dialog may list and use; the examples can always be read. */
  readonly roots: readonly string[]
  readonly initial: string | null
  /** The app's folder: drafts, recent files, previous versions. */
  readonly data: string
  /** The settings file; by default in the app's folder. */
  readonly settings?: string
  /** Folder of log files. */
  readonly logs?: string
  /** Why this host runs instead of the desktop one. */
  readonly reason: Text | null
  /** What a person should know at the start. */
  readonly notices?: readonly Text[]
  /** Called with a new address when the last one was used. */
  readonly onAddress?: (address: string) => void
  readonly log?: (line: string) => void
}

export interface WebHost {
  readonly port: number
  /** The address with the currently valid token. */
  address(): string
  stop(): Promise<void>
  /** Closes every connection, stops what runs and resets all state: for a host that serves several tests. */
  reset(): Promise<void>
}

const MAX_CONNECTIONS = 64

/** Starts listening; the engine starts with the first tab.
 *  @throws ProblemError for a missing root; the listening error (EADDRINUSE, EACCES) unchanged */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const {
    files,
    settings = join(options.data, 'settings.json'),
    log = () => {},
    onAddress = () => {},
  } = options
  const environment = engineEnvironment(settings)
  const realRoots = await Promise.all(
    [...options.roots, ...(options.initial === null ? [] : [dirname(resolve(options.initial))])].map((root) =>
      realpath(root).catch((error: unknown) => {
        throw fileProblem('read', root, error)
      }),
    ),
  )
  const roots = [...new Set(realRoots)]
  let port = options.port
  const addressOf = (token: string) => `http://127.0.0.1:${port}/#token=${token}`
  const site: Site = {
    port: () => port,
    renderer: files.renderer,
    sessions: sessions(
      () => port,
      (next) => onAddress(addressOf(next)),
    ),
  }
  const engine = linkEngine({
    settings: environment.forStart,
    node: options.node,
    entry: files.engineEntry,
    log,
    onCrash: log,
    mayRead: (path, document) => shared.get().access.check(path, document),
    mayWrite: (path) => shared.get().predictionFiles.check(path),
  })
  let initial = options.initial
  const shared = resettable(() =>
    hostCalls({
      info: {
        kind: 'web',
        name: `127.0.0.1, Node ${process.versions.node}`,
        reason: options.reason,
        platform: process.platform,
        dialogs: 'in-app',
        notices: options.notices ?? [],
      },
      examples: files.examples,
      licences: files.licences,
      data: options.data,
      settings,
      isEngineOutdated: environment.isOutdated,
      ...(options.logs !== undefined && { logs: options.logs }),
      roots,
      grants: grantsWithin(roots),
      takeInitial: () => {
        const path = initial
        initial = null
        return path
      },
      report: log,
    }),
  )
  const web = sockets(site, (name, tab) => {
    if (name === 'engine') return relay(tab, engine.open())
    const { callsOf, follow, release } = shared.get()
    follow(tab, serve<HostCalls, HostEvents>(tab, callsOf(tab), hostContract))
    tab.onClose(() =>
      release(tab).catch((error: Error) => log(`a partial file was not removed: ${error.message}`)),
    )
  })

  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000, headersTimeout: 5000 })
  server.maxConnections = MAX_CONNECTIONS
  server.on('request', (request, response) => {
    handleRequest(site, request, response).catch((error: unknown) => {
      log(`request failed: ${error instanceof Error ? error.message : error}`)
      if (response.headersSent) return response.destroy()
      const { status, headers, body } = errorPage(500, 'The request failed. The terminal shows the reason.')
      response.writeHead(status, { ...headers, Connection: 'close' })
      response.end(body)
    })
  })
  server.on('upgrade', (request, socket, head) => web.upgrade(request, socket, head))
  await new Promise<void>((listening, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1' }, listening)
  })
  port = (server.address() as AddressInfo).port

  return {
    port,
    address: () => addressOf(site.sessions.token()),
    async stop() {
      web.close()
      server.closeAllConnections()
      const closed = new Promise((done) => server.close(done))
      await Promise.all([engine.stop(), shared.current()?.close(), closed])
    },
    async reset() {
      web.drop()
      await Promise.all([engine.reset(), shared.reset((old) => old.close())])
    },
  }
}
