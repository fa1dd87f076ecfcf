/** The one-cycle policy (Smith and Topin 2017, "Super-Convergence"): up to the largest rate, then down far below the first one, each
 *  along half a cosine wave. Defaults as in PyTorch's OneCycleLR. Keras has no such class, so an exported program contains it. */
import { float, type Props } from '../../fields/index.ts'
import { defineSchedule, fraction, halfCosine, steps } from './schedule.ts'

const fields = {
  max_learning_rate: float({
    default: 0.01,
    min: 0,
    shownOnNode: true,
    required: true,
    help: { en: 'Largest learning rate.', ko: '가장 큰 학습률.' },
  }),
  total_steps: steps('Steps of the whole cycle: those of the run.', '한 주기의 스텝 수: 학습 전체의 스텝.'),
  rising: fraction(
    0.3,
    'Fraction of the steps in which the learning rate increases.',
    '학습률이 오르는 구간의 비율.',
  ),
  div_factor: float({
    default: 25,
    min: 1,
    help: { en: 'Largest learning rate ÷ initial learning rate.', ko: '가장 큰 학습률 ÷ 초기 학습률.' },
  }),
  final_div_factor: float({
    default: 10_000,
    min: 1,
    help: { en: 'Initial learning rate ÷ final learning rate.', ko: '초기 학습률 ÷ 마지막 학습률.' },
  }),
}

export const oneCycle = defineSchedule({
  type: 'OneCycle',
  keras: 'optimizers.schedules.LearningRateSchedule',
  help: {
    en: 'Increases to max_learning_rate, then decreases far below the initial rate.',
    ko: 'max_learning_rate까지 올렸다가 처음보다 훨씬 아래로 줄입니다.',
  },
  fields,
  stepsOfRun: 'total_steps',
  propsForRun: (rate, total) => ({ max_learning_rate: rate, total_steps: total }),
  rate(m, step, p: Props<typeof fields>) {
    const top = p.max_learning_rate
    const first = top / p.div_factor
    const last = first / p.final_div_factor
    const peak = p.rising * p.total_steps
    const up = m.div(m.minimum(step, peak), Math.max(peak, 1))
    const down = m.div(m.minimum(m.sub(step, peak), p.total_steps - peak), Math.max(p.total_steps - peak, 1))
    const rising = m.add(m.mul(halfCosine(m, up), first - top), top)
    const falling = m.add(m.mul(halfCosine(m, down), top - last), last)
    return m.select(m.less(step, peak), rising, falling)
  },
  python: [
    '@keras.saving.register_keras_serializable()',
    'class OneCycle(keras.optimizers.schedules.LearningRateSchedule):',
    '    """Up to the largest rate, then far below the first one (Smith and Topin 2017)."""',
    '',
    '    def __init__(',
    '        self,',
    '        max_learning_rate,',
    '        total_steps,',
    '        rising=0.3,',
    '        div_factor=25.0,',
    '        final_div_factor=10000.0,',
    '    ):',
    '        self.config = {',
    '            "max_learning_rate": max_learning_rate,',
    '            "total_steps": total_steps,',
    '            "rising": rising,',
    '            "div_factor": div_factor,',
    '            "final_div_factor": final_div_factor,',
    '        }',
    '        self.top = max_learning_rate',
    '        self.first = max_learning_rate / div_factor',
    '        self.last = self.first / final_div_factor',
    '        self.peak = rising * total_steps',
    '        self.fall = total_steps - self.peak',
    '',
    '    def __call__(self, step):',
    '        step = keras.ops.cast(step, "float32")',
    '        up = keras.ops.minimum(step, self.peak) / max(self.peak, 1.0)',
    '        down = keras.ops.minimum(step - self.peak, self.fall) / max(self.fall, 1.0)',
    '        rising = self.wave(up) * (self.first - self.top) + self.top',
    '        falling = self.wave(down) * (self.top - self.last) + self.last',
    '        return keras.ops.where(step < self.peak, rising, falling)',
    '',
    '    def wave(self, done):',
    '        return (keras.ops.cos(done * 3.141592653589793) + 1) * 0.5',
    '',
    '    def get_config(self):',
    '        return self.config',
  ],
})
