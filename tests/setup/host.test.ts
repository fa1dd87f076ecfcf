/** Which host shows the window, and why. */
import { expect, it } from 'vitest'
import { hostEnvironment, whichElectron, whyWeb, withoutElectron } from '../../scripts/host.mjs'

const DESKTOP = { web: false, noSandbox: false, root: false, screen: true }

it('is Electron on a desktop, and for root only when --no-sandbox is given', () => {
  expect(whyWeb(DESKTOP)).toBeNull()
  expect(whyWeb({ ...DESKTOP, root: true, noSandbox: true })).toBeNull()
})

it.each([
  [{ ...DESKTOP, web: true }, 'started with --web'],
  [{ ...DESKTOP, screen: false }, 'this machine has no screen'],
  [{ ...DESKTOP, root: true }, 'this is root'],
])('is the web host for %o', (situation, why) => {
  expect(whyWeb(situation)?.en).toContain(why)
  expect(whyWeb(situation)?.ko).toMatch(/[가-힣]/)
})

it('says which Electron runs and why not a better one', () => {
  const old = { kind: 'electron-22', version: '22.3.25', reason: 'Electron 45: the host is blocked' }
  expect(whichElectron(old).en).toBe('Electron 22.3.25 (Electron 45: the host is blocked)')
  expect(whichElectron({ kind: 'electron-45', version: '45.4.1', reason: '' }).en).toBe('Electron 45.4.1')
  expect(withoutElectron({ kind: 'none', reason: 'all blocked' }).en).toBe(
    'Electron is not available (all blocked)',
  )
})

it('hands the cache, the Node and the reason to the host', () => {
  expect(hostEnvironment('/cache', { en: 'why', ko: '이유' })).toEqual({
    LAYERLOOM_CACHE: '/cache',
    LAYERLOOM_NODE: process.execPath,
    LAYERLOOM_WHY: 'why',
    LAYERLOOM_WHY_KO: '이유',
  })
})
