/** The engine's calls about results, of runs that have none: a part of its fakes. */
import type { EngineCalls } from '../../shared/ipc/contract/index.ts'

export const emptyResults = {
  predictionInputs: async () => ({
    decimal: '.',
    thousands: '',
    fileColumns: [],
    columns: [],
    shape: [0],
    targets: [],
    hasDropout: false,
    rows: { train: 0, validation: 0, test: 0 },
  }),
  columnValues: async () => [],
  dataRow: async () => ({ row: 0, part: null, index: null, cells: null, picture: null, truth: [] }),
  cancelPrediction: async () => {},
  cancelEvaluation: async () => {},
  evaluations: async () => ({ evaluations: [], looks: 0, skipped: [] }),
  predictionRows: async () => ({ total: 0, rows: [] }),
  runRows: async () => ({ contents: { kind: 'numbers' }, fileLabels: [], fingerprints: null }),
  probeRow: async () => ({ document: '', outputs: [] }),
  predictValues: async () => [],
  evaluationSlices: async () => ({ of: null, scores: [], all: [], columns: [], slices: [], found: 0 }),
  evaluationPoints: async () => ({
    total: 0,
    truth: new Float64Array(0),
    predicted: new Float64Array(0),
    columns: [],
    values: null,
  }),
  permutationImportance: async () => ({
    score: { name: 'accuracy', isError: false },
    baseline: 0,
    rows: 0,
    total: 0,
    weights: { kind: 'best', epoch: 1, isTraining: false, areEvaluated: true },
    columns: [],
  }),
  cancelSlices: async () => {},
  cancelImportance: async () => {},
} satisfies Partial<EngineCalls>
