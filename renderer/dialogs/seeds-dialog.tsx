/** Asks with how many seeds to train, and trains. */
import { useState } from 'react'
import { seedAfter } from '../../shared/document/run-set.ts'
import { useApp, useDocument } from '../state/store.ts'
import { trainSet } from '../state/training.ts'
import { useText } from '../ui/text.ts'
import { Dialog } from './dialog.tsx'
import styles from './dialogs.module.css'

const MAX_SEEDS = 100

export function SeedsDialog() {
  const t = useText()
  const { seed } = useDocument().training
  const [typed, setTyped] = useState('5')
  const count = Number(typed)
  const isValid = Number.isInteger(count) && count >= 2 && count <= MAX_SEEDS
  const last = seedAfter(seed, count - 1)
  const close = () => useApp.setState({ dialog: null })
  return (
    <Dialog title={t({ en: 'Train with several seeds', ko: '여러 시드로 학습' })} onClose={close}>
      <p>
        {t({
          en: 'The same network with the same rows in each part, one run after the other. How far their figures lie apart shows how much of a difference is chance.',
          ko: '같은 신경망을 같은 분할로 차례로 학습합니다. 지표가 흩어진 폭을 보면 차이가 얼마나 우연인지 알 수 있습니다.',
        })}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isValid) return
          close()
          void trainSet({ kind: 'seeds', count })
        }}
      >
        <label className={styles.number}>
          {t({ en: 'Number of seeds', ko: '시드 수' })}
          <input
            className={styles.input}
            type="number"
            min={2}
            max={MAX_SEEDS}
            value={typed}
            data-autofocus
            aria-invalid={!isValid}
            aria-describedby="seeds-note"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <p id="seeds-note" role="status">
          {isValid
            ? t({ en: `Seeds ${seed} to ${last}.`, ko: `시드 ${seed}부터 ${last}까지.` })
            : t({ en: `A whole number from 2 to ${MAX_SEEDS}.`, ko: `2부터 ${MAX_SEEDS}까지의 정수.` })}
        </p>
        <div className={styles.buttons}>
          <span className={styles.fill} />
          <button type="button" className={styles.button} onClick={close}>
            {t({ en: 'Cancel', ko: '취소' })}
          </button>
          <button type="submit" className={styles.button} data-kind="main" disabled={!isValid}>
            {t({ en: 'Train', ko: '학습' })}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
