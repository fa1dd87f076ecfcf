/** Commands for signals: what layers put out and which gradients arrive there. */
import { anotherDraw, toggleSignals, useSignals } from '../../signals/state.ts'
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
]
