/** Programs of networks with groups, which are Python functions. */
import type { Document } from '../../../shared/document/document.ts'
import { groupNodes, renameGroup, setRepeat } from '../../../shared/document/edits.ts'
import type { KerasCase } from '../cases/types.ts'
import { dense, type Program, program } from './program.ts'

/** Two branches through a block with two inputs, which are merged afterwards. */
const TWO_BRANCHES: Omit<KerasCase, 'name'> = {
  input: [4],
  layers: [
    dense(8),
    dense(8, { activation: 'tanh' }),
    dense(8, { activation: 'relu' }),
    { type: 'Add' },
    { type: 'LayerNormalization' },
    { type: 'Concatenate' },
    dense(3, { activation: 'softmax' }),
  ],
  graph: [
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 3, 2],
    [4, 4],
    [5, 3, 5],
    [6, 6],
  ],
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
}
const withRepeatedBlock = (document: Document): Document =>
  setRepeat(renameGroup(groupNodes(document, ['n3', 'n4', 'n5']), 'block', 'Two ways'), 'block', 3)

export const PROGRAMS_OF_BLOCKS: readonly Program[] = [
  // Nested blocks, both repeated, with shared defaults inside. The next program has a block with a named layer, which is written out.
  program(
    'blocks',
    {
      input: [4],
      layers: [
        dense(8),
        { type: 'Dense', props: { units: 8 } },
        { type: 'LayerNormalization' },
        { type: 'Dropout', props: { rate: 0.1 } },
        dense(3, { activation: 'softmax' }),
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      definitions: { a: { name: 'EluDense', type: 'Dense', props: { activation: 'elu' } } },
      sharedDefaults: { l2: 'a' },
      edit: (d) => {
        const inner = setRepeat(renameGroup(groupNodes(d, ['n2', 'n3']), 'block', 'Step'), 'block', 2)
        return setRepeat(renameGroup(groupNodes(inner, ['block', 'n4']), 'block_2', 'Stage'), 'block_2', 3)
      },
    },
  ),
  program(
    'named-block',
    {
      input: [4],
      layers: [dense(4), dense(4), dense(3, { activation: 'softmax' })],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    { names: { l2: 'hidden' }, edit: (d) => setRepeat(groupNodes(d, ['n2']), 'block', 2) },
  ),
  // A block with two outputs.
  program(
    'block-of-two-outputs',
    {
      input: [4],
      layers: [dense(8), dense(6), dense(5), { type: 'Concatenate' }, dense(3, { activation: 'softmax' })],
      graph: [
        [0, 0],
        [1, 1],
        [2, 1],
        [3, 2, 3],
        [4, 4],
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    { edit: (d) => renameGroup(groupNodes(d, ['n1', 'n2', 'n3']), 'block', 'Fork') },
  ),
  // A block with two inputs, repeated three times; then the same block nested in an outer block, with a value that bypasses it.
  program(
    'repeated-block-of-two-outputs',
    TWO_BRANCHES,
    { type: 'csv', path: 'iris.csv' },
    { edit: withRepeatedBlock },
  ),
  program(
    'nested-blocks-of-two-outputs',
    TWO_BRANCHES,
    { type: 'csv', path: 'iris.csv' },
    {
      edit: (d) => {
        const outer = groupNodes(withRepeatedBlock(d), ['n2', 'block'])
        return renameGroup(outer, 'block_2', 'Stage')
      },
    },
  ),
  // A block, and shared defaults inside it, whose names Python or the program already uses.
  program(
    'block-of-taken-names',
    {
      input: [4],
      layers: [
        dense(8),
        { type: 'Dense', props: { units: 8 } },
        { type: 'Dropout', props: { rate: 0.1 } },
        { type: 'Add' },
        dense(3, { activation: 'softmax' }),
      ],
      graph: [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 2, 3],
        [4, 4],
      ],
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    },
    { type: 'csv', path: 'iris.csv' },
    {
      definitions: { a: { name: 'dense', type: 'Dense', props: { activation: 'elu' } } },
      sharedDefaults: { l2: 'a' },
      edit: (d) => setRepeat(renameGroup(groupNodes(d, ['n2', 'n3', 'n4']), 'block', 'range'), 'block', 2),
    },
  ),
]
