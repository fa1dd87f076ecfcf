// The test suites in the order they run: their dependencies, their commands, and how their results are counted.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inModules, ROOT } from '../setup/paths.mjs'
import { countPlaywright, countVitest } from './count.mjs'

/**
 * @typedef {{ name: string, ms: number }} Time of one test
 * @typedef {{ name: string, message: string }} Failure of one test
 * @typedef {{ passed: number, failed: number, skipped: number, names: string[], times: Time[], failures: Failure[] }} Counts
 *   `names` of the skipped tests
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} needs ids of the set-up; if one of them is missing, the suite is skipped
 * @property {boolean} needsBuild whether it runs the bundles in dist/
 * @property {boolean} [isLong] whether only the long run has it
 * @property {(results: string, filters: string[]) => string[][]} commands
 *   the programs to start; `results` is the path of the JSON report
 * @property {((results: any) => Counts)} [count] if absent, the suite counts as one test, which passes when every program exits with 0
 */

const TYPE_PROJECTS = ['shared', 'electron', 'electron/main', 'renderer', 'tests', 'scripts']

/** @type {Suite[]} */
export const SUITES = [
  {
    name: 'types',
    needs: [],
    needsBuild: false,
    commands: () =>
      TYPE_PROJECTS.map((name) => join(name, 'tsconfig.json'))
        .filter((path) => existsSync(join(ROOT, path)))
        .map((path) => tool('typescript', 'bin/tsc', '--noEmit', '-p', path)),
  },
  {
    name: 'lint',
    needs: [],
    needsBuild: false,
    commands: () => [tool('@biomejs/biome', 'bin/biome', 'ci', '--error-on-warnings', '--colors=off')],
  },
  { name: 'knip', needs: [], needsBuild: false, commands: () => [tool('knip', 'bin/knip.js')] },
  vitest('unit', ['unit', 'unit-pure'], ['tensorflow']),
  vitest('keras', ['keras'], ['tensorflow', 'keras']),
  playwright('chromium', ['tensorflow', 'chromium']),
  playwright('electron', ['tensorflow', 'electron', 'screen']),
  {
    name: 'metadata',
    needs: ['metadata-tools'],
    needsBuild: false,
    commands: () => [
      // Only notes of the newest version of the specification are allowed, which an older validator does not know.
      ['appstreamcli', 'validate', '--no-net', share('metainfo', 'org.layerloom.app.metainfo.xml')],
      ['desktop-file-validate', '--warn-kde', share('applications', 'layerloom.desktop')],
    ],
  },
  afterPackaging(playwright('package', ['tensorflow', 'electron', 'screen'])),
  { ...afterPackaging(playwright('installed', ['tensorflow', 'electron', 'debian-root'])), isLong: true },
]

/** @param {...string} path of a file that a Linux package installs */
function share(...path) {
  return join(ROOT, 'assets', 'linux', 'usr', 'share', ...path)
}

/** @param {Suite} suite @returns {Suite} makes the package first, fast rather than small */
function afterPackaging(suite) {
  const script = join(ROOT, 'scripts', 'package.mjs')
  return {
    ...suite,
    commands: (results, filters) => [
      [process.execPath, script, 'deb', '--compression', 'none'],
      ...suite.commands(results, filters),
    ],
  }
}

/** @param {string} name @param {string[]} projects of vitest.config.ts @param {string[]} needs @returns {Suite} */
function vitest(name, projects, needs) {
  return {
    name,
    needs,
    needsBuild: true,
    commands: (results, filters) => [
      tool(
        'vitest',
        'vitest.mjs',
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}`,
        ...filters,
      ),
    ],
    count: countVitest,
  }
}

/** @param {string} name a project of playwright.config.ts @param {string[]} needs @returns {Suite} */
function playwright(name, needs) {
  return {
    name,
    needs,
    needsBuild: true,
    commands: (_results, filters) => [
      tool('@playwright/test', 'cli.js', 'test', '--project', name, '--reporter=list,json', ...filters),
    ],
    count: countPlaywright,
  }
}

/** @param {string} name a package @param {string} file its program @param {...string} args */
function tool(name, file, ...args) {
  return [process.execPath, inModules(...name.split('/'), file), ...args]
}
