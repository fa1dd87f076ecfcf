/** The contract: the types of arguments follow from their schemas, and each call is declared once. `tsc` checks the types in this file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { createDataReference } from '../../../shared/document/settings.ts'
import { type CallsOf, call } from '../../../shared/ipc/contract/call.ts'
import {
  type EngineCalls,
  engineContract,
  type HostCalls,
  hostContract,
} from '../../../shared/ipc/contract/index.ts'
import type { Port } from '../../../shared/ipc/port.ts'
import { serve } from '../../../shared/ipc/rpc.ts'

const ROOT = join(import.meta.dirname, '../../..')

it('data come with every kind of mark', () => {
  const [mark, data] = [
    { row: 3, fingerprint: '0123456789abcdef' },
    createDataReference({ type: 'csv', path: 'a.csv' }),
  ]
  const isValid = (change: object) =>
    engineContract.describeData.args.safeParse([{ ...data, marks: [{ ...mark, ...change }] }, null, null])
      .success
  for (const change of [
    { excluded: true },
    { target: 'kind', label: 'cat' },
    { target: 'tags', label: ['war'] },
  ])
    expect(isValid(change), JSON.stringify(change)).toBe(true)
  for (const change of [{}, { target: 'tags', label: [1] }, { label: ['war'] }])
    expect(isValid(change), JSON.stringify(change)).toBe(false)
})

describe('a declared call', () => {
  const contract = {
    stop: call(z.string().max(3)),
    rename: call(
      z.strictObject({ names: z.array(z.string()), kind: z.enum(['a', 'b']) }),
      z.int().nullable(),
    ).returns<boolean>(),
  }
  type Calls = CallsOf<typeof contract>

  it('has the types of its schemas, read-only at every level', () => {
    expectTypeOf<Calls['stop']>().toEqualTypeOf<(...args: readonly [string]) => Promise<void>>()
    expectTypeOf<Parameters<Calls['rename']>>().toEqualTypeOf<
      [{ readonly names: readonly string[]; readonly kind: 'a' | 'b' }, number | null]
    >()
    expectTypeOf<ReturnType<Calls['rename']>>().toEqualTypeOf<Promise<boolean>>()
    expectTypeOf<Parameters<EngineCalls['runsOf']>>().toEqualTypeOf<[string | null, string | null, number]>()
    expectTypeOf<Parameters<HostCalls['previousVersion']>>().toEqualTypeOf<[string, 'replaced' | 'refused']>()
  })

  it('accepts exactly its arguments', () => {
    const isValid = (...args: unknown[]) => contract.stop.args.safeParse(args).success
    expect(isValid('abc')).toBe(true)
    for (const args of [[], ['abcd'], [1], ['a', 'b']]) expect(isValid(...args), String(args)).toBe(false)
  })

  it('is the only kind of call that can be served', () => {
    type Events = Record<never, never>
    const compiled = (port: Port, { newWindow, ...others }: HostCalls) => {
      serve<HostCalls, Events>(port, { newWindow, ...others }, hostContract)
      // @ts-expect-error the host implements no newWindow
      serve<HostCalls, Events>(port, others, hostContract)
      type More = HostCalls & { shell(text: string): Promise<void> }
      const more: More = { newWindow, ...others, shell: async () => {} }
      // @ts-expect-error the contract declares no call `shell`
      serve<More, Events>(port, more, hostContract)
      // @ts-expect-error newWindow takes no argument
      newWindow('extra')
    }
    expect(compiled).toBeTypeOf('function')
  })
})

it.each([
  ['engine', engineContract],
  ['host', hostContract],
])('every call of the %s is in its contract, and no name is used twice', async (side, contract) => {
  const folder = join(ROOT, 'shared/ipc/contract', side)
  const modules = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file))))
  const subjects = modules.flatMap((module: Record<string, object>) =>
    Object.entries(module).filter(([name]) => name.endsWith('Calls')),
  )
  const names = subjects.flatMap(([, calls]) => Object.keys(calls))
  expect(names.length).toBeGreaterThan(10)
  expect(names.sort()).toEqual(Object.keys(contract).sort())
})

it('the window imports only types of the contract', () => {
  const folder = join(ROOT, 'renderer')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  const imports = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /^import (type )?[^']*? from '[^']*ipc\/contract\/[^']*'/gm,
      ),
    ].map(([statement, type]) => ({ file, statement, isType: type !== undefined })),
  )
  expect(imports.length).toBeGreaterThan(10)
  expect(imports.filter(({ isType }) => !isType)).toEqual([])
})
