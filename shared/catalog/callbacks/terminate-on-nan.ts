/** keras/src/callbacks/terminate_on_nan.py: stops the training when the loss is not finite. */
import { defineCallback } from './callback.ts'

export const terminateOnNaN = defineCallback({
  type: 'TerminateOnNaN',
  keras: 'callbacks.TerminateOnNaN',
  help: {
    en: 'Ends training when the loss is not finite. Here that always happens; with it, the exported program does so too.',
    ko: '손실이 유한하지 않으면 학습을 끝냅니다. 여기서는 언제나 그렇고, 이것이 있으면 내보낸 프로그램도 그렇게 합니다.',
  },
  fields: {},
  stops: () => ({ en: 'at a loss of NaN', ko: '손실이 NaN일 때' }),
})
