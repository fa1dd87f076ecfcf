/** The path of a run's document is the one that the host uses for it. */
import { expect, it, vi } from 'vitest'
import { ownerPath } from '../../../electron/engine/runs/owner-path.ts'

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  // Like a case-insensitive disk: only the native realpath returns the stored case.
  realpathSync: Object.assign((path: string) => path, { native: (path: string) => path.toLowerCase() }),
}))

it('has the case of the disk, whatever was typed', () => {
  expect(ownerPath('/Users/Me/Net.loom')).toBe('/users/me/net.loom')
})
