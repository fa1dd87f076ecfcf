/** Old versions are migrated step by step. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { setData } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { migrate, migrations, VERSION } from '../../shared/document/migrations.ts'
import type { JsonObject } from '../../shared/json.ts'

describe('migrate', () => {
  const rename = (f: JsonObject): JsonObject => ({ ...f, title: f.name ?? null })
  const double = (f: JsonObject): JsonObject => ({ ...f, epochs: Number(f.epochs) * 2 })

  it('applies the steps starting at the file’s version', () => {
    const steps = [rename, double]
    expect(migrate({ version: 1, name: 'a', epochs: 2 }, 1, steps)).toEqual({
      version: 3,
      name: 'a',
      title: 'a',
      epochs: 4,
    })
    expect(migrate({ version: 2, epochs: 2 }, 2, steps)).toEqual({ version: 3, epochs: 4 })
    expect(migrate({ version: 3, epochs: 2 }, 3, steps)).toEqual({ version: 3, epochs: 2 })
  })
  it('has a step for every earlier version', () => {
    expect(migrations).toHaveLength(VERSION - 1)
  })
})

describe('version 1', () => {
  const kept = new URL('../fixtures/documents/version-1/', import.meta.url)
  const examples = new URL('../../assets/examples/', import.meta.url)
  const names = readdirSync(kept)
  const read = (folder: URL, name: string) => readFileSync(new URL(name, folder), 'utf8')

  it.each(names)('%s opens, keeps its rule for the split and is saved as version 2', (name) => {
    const text = read(kept, name)
    expect(text).toContain('"version": 1,')
    const document = parseDocument(text)
    expect(document.data!.split.method).toBe('hash')
    const saved = serializeDocument(document)
    expect(saved).toBe(
      text.replace('"version": 1,', '"version": 2,').replace('"split": { ', '"split": { "method": "hash", '),
    )
    expect(parseDocument(saved)).toEqual(document)
  })
  it.each(names)('%s differs from its present form in the rule alone', (name) => {
    const changed = setData(parseDocument(read(kept, name)), 'split.method', 'train_test_split')
    // The example names its target now.
    const present = name === 'iris.loom' ? setData(changed, 'source.target', 'species') : changed
    expect(serializeDocument(present)).toBe(read(examples, name))
  })
  it('has the old rule also where the file leaves out the split, and no data where it has none', () => {
    const file = (data: string) =>
      parseDocument(
        `{"format":"layerloom","version":1,"name":"n","main":"main","networks":{"main":{"name":"main","layers":{},"nodes":{},"edges":{}}}${data}}`,
      )
    expect(file(',"data":{"source":"fashion_mnist"}').data!.split).toEqual({
      method: 'hash',
      validation: 0.1,
      test: 0.1,
      seed: 1,
      stratify: true,
      column: null,
      n_splits: null,
      fold: null,
    })
    expect(file(',"data":null').data).toBeNull()
    expect(file('').data).toBeNull()
  })
  it('reports a wrong split as it is in the file', () => {
    const broken = (split: string) => () =>
      parseDocument(read(kept, 'iris.loom').replace(/"split": \{[^}]*\}/, `"split": ${split}`))
    expect(broken('7')).toThrow('data.split: expected an object { … }, received 7.')
    expect(broken('{ "seed": -1 }')).toThrow(
      'data.split.seed: expected a whole number, at least 0 and at most 4,294,967,295, received -1.',
    )
  })
})
