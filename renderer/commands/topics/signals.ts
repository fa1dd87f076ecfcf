/** Commands for signals: what layers put out and which gradients arrive there. */
import { showSignalsOfRun } from '../../signals/replay.ts'
import { anotherDraw, toggleSignals, useSignals } from '../../signals/state.ts'
import { useApp } from '../../state/store.ts'
import { subjectRun } from '../../state/subject-run.ts'
import { type Command, inDesign } from '../command.ts'
import { hasNodes } from '../state.ts'

export const signalsCommands: readonly Command[] = [
  inDesign({
    id: 'signals',
    title: { en: 'Show or hide signals', ko: '신호 보이기 또는 숨기기' },
    shortcuts: ['G'],
    enabled: (s) => useSignals.getState().isOn || hasNodes(s),
    run: toggleSignals,
  }),
  inDesign({
    id: 'another-draw',
    title: { en: 'Signals of other initial weights', ko: '다른 초기 가중치의 신호' },
    shortcuts: ['Shift+G'],
    enabled: () => useSignals.getState().isOn && useSignals.getState().replay === null,
    run: anotherDraw,
  }),
  {
    id: 'signals-over-time',
    title: { en: 'Show the signals of the run over time', ko: '학습의 시간에 따른 신호 보기' },
    shortcuts: [],
    enabled: (s) => subjectRun(s) !== null,
    run: () => {
      const run = subjectRun(useApp.getState())
      if (run) return showSignalsOfRun(run.info.run)
    },
  },
]
