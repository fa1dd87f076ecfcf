/** Keeps the engine's description of the document's data up to date. The engine is asked again, debounced, when the data reference
 *  changes. */
import type { DataReference } from '../../shared/document/document.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { sentencesOf } from './problems.ts'
import { type AppState, documentOf, useApp } from './store.ts'

const PAUSE = 350

/** The inputs of the description as one string. The fingerprint is part of the answer and is left out. */
const key = (data: DataReference, { folder, path }: AppState['file']) =>
  JSON.stringify([data.source, data.split, folder, path])

let asked: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

async function ask(data: DataReference, { folder, path }: AppState['file'], mine: string): Promise<void> {
  const { host } = useApp.getState()
  if (!host) return
  try {
    const info = await host.engine.describeData(data, folder, path)
    if (asked === mine) useApp.setState({ data: { state: 'ready', info } })
  } catch (error) {
    if (asked !== mine) return
    const problems =
      error instanceof ProblemError ? error.problems : sentencesOf(error).map((m) => problem('data', m))
    useApp.setState({ data: { state: 'failed', problems } })
  }
}

function follow(state: AppState): void {
  const { data } = documentOf(state)
  if (!state.host) return
  if (data === null) {
    asked = null
    clearTimeout(timer)
    if (state.data.state !== 'none') useApp.setState({ data: { state: 'none' } })
    return
  }
  const mine = key(data, state.file)
  if (mine === asked) return
  const first = asked === null
  asked = mine
  clearTimeout(timer)
  useApp.setState({ data: { state: 'reading' } })
  timer = setTimeout(() => void ask(data, state.file, mine), first ? 0 : PAUSE)
}

/** Reads the data again, for example after a missing file was added. */
export function readAgain(): void {
  asked = null
  follow(useApp.getState())
}

/** Follows the document from now on. @returns a function that stops */
export function followData(): () => void {
  follow(useApp.getState())
  return useApp.subscribe((state, before) => {
    if (
      state.host !== before.host ||
      state.file.folder !== before.file.folder ||
      state.file.path !== before.file.path ||
      documentOf(state).data !== documentOf(before).data
    )
      follow(state)
  })
}
