/** keras/src/callbacks/terminate_on_nan.py: stops the training when the loss is not finite. */
import { defineCallback } from './callback.ts'

export const terminateOnNaN = defineCallback({
  type: 'TerminateOnNaN',
  keras: 'callbacks.TerminateOnNaN',
  help: {
    en: 'Stops training when the loss is NaN or infinite. This always happens here; with this callback, also in the exported program.',
    ko: '손실이 NaN이나 무한대이면 학습을 멈춥니다. 여기서는 항상 그렇고, 이 콜백이 있으면 내보낸 프로그램도 그렇습니다.',
  },
  fields: {},
  stopSummary: () => ({ en: 'at a loss of NaN', ko: '손실이 NaN일 때' }),
})
