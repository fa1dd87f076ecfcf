/** Why this host runs instead of the preferred one, as determined by the start script and passed in the environment. */
import type { Text } from '../../shared/text.ts'

export function hostReason(env: Readonly<Record<string, string | undefined>> = process.env): Text | null {
  const en = env.LAYERLOOM_WHY
  return en ? { en, ko: env.LAYERLOOM_WHY_KO || en } : null
}
