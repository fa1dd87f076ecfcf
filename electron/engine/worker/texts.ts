/** Texts about a run: why it ended, what went wrong. */
import { type ProblemData, ProblemError, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import type { NonFinite } from './find-non-finite.ts'

export const allEpochs = (epochs: number): Text => ({
  en: epochs === 1 ? 'The epoch is done.' : `All ${epochs} epochs are done.`,
  ko: epochs === 1 ? '1 에포크를 마쳤습니다.' : `${epochs} 에포크를 모두 마쳤습니다.`,
})

export const stoppedEarly = (monitor: string, waited: number, best: number | null): Text => ({
  en: `Early stopping: ${monitor} did not improve for ${waited} ${waited === 1 ? 'epoch' : 'epochs'}${best === null ? '' : `; the best was epoch ${best}`}.`,
  ko: `조기 종료: ${monitor} 값이 ${waited} 에포크 동안 나아지지 않았습니다${best === null ? '' : `. 가장 좋은 에포크는 ${best}입니다`}.`,
})

export const stoppedByPerson: Text = {
  en: 'The weights learned until then are saved.',
  ko: '그때까지 학습한 가중치는 저장되어 있습니다.',
}

export const pausedByPerson: Text = {
  en: 'It can be resumed from where it stopped.',
  ko: '멈춘 곳에서 이어서 학습할 수 있습니다.',
}

export const resumedAt = (epoch: number, step: number): Text => ({
  en:
    step === 0 ? `Resumed at the start of epoch ${epoch}.` : `Resumed in epoch ${epoch}, after step ${step}.`,
  ko:
    step === 0
      ? `에포크 ${epoch}의 처음부터 이어서 학습합니다.`
      : `에포크 ${epoch}의 ${step}스텝 다음부터 이어서 학습합니다.`,
})

export const continuedAt = (epoch: number, step: number): Text => ({
  en:
    step === 0
      ? `Continues with epoch ${epoch} from the last state of the first run.`
      : `Continues in epoch ${epoch}, after step ${step}, from the last state of the first run.`,
  ko:
    step === 0
      ? `첫 학습의 마지막 상태에서 에포크 ${epoch}부터 이어 갑니다.`
      : `첫 학습의 마지막 상태에서 에포크 ${epoch}의 ${step}스텝 다음부터 이어 갑니다.`,
})

/** @param error why */
export function signalsEnded(error: unknown): Text {
  const why =
    error instanceof ProblemError ? error.problems[0]!.message : unforeseen((error as Error).message)
  return {
    en: `No more signals are kept of this run; the training goes on. ${why.en}`,
    ko: `이 학습의 신호를 더 남기지 않습니다. 학습은 계속합니다. ${why.ko}`,
  }
}

export const continuesElsewhere = (differences: readonly string[]): Text => ({
  en: `The first run was trained with ${differences.join(', ')}: the figures may differ in their last digits from those of one run.`,
  ko: `첫 학습과 환경이 달라(${differences.join(', ')}) 값의 끝자리가 한 번에 학습한 것과 다를 수 있습니다.`,
})

export const noCheckpoint = (folder: string): ProblemData =>
  problem('no_checkpoint', {
    en: `${folder} has no readable checkpoint, so there is no state to continue from: it was removed, or the run is of an earlier version. Run it again with more epochs instead.`,
    ko: `${folder}에 읽을 수 있는 체크포인트가 없어 이어 갈 상태가 없습니다. 지워졌거나 이전 버전의 학습 기록입니다. 에포크를 늘려 다시 학습하세요.`,
  })

export const restarted: Text = {
  en: 'There is no checkpoint yet: training starts again from the beginning, with the same numbers.',
  ko: '아직 체크포인트가 없어 처음부터 같은 값으로 다시 시작합니다.',
}

export const damagedCheckpoint = (name: string, why: string): Text => ({
  en: `The checkpoint ${name} is damaged (${why}); the previous one is used.`,
  ko: `체크포인트 ${name}이(가) 손상되어(${why}) 이전 체크포인트를 씁니다.`,
})

export const DIFFERENCE_NAMES = {
  run: { en: 'the run', ko: '학습 기록' },
  document: { en: 'the document', ko: '문서' },
  data: { en: 'the data', ko: '데이터' },
} satisfies { readonly [part: string]: Text }

export const checkpointDiffers = (name: string, parts: readonly Text[]): ProblemData =>
  problem('checkpoint_differs', {
    en: `The checkpoint ${name} does not belong to this run. Since it was saved, this changed: ${parts.map((t) => t.en).join(', ')}. Restore the files, or start a new training.`,
    ko: `체크포인트 ${name}은(는) 이 학습의 것이 아닙니다. ${parts.map((t) => t.ko).join(', ')}이(가) 저장할 때와 다릅니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const executorDiffers = (differences: readonly string[]): ProblemData =>
  problem('executor_differs', {
    en: `The run cannot continue with the same numbers here: ${differences.join(', ')}. Resume it where it was trained, or start a new training.`,
    ko: `여기서는 같은 값으로 이어서 학습할 수 없습니다: ${differences.join(', ')}. 학습하던 환경에서 이어 하거나 새로 학습하세요.`,
  })

export const metricsShort = (lines: number, epochs: number): ProblemData =>
  problem('metrics_short', {
    en: `metrics.ndjson has ${lines} epochs, but the checkpoint was saved after ${epochs}. Restore the file, or start a new training.`,
    ko: `metrics.ndjson에는 ${lines} 에포크뿐인데 체크포인트는 ${epochs} 에포크 뒤에 저장되었습니다. 파일을 복원하거나 새로 학습하세요.`,
  })

export const checkpointMismatch = (name: string, what: string): ProblemData =>
  problem('checkpoint_differs', {
    en: `The checkpoint ${name} does not fit the network of this run: ${what}. Restore the files, or start a new training.`,
    ko: `체크포인트 ${name}이(가) 이 학습의 신경망과 맞지 않습니다: ${what}. 파일을 복원하거나 새로 학습하세요.`,
  })

export const restored = (epoch: number): Text => ({
  en: `The weights of epoch ${epoch}, the best one, were restored.`,
  ko: `가장 좋았던 에포크 ${epoch}의 가중치로 되돌렸습니다.`,
})

export const notMonitored = (callback: string, monitor: string, known: readonly string[]): Text => ({
  en: `${callback} monitors ${monitor}, which this run does not have (available: ${known.join(', ')}), so it has no effect.`,
  ko: `${callback}이(가) 모니터링할 ${monitor} 값이 이 학습에 없어(${known.join(', ')}만 있음) 효과가 없습니다.`,
})

/** The same as in Keras, which cannot compare epochs without the metric. */
export const savesEveryEpoch = (monitor: string, known: readonly string[]): Text => ({
  en: `ModelCheckpoint with save_best_only monitors ${monitor}, which this run does not have (available: ${known.join(', ')}), so it saves every epoch, as Keras does.`,
  ko: `save_best_only로 설정한 ModelCheckpoint가 모니터링할 ${monitor} 값이 이 학습에 없어(${known.join(', ')}만 있음) Keras처럼 모든 에포크를 저장합니다.`,
})

export const rateLowered = (epoch: number, monitor: string, from: number, to: number): Text => ({
  en: `${monitor} no longer improves: learning_rate ${digits(from)} → ${digits(to)} after epoch ${epoch}.`,
  ko: `${monitor} 값이 더 나아지지 않아 에포크 ${epoch} 뒤로 learning_rate를 ${digits(from)}에서 ${digits(to)}(으)로 낮춥니다.`,
})

/** A float32 rounded to the digits it has. */
const digits = (value: number): string => String(Number(value.toPrecision(6)))

export const averaged: Text = {
  en: 'The weights were replaced by their moving averages.',
  ko: '가중치를 이동 평균으로 대체했습니다.',
}

export const compiled = (seconds: number): Text => ({
  en: `The network was ready after ${seconds.toFixed(1)} s.`,
  ko: `${seconds.toFixed(1)}초 만에 신경망을 준비했습니다.`,
})

/** @param hasBest whether an epoch was finished before */
export const notFinite = (
  epoch: number,
  step: number,
  rate: number,
  bad: NonFinite,
  hasBest: boolean,
): ProblemData => {
  const where = firstNonFinite(bad)
  const kept: Text = bad.weightsFinite
    ? { en: 'The weights before this step were kept.', ko: '그 전의 가중치는 남겨 두었습니다.' }
    : hasBest
      ? {
          en: 'The best weights before this step were kept.',
          ko: '그 전의 가장 좋은 가중치는 남겨 두었습니다.',
        }
      : { en: 'No epoch was finished before this step.', ko: '그 전에 끝난 에포크가 없습니다.' }
  return problem(
    'not_finite',
    {
      en: `The loss became NaN or infinite in epoch ${epoch}, step ${step}. ${where.en} A smaller learning_rate (now ${digits(rate)}), clipnorm or standardized data usually helps. ${kept.en}`,
      ko: `에포크 ${epoch}, 스텝 ${step}에서 손실이 NaN이나 무한대가 되었습니다. ${where.ko} learning_rate(지금 ${digits(rate)})를 줄이거나 clipnorm을 쓰거나 데이터를 표준화하면 대개 해결됩니다. ${kept.ko}`,
    },
    { node: bad.node, field: 'optimizer.learning_rate' },
  )
}

function firstNonFinite({ what, layer }: NonFinite): Text {
  switch (what) {
    case 'output':
      return {
        en: `The output of ${layer} is the first that is not finite.`,
        ko: `유한하지 않은 첫 출력은 ${layer}의 출력입니다.`,
      }
    case 'loss':
      return {
        en: 'The outputs of all layers are finite, but the loss is not.',
        ko: '모든 층의 출력은 유한하지만 손실은 그렇지 않습니다.',
      }
    case 'gradient':
      return {
        en: `One step earlier, the gradient at ${layer} was the first that was not finite.`,
        ko: `한 스텝 전에 유한하지 않은 첫 기울기는 ${layer}의 기울기였습니다.`,
      }
    case 'weights':
      return {
        en: `The previous step made the weights of ${layer} too large for float32.`,
        ko: `바로 앞 스텝에서 ${layer}의 가중치가 float32의 범위를 벗어났습니다.`,
      }
  }
}

export const notFiniteReason = (epoch: number, step: number): Text => ({
  en: `The loss became NaN or infinite in epoch ${epoch}, step ${step}.`,
  ko: `에포크 ${epoch}, 스텝 ${step}에서 손실이 NaN이나 무한대가 되었습니다.`,
})

/** @param what message of the library or the program */
export const unforeseen = (what: string): Text => ({
  en: `Training ended because of an unexpected error: ${what}. Everything saved until then is in its folder.`,
  ko: `예상하지 못한 오류로 학습이 끝났습니다: ${what}. 그때까지 저장한 내용은 폴더에 있습니다.`,
})

/** For a run that requests a GPU. @param version version of TensorFlow, or of its portable replacement */
export const noGpu = (version: string): ProblemData =>
  problem('no_gpu', {
    en: `${version} finds no GPU on this computer. Use a TensorFlow with CUDA, or train on the CPU (without --device gpu or LAYERLOOM_DEVICE=gpu).`,
    ko: `${version}이(가) 이 컴퓨터에서 GPU를 찾지 못했습니다. CUDA가 있는 TensorFlow를 쓰거나 CPU로 학습하세요(--device gpu나 LAYERLOOM_DEVICE=gpu 없이).`,
  })

export const temporaryNotWritable = (folder: string, code: string): ProblemData =>
  problem('temporary_folder', {
    en: `The temporary folder ${folder} cannot be written to (${code}). Make space there, or set TMPDIR to a folder that you can write to, then train again.`,
    ko: `임시 폴더 ${folder}에 쓸 수 없습니다(${code}). 그곳의 공간을 비우거나 TMPDIR을 쓸 수 있는 폴더로 정한 다음 다시 학습하세요.`,
  })

export const noWebAssembly = (why: string): Text => ({
  en: `WebAssembly cannot be used, so training is slow: ${why}`,
  ko: `WebAssembly를 쓸 수 없어 학습이 느립니다: ${why}`,
})
