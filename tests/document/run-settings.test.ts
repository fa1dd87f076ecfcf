/** The settings by which runs are compared. */
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../shared/document/file.ts'
import { differingSettings, settingOf, settingsOf } from '../../shared/document/run-settings.ts'
import { documentText } from '../engine/support.ts'

const settings = (options: Partial<Parameters<typeof documentText>[0]> = {}) =>
  settingsOf(parseDocument(documentText({ features: 4, path: 'a.csv', ...options })))

describe('the settings of a run', () => {
  it('are the layers, their arguments in order, the optimizer’s, the callbacks’ and the data’s', () => {
    const found = settings({
      hidden: [300, 100],
      hiddenProps: { activation: 'elu', kernel_initializer: 'he_normal' },
      dropout: 0.2,
      training: {
        optimizer: {
          type: 'nadam',
          learning_rate: {
            type: 'ExponentialDecay',
            initial_learning_rate: 0.1,
            decay_steps: 50,
            decay_rate: 0.5,
          },
        },
        callbacks: [{ type: 'EarlyStopping', patience: 5 }],
      },
    })
    expect(found).toMatchObject({
      layers: 'Input, Dense, Dropout, Dense, Dropout, Dense, Output',
      'Dense.units': '300, 100, 3',
      'Dense.activation': 'elu ×2, softmax',
      'Dropout.rate': 0.2,
      optimizer: 'nadam',
      learning_rate: 'ExponentialDecay(initial_learning_rate=0.1, decay_steps=50, decay_rate=0.5)',
      batch_size: 16,
      callbacks: 'EarlyStopping',
      'EarlyStopping.patience': 5,
      data: 'csv',
      'data.path': 'a.csv',
      'split.validation': 0.2,
    })
    expect(found).not.toHaveProperty('epochs')
    expect(found).not.toHaveProperty('seed')
  })

  it('have their defaults where nothing else is said, and nothing where a run has no such layer', () => {
    const found = settings({ hidden: [8] })
    expect(settingOf(found, 'learning_rate')).toBe(0.001)
    expect(settingOf(found, 'Dense.use_bias')).toBe(true)
    expect(settingOf(found, 'shuffle')).toBe(true)
    expect(settingOf(found, 'split.method')).toBe('train_test_split')
    expect(settingOf(found, 'BatchNormalization.momentum')).toBeUndefined()
    expect(settingOf(found, 'EarlyStopping.patience')).toBeUndefined()
    expect(settingOf(found, 'toString')).toBeUndefined()
  })

  it('differ by what differs only, a default included', () => {
    const plain = settings({ hidden: [8] })
    const normalized = settings({ hidden: [8], batchNormalization: true, hiddenProps: { use_bias: false } })
    const slow = settings({ hidden: [8], training: { optimizer: { type: 'adam', learning_rate: 0.0001 } } })
    expect(differingSettings([plain, plain])).toEqual([])
    expect(differingSettings([plain, slow])).toEqual(['learning_rate'])
    expect(differingSettings([plain, normalized])).toEqual(['layers', 'Dense.use_bias'])
    expect(differingSettings([])).toEqual([])
  })

  it('are short, whatever the document holds', () => {
    const found = settings({ hidden: Array.from({ length: 500 }, (_, i) => i + 1) })
    expect(String(found['Dense.units']).length).toBeLessThanOrEqual(200)
    expect(String(found['Dense.units'])).toMatch(/^1, 2, 3, .*…[0-9a-z]{7}$/)
    // Two that begin alike are not equal.
    const other = settings({ hidden: Array.from({ length: 500 }, (_, i) => (i === 499 ? 7 : i + 1)) })
    expect(differingSettings([found, other])).toContain('Dense.units')
  })

  it('are found in bounded time where groups repeat groups', () => {
    const network = (nodes: object, layers: object = {}) => ({
      name: 'n',
      layers,
      nodes,
      edges: {},
      notes: {},
    })
    const group = (called: string) => ({
      g: { kind: 'group', network: called, repeat: 10_000, position: { x: 0, y: 0 } },
    })
    const dense = {
      type: 'Dense',
      name: '',
      props: { units: 1 },
      trainable: true,
      dtype: null,
      definition: null,
    }
    const document = parseDocument(documentText({ features: 4, path: 'a.csv' }))
    const nested = (innermost: object) => ({
      ...document,
      main: 'a',
      networks: { a: network(group('b')), b: network(group('c')), c: network(group('d')), d: innermost },
    })
    expect(settingsOf(nested(network({})) as never).layers).toBe('')
    const one = network({ d: { kind: 'layer', layer: 'd', position: { x: 0, y: 0 } } }, { d: dense })
    expect(settingsOf(nested(one) as never).layers).toBe('Dense ×10000')
  })
})
