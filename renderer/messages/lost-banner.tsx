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
            en: `The engine stopped (${lostConnection.reason}). It is being started again; your drawing is untouched.`,
            ko: `엔진이 멈췄습니다(${lostConnection.reason}). 다시 시작하는 중이며 그림은 그대로입니다.`,
          })
        : t({
            en: `The connection to the program is lost (${lostConnection.reason}). Trying again; your drawing is untouched.`,
            ko: `프로그램과의 연결이 끊겼습니다(${lostConnection.reason}). 다시 연결하는 중이며 그림은 그대로입니다.`,
          })}
    </div>
  )
}
