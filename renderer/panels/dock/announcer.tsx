/** Announces the start of a training, the end of each epoch and the end of the training to screen readers, but no single frames. */
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useLanguage } from '../../text.ts'
import { epochSentence, startSentence, stateSentence } from './run-words.ts'

/** Minimum time between two announcements, in milliseconds, since epochs may end many times per second. */
const PAUSE = 5000

export function Announcer() {
  const language = useLanguage()
  const info = useApp((s) => shownRun(s)?.info ?? null)
  const last = useApp((s) => shownRun(s)?.epochEnds.at(-1) ?? null)
  const result = useApp((s) => shownRun(s)?.result ?? null)
  const [said, say] = useState('')
  const at = useRef(Number.NEGATIVE_INFINITY)
  /** The run that was seen running. The end is announced only for this run. */
  const running = useRef<string | null>(null)

  useEffect(() => {
    if (info && !result) running.current = info.run
  }, [info, result])

  useEffect(() => {
    if (!info || last || result) return
    at.current = performance.now()
    say(startSentence(info)[language])
  }, [info, last, result, language])

  useEffect(() => {
    if (!info || !last || result || performance.now() - at.current < PAUSE) return
    at.current = performance.now()
    say(epochSentence(info, last)[language])
  }, [info, last, result, language])

  useEffect(() => {
    if (!info || !result || running.current !== info.run) return
    running.current = null
    at.current = Number.NEGATIVE_INFINITY
    const ended = stateSentence({ state: result.state, info, progress: null })[language]
    const problems = result.problems.map((problem) => problem.message[language])
    const repeated = result.repeated ? [result.repeated.text[language]] : []
    say([`${ended}.`, result.reason[language], ...repeated, ...problems].join(' '))
  }, [info, result, language])

  return (
    <div className="hidden-text" role="status" aria-live="polite">
      {said}
    </div>
  )
}
