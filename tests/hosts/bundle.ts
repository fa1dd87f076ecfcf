/** Bundles a TypeScript entry for Node, as the build does, so that a test can start it as a process. */
import { rmSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll } from 'vitest'

/** A folder inside node_modules, from which packages resolve; it is removed after the tests of the file. */
export function programFolder(): string {
  const folder = join(
    process.cwd(),
    'node_modules',
    '.layerloom-test',
    String(process.pid),
    `${Math.random()}`,
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function bundle(entry: string, out: string): Promise<void> {
  const bundler = await rolldown({
    input: entry,
    platform: 'node',
    tsconfig: false,
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
  })
  await bundler.write({ file: out, format: 'esm', codeSplitting: false })
  await bundler.close()
}
