/** The choice of the host that shows the window, and its reason. */
import { expect, it } from 'vitest'
import {
  electronDescription,
  electronMissingReason,
  hostEnvironment,
  webHostReason,
} from '../../scripts/host.mjs'

const DESKTOP = { web: false, noSandbox: false, root: false, screen: true }

it('is Electron on a desktop, and for root only when --no-sandbox is given', () => {
  expect(webHostReason(DESKTOP)).toBeNull()
  expect(webHostReason({ ...DESKTOP, root: true, noSandbox: true })).toBeNull()
})

it.each([
  [{ ...DESKTOP, web: true }, 'started with --web'],
  [{ ...DESKTOP, screen: false }, 'this computer has no display'],
  [{ ...DESKTOP, root: true }, 'does not work for root'],
])('is the web host for %o', (situation, why) => {
  expect(webHostReason(situation)?.en).toContain(why)
  expect(webHostReason(situation)?.ko).toMatch(/[가-힣]/)
})

it('describes the Electron that runs, and why a better one was not used', () => {
  const old = { kind: 'electron-22', version: '22.3.25', reason: 'Electron 45: the host is blocked' }
  expect(electronDescription(old).en).toBe('Electron 22.3.25 (Electron 45: the host is blocked)')
  expect(electronDescription({ kind: 'electron-45', version: '45.4.1', reason: '' }).en).toBe(
    'Electron 45.4.1',
  )
  expect(electronMissingReason({ kind: 'none', reason: 'all blocked' }).en).toBe(
    'Electron is not available (all blocked)',
  )
})

it('passes the cache, the Node and the reason to the host', () => {
  expect(hostEnvironment('/cache', { en: 'why', ko: '이유' })).toEqual({
    LAYERLOOM_CACHE: '/cache',
    LAYERLOOM_NODE: process.execPath,
    LAYERLOOM_WHY: 'why',
    LAYERLOOM_WHY_KO: '이유',
  })
})
