// The Python environment with the real Keras, the reference of the tests.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exec } from './exec.mjs'
import { readJson, writeJson } from './files.mjs'
import { fingerprint, inCache, PLATFORM, ROOT } from './paths.mjs'
import { KERAS, TENSORFLOW } from './pins.mjs'
import { createVenv, findPython, pythonPath, venvPython } from './python.mjs'
import { fetchTensorflowWheel } from './tensorflow.mjs'

const REQUIREMENTS = join(ROOT, 'scripts', 'setup', 'keras-requirements.txt')
/** For the long tests, in a folder of its own. */
const PANDAS_3 = join(ROOT, 'scripts', 'setup', 'pandas-3-requirements.txt')

/** @type {import('./chain.mjs').Installer} */
export const kerasEnvironment = {
  kind: 'venv',
  title: `Keras ${KERAS.version} on TensorFlow ${TENSORFLOW.version} in a Python environment`,
  unavailable: () => (PLATFORM in TENSORFLOW.platforms ? null : `no pinned TensorFlow wheel for ${PLATFORM}`),
  inputs: () => [recipe(), pythonPath(), process.getuid?.()],
  detect() {
    const stamp = readJson(join(folder(), 'layerloom.json'))
    const isComplete =
      stamp?.recipe === recipe() && existsSync(stamp.base) && existsSync(venvPython(folder()))
    return isComplete ? { version: KERAS.version, path: venvPython(folder()) } : null
  },
  async install(report) {
    const python = await findPython(report)
    if (python.tag < 310 || python.tag > 313) {
      throw new Error(
        `TensorFlow has wheels for Python 3.10–3.13, found 3.${python.tag - 300}: install one of these`,
      )
    }
    const wheel = await fetchTensorflowWheel(report)
    report.info('making the environment')
    await createVenv(python.command, folder(), report)
    report.info('installing the packages (pip install)')
    const pip = [
      ...[
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--only-binary=:all:',
        '--no-deps',
      ],
    ]
    // The requirements have the hash of every package but TensorFlow, whose wheel was verified after the download.
    await exec(venvPython(folder()), [...pip, '--require-hashes', '-r', REQUIREMENTS], {
      timeout: 10 * 60_000,
    })
    await exec(
      venvPython(folder()),
      [...pip, '--require-hashes', '--target', join(folder(), 'pandas-3'), '-r', PANDAS_3],
      { timeout: 10 * 60_000 },
    )
    await exec(venvPython(folder()), [...pip, '--no-index', wheel], { timeout: 10 * 60_000 })
    await exec(venvPython(folder()), ['-m', 'pip', 'check'], { timeout: 120_000 })
    report.info('trying it')
    const code = 'import keras, os; os._exit(0 if keras.backend.backend() == "tensorflow" else 1)'
    await exec(venvPython(folder()), ['-c', code], {
      env: { KERAS_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' },
      timeout: 180_000,
    })
    writeJson(join(folder(), 'layerloom.json'), { recipe: recipe(), base: python.command })
  },
}

function folder() {
  return inCache('keras')
}

function recipe() {
  const requirements = [REQUIREMENTS, PANDAS_3].map((path) => readFileSync(path, 'utf8'))
  return fingerprint([KERAS, TENSORFLOW.version, ...requirements])
}
