// Asks the registry for known vulnerabilities, and fails on serious ones in what is inside a package (its bill of materials).
// `node scripts/package/audit.mjs SBOM [--required]`; with --required an answer that does not come is a failure, too.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readJson } from '../setup/files.mjs'
import { ROOT } from '../setup/paths.mjs'
import { pathOf } from './sbom.mjs'

const SERIOUS = ['high', 'critical']

/** Advisories that do not apply, each with the reason. */
const EXCEPTIONS = join(import.meta.dirname, 'audit-exceptions.json')

/**
 * @typedef {{ source?: number, title: string, url: string, severity: string }} Advisory
 * @typedef {{ vulnerabilities: Record<string, { via: (string | Advisory)[], nodes: string[] }> }} Report what `npm audit --json` prints
 */

/**
 * @param {Report} report
 * @param {ReadonlySet<string>} inside packages as paths like `node_modules/react`
 * @param {Record<string, string>} exceptions reasons by the id of an advisory (GHSA-…)
 * @returns {{ faults: string[], excepted: string[], unused: string[] }} `unused`: exceptions whose advisory is not in the report
 */
export function judge({ vulnerabilities }, inside, exceptions) {
  const found = Object.entries(vulnerabilities)
    .filter(([, { nodes }]) => nodes.some((path) => inside.has(path)))
    // A text in `via` names a dependency that is the vulnerable one.
    .flatMap(([name, { via }]) =>
      via.flatMap((advisory) =>
        typeof advisory === 'string' ? [] : [{ name, advisory, id: idOf(advisory) }],
      ),
    )
    .filter(({ advisory }) => SERIOUS.includes(advisory.severity))
  const isExcepted = (/** @type {{ id: string }} */ { id }) => id in exceptions
  const ids = new Set(found.map(({ id }) => id))
  return {
    faults: found
      .filter((one) => !isExcepted(one))
      .map(({ name, advisory }) => `${name}: ${advisory.title} (${advisory.severity}), ${advisory.url}`),
    excepted: found
      .filter(isExcepted)
      .map(({ name, id }) => `${name}: ${id} does not apply: ${exceptions[id]}`),
    unused: Object.keys(exceptions).filter((id) => !ids.has(id)),
  }
}

/** @param {Advisory} advisory */
function idOf({ url }) {
  return url.split('/').at(-1) ?? url
}

/** @param {import('./sbom.mjs').Sbom} sbom @returns {Set<string>} its packages of npm; Electron is inside as a whole */
export function packagesOf({ components }) {
  const paths = components.map(pathOf).filter((path) => path !== undefined)
  return new Set([...paths, 'node_modules/electron'])
}

/**
 * @param {string} output of `npm audit --json`
 * @returns {Report}
 * @throws {Error} with the registry's answer, if it has checked nothing
 */
export function parseReport(output) {
  const report = JSON.parse(output)
  if (!report.vulnerabilities) throw new Error(report.message ?? report.error?.summary ?? output)
  return report
}

/** @returns {Promise<Report>} */
function askRegistry() {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: ROOT,
      maxBuffer: 64 * 1024 * 1024,
      timeout: 120_000,
      shell: process.platform === 'win32',
    }
    // npm exits with 1 if it finds something, so only its output tells whether there is an answer.
    execFile('npm', ['audit', '--json'], options, (_, output, problems) => {
      try {
        resolve(parseReport(output))
      } catch (error) {
        reject(new Error(`${/** @type {Error} */ (error).message}\n${problems}`.trim()))
      }
    })
  })
}

/** @param {string | undefined} file @param {boolean} isRequired @returns {Promise<number>} the exit code */
async function audit(file, isRequired) {
  const print = (/** @type {string[]} */ lines) =>
    process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  const sbom = file && readJson(file)
  if (!sbom) {
    print([`There is no bill of materials in ${file ?? '(no file named)'}: build a package first.`])
    return 2
  }
  let report
  try {
    report = await askRegistry()
  } catch (error) {
    print([
      'VULNERABILITIES WERE NOT CHECKED: the registry gave no answer.',
      /** @type {Error} */ (error).message,
    ])
    return isRequired ? 1 : 0
  }
  const { faults, excepted, unused } = judge(report, packagesOf(sbom), readJson(EXCEPTIONS))
  print([
    ...faults,
    ...excepted,
    ...unused.map((id) => `${id} in audit-exceptions.json is no longer found: remove it`),
  ])
  print([
    faults.length > 0
      ? `${faults.length} serious vulnerabilities are in the package.`
      : 'No serious vulnerability is known.',
  ])
  return faults.length + unused.length > 0 ? 1 : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  process.exitCode = await audit(file, process.argv.includes('--required'))
}
