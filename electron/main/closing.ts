/** Closing the window asks first when changes are unsaved or a training runs. It knows nothing of Electron, so the tests drive it. */
import type { Text } from '../../shared/text.ts'
import { closeTexts } from './texts.ts'

export interface Question {
  readonly message: Text
  readonly detail: Text
  readonly buttons: readonly Text[]
  /** Index of the button that Escape means. */
  readonly cancel: number
}

export interface Closing {
  /** The window wants to close; `true` lets it. */
  mayClose(): boolean
  /** The window says whether its document has unsaved changes. */
  setDirty(dirty: boolean): void
  /** A save dialog was cancelled: a close that waited for it does not happen. */
  saveCancelled(): void
}

export interface ClosingActs {
  readonly ask: (question: Question) => Promise<number>
  readonly isTraining: () => boolean
  readonly save: () => void
  readonly close: () => void
}

export function closing({ ask, isTraining, save, close }: ClosingActs): Closing {
  let dirty = false
  let agreed = false
  let asking = false
  let closeWhenSaved = false

  const agree = () => {
    agreed = true
    close()
  }
  const askAboutTraining = async () =>
    !isTraining() ||
    (await ask({
      message: closeTexts.training,
      detail: closeTexts.trainingDetail,
      buttons: [closeTexts.stopAndClose, closeTexts.keepTraining],
      cancel: 1,
    })) === 0

  const askAll = async () => {
    if (!(await askAboutTraining())) return
    if (!dirty) return agree()
    const answer = await ask({
      message: closeTexts.unsaved,
      detail: closeTexts.unsavedDetail,
      buttons: [closeTexts.save, closeTexts.discard, closeTexts.cancel],
      cancel: 2,
    })
    if (answer === 1) agree()
    else if (answer === 0) {
      closeWhenSaved = true
      save()
    }
  }

  return {
    mayClose() {
      if (agreed || (!dirty && !isTraining())) return true
      if (!asking) {
        asking = true
        closeWhenSaved = false
        void askAll().finally(() => {
          asking = false
        })
      }
      return false
    },
    setDirty(value) {
      dirty = value
      if (closeWhenSaved && !dirty) agree()
    },
    saveCancelled() {
      closeWhenSaved = false
    },
  }
}
