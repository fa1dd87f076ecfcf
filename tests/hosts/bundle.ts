/** Bundles a TypeScript entry for plain Node, as the build does, so that a test can start it as a process. */
import { isAbsolute } from 'node:path'
import { rolldown } from 'rolldown'

export async function bundle(entry: string, out: string): Promise<void> {
  const made = await rolldown({
    input: entry,
    platform: 'node',
    tsconfig: false,
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
  })
  await made.write({ file: out, format: 'esm', codeSplitting: false })
  await made.close()
}
