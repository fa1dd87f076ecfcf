/** The dock below the results: predictions of a row or picture, curves of one column, a whole file. */
import { useEffect } from 'react'
import type { Text } from '../../../shared/text.ts'
import { FoldButton } from '../../panels/dock/fold-button.tsx'
import { ResizeHandle } from '../../panels/dock/resize-handle.tsx'
import { TabList } from '../../panels/dock/tab-list.tsx'
import { usePredictDock } from '../../state/dock.ts'
import { useResults } from '../../state/evaluations.ts'
import { openPredictions, type PredictTab, showTab, tabsOf, usePredictions } from '../../state/predictions.ts'
import { useText } from '../../ui/text.ts'
import frame from '../runs-workspace.module.css'
import { Passes } from './passes.tsx'
import styles from './predict-dock.module.css'
import { PredictPanel } from './predict-panel.tsx'
import { WhatIf } from './what-if.tsx'
import { WholeFile } from './whole-file.tsx'

const TAB_NAMES: { readonly [T in PredictTab]: Text } = {
  predict: { en: 'Predict', ko: '예측' },
  'what-if': { en: 'What if', ko: '값을 바꾸면' },
  file: { en: 'A whole file', ko: '파일 전체' },
}

export function PredictDock() {
  const t = useText()
  const folded = usePredictDock((s) => s.folded)
  const height = usePredictDock((s) => s.height)
  const tab = usePredictions((s) => s.tab)
  const run = useResults((s) => s.run)
  const inputs = usePredictions((s) => s.inputs)
  // A folded dock asks nothing of the engine.
  useEffect(() => {
    if (run !== null && !folded) void openPredictions(run)
  }, [run, folded])
  const tabs = tabsOf(inputs)
  const selected = tabs.includes(tab) ? tab : 'predict'
  return (
    <section
      className={frame.dock}
      data-area="predict"
      data-folded={folded || undefined}
      style={folded ? undefined : ({ '--height': `${height}px` } as React.CSSProperties)}
      aria-label={t({ en: 'Predict', ko: '예측' })}
    >
      <ResizeHandle dock={usePredictDock} />
      <div className={styles.head}>
        <TabList
          label={t({ en: 'Predict', ko: '예측' })}
          prefix="predict"
          tabs={tabs}
          selected={selected}
          folded={folded}
          onSelect={showTab}
          contentOf={(each) => t(TAB_NAMES[each])}
        />
        {!folded && selected === 'predict' && <Passes />}
        <FoldButton dock={usePredictDock} />
      </div>
      {!folded && (
        <div
          id="predict-panel"
          className={styles.panel}
          role="tabpanel"
          aria-labelledby={`predict-tab-${selected}`}
        >
          {selected === 'predict' && <PredictPanel />}
          {selected === 'what-if' && <WhatIf />}
          {selected === 'file' && <WholeFile />}
        </div>
      )}
    </section>
  )
}
