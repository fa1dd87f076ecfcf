// Chooses the host of the window and gives the reason: Electron where possible, else the web host. Pure, for the unit tests.

/** @typedef {{ en: string, ko: string }} Text */

/**
 * @param {{ web: boolean, noSandbox: boolean, root: boolean, screen: boolean }} situation
 * @returns {Text | null} the reason for the web host; null means Electron, if its binary is available
 */
export function webHostReason({ web, noSandbox, root, screen }) {
  if (web) return { en: 'started with --web', ko: '--web 옵션으로 실행했습니다' }
  if (!screen) return { en: 'this computer has no display', ko: '이 컴퓨터에 화면이 없습니다' }
  if (root && !noSandbox) {
    return {
      en: 'the sandbox of Electron does not work for root (in a container: npm start -- --no-sandbox)',
      ko: 'Electron의 샌드박스는 root로 실행할 수 없습니다 (컨테이너에서는: npm start -- --no-sandbox)',
    }
  }
  return null
}

/** @param {import('./setup/chain.mjs').Outcome} electron @returns {Text} */
export function electronMissingReason({ reason }) {
  return {
    en: `Electron is not available (${reason || 'it could not be downloaded'})`,
    ko: `Electron을 쓸 수 없습니다 (${reason || '내려받지 못함'})`,
  }
}

/** @param {import('./setup/chain.mjs').Outcome} electron @returns {Text} */
export function electronDescription({ version = '', reason }) {
  const why = reason ? ` (${reason})` : ''
  return { en: `Electron ${version}${why}`, ko: `Electron ${version}${why}` }
}

/**
 * The environment variables of the host and its engine.
 * @param {string} cache
 * @param {Text} why
 * @returns {Record<string, string>}
 */
export function hostEnvironment(cache, why) {
  return {
    LAYERLOOM_CACHE: cache,
    LAYERLOOM_NODE: process.execPath,
    LAYERLOOM_WHY: why.en,
    LAYERLOOM_WHY_KO: why.ko,
  }
}
