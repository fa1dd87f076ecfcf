// The bill of materials of a package (CycloneDX 1.6): exactly the components that are inside, without dates or random numbers.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exec } from '../setup/exec.mjs'
import { readJson, writeJson } from '../setup/files.mjs'
import { ROOT } from '../setup/paths.mjs'
import { packageOf } from './bundled.mjs'
import { refuseInstallers } from './not-packed.mjs'

/** The name of the file in the package. */
export const SBOM_FILE = 'sbom.cdx.json'

const LICENCES_PROPERTY = 'layerloom:licences'
const TOOL = import.meta.resolve('@cyclonedx/cyclonedx-npm')

/**
 * @typedef {{ license?: { id?: string, name?: string, text?: { content: string, contentType?: string, encoding?: string },
 *   acknowledgement?: string }, expression?: string }} LicenceChoice
 * @typedef {{ type: string, group?: string, name: string, version?: string, author?: string, purl?: string, 'bom-ref': string,
 *   licenses?: LicenceChoice[], evidence?: { licenses?: LicenceChoice[] }, externalReferences?: object[], components?: Component[],
 *   properties?: { name: string, value: string }[] }} Component
 * @typedef {{ components: Component[], dependencies: { ref: string, dependsOn?: string[] }[], metadata: { component: Component } }} Sbom
 */

/**
 * @param {string} folder a folder with packages in node_modules, at any depth
 * @returns {string[]} the packages in it, as paths like `node_modules/a`, sorted
 */
export function packedPackages(folder) {
  const packages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])package\.json$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), owner: packageOf(path) }))
    // Only a package's own package.json, not one of a folder in it.
    .filter(({ path, owner }) => owner !== null && path.endsWith(`${owner}/package.json`))
    .map(({ owner }) => /** @type {string} */ (owner))
  return [...new Set(packages)].sort()
}

/**
 * @param {{ packages: readonly string[], parts: readonly import('./parts.mjs').Part[] }} inside `packages`: bundled and packed ones,
 *   as paths like `node_modules/react`; `parts`: what npm does not know
 * @param {Sbom} [installed] of everything in node_modules
 * @returns {Promise<Sbom>}
 * @throws {Error} naming a package that is inside but not installed, or that only an installer needs
 */
export async function createSbom({ packages, parts }, installed) {
  refuseInstallers(packages)
  const all = installed ?? (await listInstalled())
  const byPath = new Map(all.components.map((component) => [pathOf(component), component]))
  const own = [...new Set(packages)].sort().map((path) => {
    const component = byPath.get(path)
    if (!component) throw new Error(`${path} is in the package, but npm does not list it as installed`)
    return component
  })
  const components = [...own, ...parts.map(componentOf)]
  const refs = new Set(components.map((component) => component['bom-ref']))
  const root = all.metadata.component['bom-ref']
  return {
    ...all,
    components,
    dependencies: [
      { ref: root, dependsOn: [...refs].sort() },
      ...all.dependencies.filter(({ ref }) => refs.has(ref)).map((entry) => keepOnly(entry, refs)),
      ...parts.map((part) => ({ ref: refOf(part) })),
    ],
  }
}

/**
 * @param {string} folder
 * @param {Sbom} sbom
 * @throws {Error} with the faults, if it is not what the schema of CycloneDX prescribes
 */
export async function writeSbom(folder, sbom) {
  const { Spec, Validation } = createRequire(TOOL)('@cyclonedx/cyclonedx-library')
  const faults = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(JSON.stringify(sbom))
  if (faults) throw new Error(`the bill of materials is not valid: ${JSON.stringify(faults)}`)
  writeJson(join(folder, SBOM_FILE), sbom)
}

/** @returns {Promise<Sbom>} everything in node_modules, with the texts of the licences */
export async function listInstalled() {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-sbom-'))
  const file = join(folder, SBOM_FILE)
  const tool = fileURLToPath(new URL('bin/cyclonedx-npm-cli.js', TOOL))
  const options = ['--flatten-components', '--gather-license-texts', '--output-reproducible', '--short-PURLs']
  try {
    await exec(process.execPath, [tool, ...options, '--output-file', file], { cwd: ROOT, timeout: 120_000 })
    if (!existsSync(file)) throw new Error('cyclonedx-npm wrote no bill of materials')
    return readJson(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {Component} component @returns {string | undefined} its path as npm knows it, like `node_modules/react` */
export function pathOf(component) {
  return propertyOf(component, 'cdx:npm:package:path')
}

/** @param {Component} component @returns {string | undefined} a file of the package that has the texts of its licences */
export function licencesFileOf(component) {
  return propertyOf(component, LICENCES_PROPERTY)
}

/** @param {Component} component @param {string} name */
function propertyOf({ properties = [] }, name) {
  return properties.find((property) => property.name === name)?.value
}

/** @param {import('./parts.mjs').Part} part */
function refOf({ name, version }) {
  return `${name}@${version}`
}

/** @param {import('./parts.mjs').Part} part @returns {Component} */
function componentOf(part) {
  return {
    type: part.type,
    name: part.name,
    version: part.version,
    'bom-ref': refOf(part),
    licenses: [{ license: { id: part.licence, acknowledgement: 'declared' } }],
    ...(part.purl && { purl: part.purl }),
    externalReferences: [{ url: part.url, type: 'website' }],
    ...(part.file && { properties: [{ name: LICENCES_PROPERTY, value: part.file }] }),
    evidence: {
      licenses: part.texts.map((path) => ({
        license: {
          name: `file: ${path.split(/[\\/]/).at(-1)}`,
          text: {
            content: readFileSync(path).toString('base64'),
            contentType: 'text/plain',
            encoding: 'base64',
          },
        },
      })),
    },
  }
}

/** @param {{ ref: string, dependsOn?: string[] }} entry @param {ReadonlySet<string>} refs */
function keepOnly({ ref, dependsOn = [] }, refs) {
  const kept = dependsOn.filter((one) => refs.has(one))
  return kept.length > 0 ? { ref, dependsOn: kept } : { ref }
}
