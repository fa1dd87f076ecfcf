/** The path of a run's document is the one that the host has for it. */
import { expect, it, vi } from 'vitest'
import { ownerPath } from '../../../electron/engine/runs/owner-path.ts'

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  // As on a disk where upper and lower case are one: only the system's own says how the name is written there.
  realpathSync: Object.assign((path: string) => path, { native: (path: string) => path.toLowerCase() }),
}))

it('is written as on the disk, however it was typed', () => {
  expect(ownerPath('/Users/Me/Net.loom')).toBe('/users/me/net.loom')
})
