/** The only module that handles the differences between Electron 22 (Node 16) and 45. All others use what both support. */
import type { Protocol } from 'electron'
import type { Page } from '../host/pages.ts'

type OldProtocol = {
  registerBufferProtocol(
    scheme: string,
    handler: (
      request: { url: string; method: string },
      answer: (response: { statusCode: number; headers: Record<string, string>; data: Buffer }) => void,
    ) => void,
  ): boolean
}

/** Serves a scheme. `protocol.handle` and `Response` exist since Electron 25; before, registerBufferProtocol. */
export function serveScheme(
  scheme: string,
  serve: (url: string, method: string) => Promise<Page>,
  protocol: Protocol | OldProtocol,
): void {
  if ('handle' in protocol) {
    protocol.handle(scheme, async (request) => {
      const { status, headers, body } = await serve(request.url, request.method)
      return new Response(body as Uint8Array<ArrayBuffer>, { status, headers: { ...headers } })
    })
    return
  }
  protocol.registerBufferProtocol(scheme, (request, answer) => {
    serve(request.url, request.method).then(
      ({ status, headers, body }) =>
        answer({ statusCode: status, headers: { ...headers }, data: Buffer.from(body) }),
      () => answer({ statusCode: 500, headers: {}, data: Buffer.alloc(0) }),
    )
  })
}
