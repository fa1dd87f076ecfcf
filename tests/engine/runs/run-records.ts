/** Records of runs for tests of their folders. */
import type { RunOwner } from '../../../shared/ipc/contract/index.ts'

export const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const SERIES = ['loss', 'accuracy']

export const recordOf = (n: number, owner: RunOwner | null, changes: object = {}) =>
  ({
    format: 'layerloom-run',
    version: 1,
    run: idOf(n),
    name: `run ${n}`,
    owner,
    state: 'finished',
    reason: { en: 'All epochs are done.', ko: '모든 에포크를 마쳤습니다.' },
    problems: [],
    epochs: 3,
    seed: 5,
    batch_size: 10,
    series: SERIES,
    document: { training: { callbacks: [{ type: 'EarlyStopping', patience: 4, monitor: 'val_loss' }] } },
    data: {
      source: { type: 'csv' },
      path: null,
      folder: null,
      split: {},
      fingerprint: 'a'.repeat(64),
      rows: { train: 95, validation: 10, test: 0 },
      shape: [2],
      targets: [{ name: 'y', kind: 'number', classes: [] }],
      weights: null,
      preparation: { offset: [0], scale: [1] },
    },
    executor: null,
    versions: { layerloom: '1', node: '20' },
    started: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
    finished: null,
    seconds: 1,
    epochs_done: 2,
    best_epoch: 1,
    peak_bytes: null,
    ...changes,
  }) satisfies object
