/** Asks the user a question in a dialog. Every question is resolved: one whose dialog disappears without an answer, because another
 *  dialog replaced it or it failed to render, is cancelled. */
import { type Dialog, useApp } from './store.ts'

type QuestionDialog = Extract<Dialog, { readonly answer: unknown }>
type Question = QuestionDialog extends infer Each
  ? Each extends QuestionDialog
    ? Omit<Each, 'answer'>
    : never
  : never
type AnswerOf<K extends QuestionDialog['kind']> = Parameters<
  Extract<QuestionDialog, { readonly kind: K }>['answer']
>[0]

/** Answers of a question that was closed without an answer. */
const CANCEL_ANSWERS: { readonly [K in QuestionDialog['kind']]: AnswerOf<K> } = {
  discard: 'cancel',
  file: null,
  changed: 'unanswered',
  data: null,
  'allow-data': 'cancel',
  'stop-set': 'cancel',
}

export function ask<Q extends Question>(question: Q): Promise<AnswerOf<Q['kind']>> {
  return new Promise((resolve) => {
    const resolveWith = (answer: AnswerOf<Q['kind']>) => {
      unsubscribe()
      if (useApp.getState().dialog === dialog) useApp.setState({ dialog: null })
      resolve(answer)
    }
    const dialog = { ...question, answer: resolveWith } as unknown as QuestionDialog
    const unsubscribe = useApp.subscribe((state) => {
      if (state.dialog !== dialog) resolveWith(CANCEL_ANSWERS[question.kind] as AnswerOf<Q['kind']>)
    })
    useApp.setState({ dialog })
  })
}
