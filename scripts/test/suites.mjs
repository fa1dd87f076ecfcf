// The test suites in the order they run: what each needs, how it is started, how its results are counted.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inModules, ROOT } from '../setup/paths.mjs'
import { countPlaywright, countVitest } from './count.mjs'

/**
 * @typedef {{ name: string, ms: number }} Time of one test
 * @typedef {{ passed: number, failed: number, skipped: number, names: string[], times: Time[] }} Counts
 *   `names`: what was skipped
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} needs ids of the set-up; without one of them the suite is left out
 * @property {boolean} built whether it runs what is in dist/
 * @property {(results: string, filters: string[]) => string[][]} commands
 *   the programs to start, `results` being the file for the counts
 * @property {((results: any) => Counts)} [count] absent: the suite is one test, its programs' exit codes say how it went
 */

const TYPE_PROJECTS = ['shared', 'electron', 'electron/main', 'renderer', 'tests', 'scripts']

/** @type {Suite[]} */
export const SUITES = [
  {
    name: 'types',
    needs: [],
    built: false,
    commands: () =>
      TYPE_PROJECTS.map((name) => join(name, 'tsconfig.json'))
        .filter((path) => existsSync(join(ROOT, path)))
        .map((path) => tool('typescript', 'bin/tsc', '--noEmit', '-p', path)),
  },
  {
    name: 'lint',
    needs: [],
    built: false,
    commands: () => [tool('@biomejs/biome', 'bin/biome', 'ci', '--error-on-warnings', '--colors=off')],
  },
  { name: 'knip', needs: [], built: false, commands: () => [tool('knip', 'bin/knip.js')] },
  vitest('unit', ['unit', 'unit-pure'], ['tensorflow']),
  vitest('keras', ['keras'], ['tensorflow', 'keras']),
  playwright('chromium', ['tensorflow', 'chromium']),
  playwright('electron', ['tensorflow', 'electron', 'screen']),
]

/** @param {string} name @param {string[]} projects of vitest.config.ts @param {string[]} needs @returns {Suite} */
function vitest(name, projects, needs) {
  return {
    name,
    needs,
    built: true,
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
    built: true,
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
