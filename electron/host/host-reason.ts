/** Why this host runs and not the first choice, as the starting script found out and left in the environment. */
import type { Text } from '../../shared/text.ts'

export function hostReason(env: Readonly<Record<string, string | undefined>> = process.env): Text | null {
  const en = env.LAYERLOOM_WHY
  return en ? { en, ko: env.LAYERLOOM_WHY_KO || en } : null
}
