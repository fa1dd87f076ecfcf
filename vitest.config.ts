/** Unit tests, and the comparisons with real Keras, which ask one Keras for each file that runs. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { testEnvironment } from './scripts/test/environment.mjs'

const KERAS = ['tests/**/*.keras.test.ts', 'tests/keras/**/*.test.ts', 'tests/parity/**/*.test.ts']
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

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**', ...KERAS, ...LONG],
          env,
          maxWorkers: WORKERS,
          testTimeout: UNIT_TIME,
          hookTimeout: UNIT_TIME,
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
