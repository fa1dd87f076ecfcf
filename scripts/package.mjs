// `npm run package [-- dir|deb|AppImage|rpm|dmg|nsis… --compression xz|zstd|none --measure]`: set-up, build, and packages in release/.
import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { exitOnSignals } from './child.mjs'
import { COMPRESSIONS, makeDeb } from './package/deb.mjs'
import { debName, folderName, rpmName } from './package/names.mjs'
import { makeRpm } from './package/rpm.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'

const TARGETS = ['dir', 'deb', 'AppImage', 'rpm', 'dmg', 'nsis']
const RELEASE = join(ROOT, 'release')
const report = createReport({ stream: process.stdout })

/** @returns {{ targets: string[], compression: import('./package/deb.mjs').Compression, measures: boolean }} */
function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      compression: { type: 'string', default: 'xz' },
      measure: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const targets = positionals.length > 0 ? positionals : ['dir']
  const unknown = targets.filter((target) => !TARGETS.includes(target))
  if (unknown.length > 0)
    throw new Error(`unknown package: ${unknown.join(', ')}; known: ${TARGETS.join(', ')}`)
  const compression = COMPRESSIONS.find((name) => name === values.compression)
  if (!compression)
    throw new Error(`--compression must be one of ${COMPRESSIONS.join(', ')}, not ${values.compression}`)
  return { targets, compression, measures: values.measure }
}

async function makePackages() {
  const { targets, compression, measures } = readArguments()
  /** @type {string[]} */
  const debs = []
  const runtime = await setup(['tensorflow', 'electron'], { report })
  const electron = required(runtime.electron, 'Electron')
  const tensorflow = required(runtime.tensorflow, 'TensorFlow')
  await build({ only: ['renderer', 'main', 'preload', 'engine', 'run'], report })
  // Their packages are there only after the set-up.
  const { fetchNode } = await import('./package/node.mjs')
  const { appVersion, makeFolder } = await import('./package/folder.mjs')
  const { fillStage } = await import('./package/stage.mjs')
  const work = join(RELEASE, 'work')
  rmSync(work, { recursive: true, force: true })
  try {
    for (const target of ['deb', 'rpm']) mkdirSync(join(work, target), { recursive: true })
    const parts = { electron, tensorflow, node: await fetchNode(report) }
    const stage = await fillStage(join(work, 'stage'), parts, report)
    const made = {
      version: appVersion(),
      electron: electron.version,
      platform: process.platform,
      arch: process.arch,
    }
    const folder = join(RELEASE, folderName(made))
    report.info('packing')
    await makeFolder({ stage, electron: electron.version, work: join(work, 'builder'), target: folder })
    done(folder)
    for (const target of targets.filter((name) => name !== 'dir')) {
      report.info(`making the ${target}`)
      if (target === 'deb') {
        const file = join(RELEASE, debName(made))
        await makeDeb({ folder, target: file, work: join(work, 'deb'), build: made, compression })
        debs.push(file)
        done(file)
      } else if (target === 'rpm') {
        const file = join(RELEASE, rpmName(made))
        await makeRpm({ folder, target: file, work: join(work, 'rpm'), build: made, compression })
        done(file)
      } else {
        const { makeInstaller } = await import('./package/installers.mjs')
        for (const file of await makeInstaller(target, { folder, output: RELEASE, build: made })) done(file)
      }
    }
    if (measures) {
      const { measure, tableOf, writeFigures } = await import('./package/measure.mjs')
      const figures = await measure({ folder, debs, compression })
      process.stdout.write(`${tableOf(figures)}\n`)
      writeFigures(figures, electron.version)
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} path */
function done(path) {
  report.info(`made ${relative(ROOT, path)}`)
}

/**
 * @param {import('./setup/chain.mjs').Outcome | undefined} outcome @param {string} title
 * @returns {{ kind: string, version: string, path: string }}
 */
function required(outcome, title) {
  const { kind = 'none', version, path, reason } = outcome ?? {}
  if (kind === 'none' || !version || !path)
    throw new Error(`a package needs ${title}: ${reason || 'the set-up did not find it'}`)
  return { kind, version, path }
}

process.chdir(ROOT)
exitOnSignals()
try {
  await makePackages()
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
  process.exitCode = 1
}
