/** `node dist/web/index.mjs [FILE.loom]`: run by `npm start` if there is no Electron. */
import { resolve } from 'node:path'
import { runWebHost } from './run-web-host.ts'

const here = process.env.INIT_CWD ?? process.cwd()
const [file] = process.argv.slice(2)
try {
  await runWebHost({
    port: 0,
    roots: [here],
    initial: file === undefined ? null : resolve(here, file),
    say: (line) => console.log(line),
    warn: (line) => console.error(line),
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
