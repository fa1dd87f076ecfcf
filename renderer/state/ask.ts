/** Asks the user a question in a dialog. Every question is resolved: one whose dialog disappears without an answer, because another
 *  dialog replaced it or it failed to render, is cancelled. */
import { type Dialog, useApp } from './store.ts'

type Asking = Extract<Dialog, { readonly answer: unknown }>
type Question = Asking extends infer Each ? (Each extends Asking ? Omit<Each, 'answer'> : never) : never
type AnswerTo<K extends Asking['kind']> = Parameters<Extract<Asking, { readonly kind: K }>['answer']>[0]

/** Answers of a question that was closed without an answer. */
const CANCELLED: { readonly [K in Asking['kind']]: AnswerTo<K> } = {
  discard: 'cancel',
  file: null,
  changed: 'unanswered',
  data: null,
  'allow-data': 'cancel',
}

export function ask<Q extends Question>(question: Q): Promise<AnswerTo<Q['kind']>> {
  return new Promise((resolve) => {
    const settle = (answer: AnswerTo<Q['kind']>) => {
      unfollow()
      if (useApp.getState().dialog === dialog) useApp.setState({ dialog: null })
      resolve(answer)
    }
    const dialog = { ...question, answer: settle } as unknown as Asking
    const unfollow = useApp.subscribe((state) => {
      if (state.dialog !== dialog) settle(CANCELLED[question.kind] as AnswerTo<Q['kind']>)
    })
    useApp.setState({ dialog })
  })
}
