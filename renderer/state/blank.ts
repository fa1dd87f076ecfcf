/** The document of a window that has none yet. */
import type { Document } from '../../shared/document/document.ts'

export const blankDocument: Document = {
  name: '',
  main: 'main',
  networks: { main: { name: 'main', layers: {}, nodes: {}, edges: {}, notes: {} } },
  definitions: {},
  data: null,
  training: {
    optimizer: { type: 'adam' },
    batch_size: 32,
    epochs: 10,
    seed: 1,
    shuffle: true,
    callbacks: [],
  },
}
