/** A known vulnerability stops a release if the package contains it, and only then; no answer of the registry is no good answer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { judge, packagesOf, parseReport } from '../../scripts/package/audit.mjs'

const advisory = (id: string, severity: string) => ({
  source: 1,
  title: 'Reads any file',
  url: `https://github.com/advisories/${id}`,
  severity,
})
const report = {
  vulnerabilities: {
    tar: { via: [advisory('GHSA-tar', 'high')], nodes: ['node_modules/tar'] },
    ws: { via: [advisory('GHSA-ws', 'critical')], nodes: ['node_modules/ws'] },
    zod: { via: [advisory('GHSA-zod', 'moderate')], nodes: ['node_modules/zod'] },
    // Vulnerable by another package only.
    '@tensorflow/tfjs-node': { via: ['tar'], nodes: ['node_modules/@tensorflow/tfjs-node'] },
  },
}
const inside = new Set(['node_modules/ws', 'node_modules/zod', 'node_modules/@tensorflow/tfjs-node'])

it('reports what is serious and inside', () => {
  expect(judge(report, inside, {})).toEqual({
    faults: ['ws: Reads any file (critical), https://github.com/advisories/GHSA-ws'],
    excepted: [],
    unused: [],
  })
})

it('accepts an exception with its reason, and reports one that has become useless', () => {
  const exceptions = { 'GHSA-ws': 'only clients of ours connect', 'GHSA-old': 'was never called' }
  expect(judge(report, inside, exceptions)).toEqual({
    faults: [],
    excepted: ['ws: GHSA-ws does not apply: only clients of ours connect'],
    unused: ['GHSA-old'],
  })
})

it('takes the packages from the bill of materials, and Electron as a whole', () => {
  const component = (path: string) => ({
    type: 'library',
    name: path,
    'bom-ref': path,
    properties: [{ name: 'cdx:npm:package:path', value: path }],
  })
  const sbom = {
    components: [component('node_modules/ws'), { type: 'library', name: 'tensorflow', 'bom-ref': 't' }],
    dependencies: [],
    metadata: { component: component('') },
  }
  expect([...packagesOf(sbom)]).toEqual(['node_modules/ws', 'node_modules/electron'])
})

it('takes an error of the registry for no answer', () => {
  const output = JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '' } })
  expect(() => parseReport(output)).toThrow('405 Method Not Allowed')
  expect(() => parseReport('')).toThrow()
  expect(parseReport(JSON.stringify(report))).toEqual(report)
})

it('every exception has a reason', () => {
  const file = join(import.meta.dirname, '..', '..', 'scripts', 'package', 'audit-exceptions.json')
  for (const reason of Object.values(JSON.parse(readFileSync(file, 'utf8')))) {
    expect(String(reason).length).toBeGreaterThan(20)
  }
})
