// The licences of what is inside a package: only allowed ones, and their texts in one file, which the About dialog shows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeJson } from '../setup/files.mjs'
import { licencesFileOf } from './sbom.mjs'

/** The name of the file in the package. */
export const LICENCES_FILE = 'licences.json'

/** Licences (SPDX) under which others may use, change and pass on the app. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Licences whose standard text stands for a package that has none of its own, with its author. */
const STANDARD_TEXTS = ['Apache-2.0', 'MIT']

/**
 * @param {import('./sbom.mjs').Sbom} sbom
 * @returns {{ name: string, version: string, licence: string, text?: string, file?: string }[]} sorted by name; `file`: a file of the
 *   package that has the text
 * @throws {Error} naming every package whose licence is missing or not allowed
 */
export function licencesOf({ components }) {
  const faults = components
    .filter((component) => !isAllowed(licenceOf(component)))
    .map((component) => `${nameOf(component)} ${component.version}: ${licenceOf(component) || 'no licence'}`)
  if (faults.length > 0) {
    throw new Error(
      `the package would contain licences that scripts/package/licences.mjs does not allow:\n${faults.join('\n')}`,
    )
  }
  return components
    .map((component) => ({
      name: nameOf(component),
      version: component.version ?? '',
      licence: licenceOf(component),
      ...textOf(component),
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/** @param {string} folder @param {import('./sbom.mjs').Sbom} sbom */
export function writeLicences(folder, sbom) {
  writeJson(join(folder, LICENCES_FILE), licencesOf(sbom))
}

/**
 * @param {string} expression of SPDX: ids with AND, OR and parentheses; AND binds more
 * @returns {boolean} whether one choice of it has only allowed licences
 */
export function isAllowed(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const either = () => {
    let allowed = both()
    while (tokens[at] === 'OR') {
      at++
      allowed = both() || allowed
    }
    return allowed
  }
  const both = () => {
    let allowed = single()
    while (tokens[at] === 'AND') {
      at++
      allowed = single() && allowed
    }
    return allowed
  }
  /** @returns {boolean} */
  const single = () => {
    const token = tokens[at++] ?? ''
    if (token !== '(') return ALLOWED.has(token)
    const allowed = either()
    return tokens[at++] === ')' && allowed
  }
  return either() && at === tokens.length
}

/** @param {import('./sbom.mjs').Component} component */
function nameOf({ group, name }) {
  return group ? `${group}/${name}` : name
}

/** @param {import('./sbom.mjs').Component} component @returns {string} an SPDX expression, '' if there is none */
function licenceOf({ licenses = [] }) {
  const all = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
  return [...new Set(all)].join(' AND ')
}

/** @param {import('./sbom.mjs').Component} component @returns {{ text: string } | { file: string }} */
function textOf(component) {
  const file = licencesFileOf(component)
  if (file) return { file }
  const texts = (component.evidence?.licenses ?? [])
    .map(({ license }) => license?.text)
    .filter((text) => text !== undefined)
    .map(({ content, encoding }) =>
      encoding === 'base64' ? Buffer.from(content, 'base64').toString() : content,
    )
  return { text: texts.length > 0 ? texts.join('\n\n') : standardText(component) }
}

/** @param {import('./sbom.mjs').Component} component */
function standardText(component) {
  const licence = licenceOf(component)
  if (!STANDARD_TEXTS.includes(licence)) {
    throw new Error(`${nameOf(component)} has no text of its licence (${licence})`)
  }
  const text = readFileSync(join(import.meta.dirname, 'licence-texts', `${licence}.txt`), 'utf8')
  return `${nameOf(component)}\nCopyright (c) ${component.author ?? `the authors of ${nameOf(component)}`}\n\n${text}`
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
