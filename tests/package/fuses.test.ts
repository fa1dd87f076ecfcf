/** The table of fuses: what electron-builder sets, by the fuses that an Electron has, and what the build finds wrong in a package. */
import { expect, it } from 'vitest'
import { FUSES, fuseFaults, fuseSettings } from '../../scripts/package/fuses.mjs'

const [off, on, removed] = ['0', '1', 'r'].map((text) => text.charCodeAt(0)) as [number, number, number]
/** The wire of a correct package with this many fuses. */
const wire = (count: number) =>
  Object.fromEntries(FUSES.slice(0, count).map((fuse) => [fuse.at, fuse.on ? on : off]))

it('only fuses that the Electron has are set: 22 has seven, and 45 nine', () => {
  expect(Object.keys(fuseSettings(wire(7)))).toHaveLength(7)
  expect(fuseSettings(wire(7))).not.toHaveProperty('grantFileProtocolExtraPrivileges')
  // electron-builder does not know the ninth, which is on anyway.
  expect(Object.keys(fuseSettings(wire(9)))).toHaveLength(8)
  expect(fuseSettings(wire(9))).toMatchObject({
    runAsNode: false,
    enableNodeCliInspectArguments: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableCookieEncryption: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

it('a package as it should be has no faults', () => {
  for (const count of [7, 9]) expect(fuseFaults(wire(count))).toEqual([])
})

it('every fuse that differs is a fault, except one that this Electron has removed', () => {
  for (const [index, { at, name, on: isOn }] of FUSES.entries()) {
    expect(FUSES[index]!.at).toBe(index)
    expect(fuseFaults({ ...wire(9), [at]: isOn ? off : on })).toEqual([
      `${name} is ${isOn ? 'off' : 'on'}, expected ${isOn ? 'on' : 'off'}`,
    ])
    expect(fuseFaults({ ...wire(9), [at]: removed })).toEqual([])
  }
})

it('a fuse that the table does not know is a fault, so that it is looked at', () => {
  expect(fuseFaults({ ...wire(9), 9: on })).toEqual(['fuse 9 is not in scripts/package/fuses.mjs'])
})
