/** The button that asks where a missing file is now. */
import { useState } from 'react'
import type { ProblemData } from '../../shared/problem.ts'
import { attempt } from '../state/attempt.ts'
import { findMovedFile, WHERE } from '../state/moved-data.ts'
import { useText } from '../ui/text.ts'
import panel from './panel.module.css'

export function MovedFile({ problem }: { readonly problem: ProblemData }) {
  const t = useText()
  const [comparing, setComparing] = useState(false)
  const find = async () => {
    setComparing(true)
    await attempt(WHERE, () => findMovedFile(problem))
    setComparing(false)
  }
  return (
    <button type="button" className={panel.button} disabled={comparing} onClick={() => void find()}>
      {t(WHERE)}
    </button>
  )
}
