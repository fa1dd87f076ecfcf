/** Asks before a window closes if changes are unsaved or a training would lose its last window. Independent of Electron, so that it can be
 *  unit-tested. */
import type { Text } from '../../shared/text.ts'
import { closeTexts } from './texts.ts'

export interface Question {
  readonly message: Text
  readonly detail: Text
  readonly buttons: readonly Text[]
  /** Index of the button for Escape. */
  readonly cancel: number
}

export interface Closing {
  /** Called when the window is about to close; `true` allows it. */
  mayClose(): boolean
  /** Called when the document gains or loses unsaved changes. */
  setDirty(dirty: boolean): void
  /** A save was cancelled or failed: a pending close is cancelled. */
  saveFailed(): void
}

export interface ClosingActions {
  readonly ask: (question: Question) => Promise<number>
  /** Whether a training runs that no other window shows. */
  readonly isTraining: () => boolean
  /** Continues the training without a window. */
  readonly goOn: () => void
  readonly save: () => void
  /** Discards the unsaved changes, including the draft. */
  readonly giveUp: () => Promise<void>
  readonly close: () => void
  readonly report: (fault: string) => void
}

export function closing({ ask, isTraining, goOn, save, giveUp, close, report }: ClosingActions): Closing {
  let dirty = false
  let confirmed = false
  let isAsking = false
  let closeWhenSaved = false
  let inBackground = false

  const confirmClose = () => {
    confirmed = true
    if (inBackground) goOn()
    close()
  }
  /** Returns false if the window stays open. */
  const askAboutTraining = async (): Promise<boolean> => {
    if (!isTraining()) return true
    const answer = await ask({
      message: closeTexts.training,
      detail: closeTexts.trainingDetail,
      buttons: [closeTexts.inBackground, closeTexts.stopAndClose, closeTexts.cancel],
      cancel: 2,
    })
    inBackground = answer === 0
    return answer !== 2
  }

  const askQuestions = async () => {
    if (!(await askAboutTraining())) return
    if (!dirty) return confirmClose()
    const answer = await ask({
      message: closeTexts.unsaved,
      detail: closeTexts.unsavedDetail,
      buttons: [closeTexts.save, closeTexts.discard, closeTexts.cancel],
      cancel: 2,
    })
    if (answer === 1) {
      await giveUp()
      confirmClose()
    } else if (answer === 0) {
      closeWhenSaved = true
      save()
    }
  }

  return {
    mayClose() {
      if (confirmed || (!dirty && !isTraining())) return true
      if (!isAsking) {
        isAsking = true
        closeWhenSaved = false
        askQuestions()
          // The window stays open, and closing it asks again.
          .catch((error: Error) => report(`the window was not closed: ${error.message}`))
          .finally(() => {
            isAsking = false
          })
      }
      return false
    },
    setDirty(value) {
      dirty = value
      if (closeWhenSaved && !dirty) confirmClose()
    },
    saveFailed() {
      closeWhenSaved = false
    },
  }
}
