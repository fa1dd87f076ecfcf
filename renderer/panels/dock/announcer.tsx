/** Announces the start of a training, the end of each epoch and the end of the training to screen readers, but no single frames. */
import { useEffect, useRef, useState } from 'react'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { useLanguage } from '../../ui/text.ts'
import { epochSentence, startSentence, stateSentence } from './run-text.ts'

/** Minimum time between two announcements, in milliseconds, since epochs may end many times per second. */
const MIN_INTERVAL_MS = 5000

export function Announcer() {
  const language = useLanguage()
  const info = useApp((s) => shownRun(s)?.info ?? null)
  const lastEpoch = useApp((s) => shownRun(s)?.epochEnds.at(-1) ?? null)
  const result = useApp((s) => shownRun(s)?.result ?? null)
  const [announcement, announce] = useState('')
  const announcedAt = useRef(Number.NEGATIVE_INFINITY)
  /** The run that was seen running. The end is announced only for this run. */
  const runningId = useRef<string | null>(null)

  useEffect(() => {
    if (info && !result) runningId.current = info.run
  }, [info, result])

  useEffect(() => {
    if (!info || lastEpoch || result) return
    announcedAt.current = performance.now()
    announce(startSentence(info)[language])
  }, [info, lastEpoch, result, language])

  useEffect(() => {
    if (!info || !lastEpoch || result || performance.now() - announcedAt.current < MIN_INTERVAL_MS) return
    announcedAt.current = performance.now()
    announce(epochSentence(info, lastEpoch)[language])
  }, [info, lastEpoch, result, language])

  useEffect(() => {
    if (!info || !result || runningId.current !== info.run) return
    runningId.current = null
    announcedAt.current = Number.NEGATIVE_INFINITY
    const ended = stateSentence({ state: result.state, info, progress: null })[language]
    const problems = result.problems.map((problem) => problem.message[language])
    const repeated = result.repeated ? [result.repeated.text[language]] : []
    announce([`${ended}.`, result.reason[language], ...repeated, ...problems].join(' '))
  }, [info, result, language])

  return (
    <div className="hidden-text" role="status" aria-live="polite">
      {announcement}
    </div>
  )
}
