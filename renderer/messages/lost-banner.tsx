/** States that the connection is lost and being restored. The drawing is not affected. */

import { useApp } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import styles from './lost-banner.module.css'

export function LostBanner() {
  const t = useText()
  const lostConnection = useApp((s) => s.lostConnection)
  if (!lostConnection) return null
  return (
    <div className={styles.banner} role="alert">
      {lostConnection.who === 'engine'
        ? t({
            en: `The engine stopped (${lostConnection.reason}). Restarting it; your network is unchanged.`,
            ko: `엔진이 멈췄습니다(${lostConnection.reason}). 다시 시작하는 중이며 신경망은 그대로입니다.`,
          })
        : t({
            en: `The connection to the app is lost (${lostConnection.reason}). Reconnecting; your network is unchanged.`,
            ko: `앱과의 연결이 끊겼습니다(${lostConnection.reason}). 다시 연결하는 중이며 신경망은 그대로입니다.`,
          })}
    </div>
  )
}
