/** Unit tests, and the comparisons with real Keras, which ask one Keras for each file that runs. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { testEnvironment } from './scripts/test/environment.mjs'

const KERAS = ['tests/**/*.keras.test.ts', 'tests/keras/**/*.test.ts', 'tests/parity/**/*.test.ts']
/** What is under test here keeps nothing in its modules, so the files of a worker share them: importing them anew took longer than most tests. */
const PURE = ['tests/shared/**/*.test.ts', 'tests/document/**/*.test.ts']
const isLong = Boolean(process.env.LAYERLOOM_LONG)
/** Minutes each: only `npm run test:long` and `npm test -- --long` run them. */
const LONG = isLong ? [] : ['tests/**/*.long.test.ts']
/** The long tests ask Keras for all answers at once. */
const KERAS_TIME = isLong ? 3_600_000 : 300_000
/** Two even where there are no more cores: a test that trains waits for another process more than it works itself. */
const WORKERS = Math.max(2, availableParallelism() - 1)
/** No unit test takes long; one that trains several times waits for its turn where the cores are taken. */
const UNIT_TIME = 240_000
const env = testEnvironment()
const unit = { env, maxWorkers: WORKERS, testTimeout: UNIT_TIME, hookTimeout: UNIT_TIME }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**', ...PURE, ...KERAS, ...LONG],
          ...unit,
        },
      },
      {
        test: {
          name: 'unit-pure',
          include: PURE,
          exclude: [...KERAS, ...LONG],
          isolate: false,
          ...unit,
        },
      },
      {
        test: {
          name: 'keras',
          include: KERAS,
          exclude: LONG,
          env,
          globalSetup: 'tests/support/keras-server.ts',
          maxWorkers: WORKERS,
          testTimeout: KERAS_TIME,
          hookTimeout: KERAS_TIME,
        },
      },
    ],
  },
})
