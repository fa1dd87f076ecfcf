/** Old versions are migrated step by step. */
import { describe, expect, it } from 'vitest'
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
