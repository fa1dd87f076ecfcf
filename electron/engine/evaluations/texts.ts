/** Texts about evaluations and predictions of a run. */
import { type ProblemData, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

const PARTS = {
  train: { en: 'training', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  test: { en: 'test', ko: '테스트' },
} as const

export const cancelled: ProblemData = problem('evaluation_cancelled', {
  en: 'The evaluation was cancelled; nothing was stored.',
  ko: '평가를 취소했습니다. 저장된 것은 없습니다.',
})

export const predictionCancelled: ProblemData = problem('prediction_cancelled', {
  en: 'The prediction was cancelled; nothing was stored.',
  ko: '예측을 취소했습니다. 저장된 것은 없습니다.',
})

export const noRows = (part: keyof typeof PARTS): ProblemData =>
  problem('no_rows', {
    en: `The run has no ${PARTS[part].en} rows. Evaluate it on another part, or train with ${PARTS[part].en} rows set aside.`,
    ko: `이 학습에는 ${PARTS[part].ko} 행이 없습니다. 다른 부분으로 평가하거나 ${PARTS[part].ko} 행을 남겨 두고 다시 학습하세요.`,
  })

/** @param differences what is different, each as a clause; empty: values alone */
export const dataChanged = (title: string, differences: readonly Text[]): ProblemData =>
  problem(
    'data_changed',
    {
      en: `${title} is not the data that the run was trained on: ${differences.length > 0 ? differences.map(({ en }) => en).join('; ') : 'rows or values differ'}. Stored figures stay as they are. Restore the data, or train again.`,
      ko: `${title}은(는) 학습에 쓴 데이터와 다릅니다: ${differences.length > 0 ? differences.map(({ ko }) => ko).join('; ') : '행이나 값이 다릅니다'}. 저장된 지표는 그대로입니다. 데이터를 복원하거나 다시 학습하세요.`,
    },
    { field: 'data' },
  )

export const rowsDiffer = (part: keyof typeof PARTS, now: number, then: number): Text => ({
  en: `it has ${now} ${PARTS[part].en} rows, not ${then}`,
  ko: `${PARTS[part].ko} 행이 ${then}개가 아니라 ${now}개입니다`,
})
export const targetsDiffer = (now: readonly string[], then: readonly string[]): Text => ({
  en: `its targets are ${now.join(', ')}, not ${then.join(', ')}`,
  ko: `타깃이 ${then.join(', ')}이(가) 아니라 ${now.join(', ')}입니다`,
})
export const classesDiffer = (target: string, added: readonly string[], gone: readonly string[]): Text => {
  const en = [
    ...(added.length > 0 ? [`new: ${added.join(', ')}`] : []),
    ...(gone.length > 0 ? [`gone: ${gone.join(', ')}`] : []),
  ]
  const ko = [
    ...(added.length > 0 ? [`추가: ${added.join(', ')}`] : []),
    ...(gone.length > 0 ? [`없어짐: ${gone.join(', ')}`] : []),
  ]
  return {
    en: `the classes of ${target} differ (${en.length > 0 ? en.join('; ') : 'their order'})`,
    ko: `${target}의 클래스가 다릅니다(${ko.length > 0 ? ko.join('; ') : '순서'})`,
  }
}
export const shapeDiffers = (now: readonly number[], then: readonly number[]): Text => ({
  en: `a row has the shape [${now.join(', ')}], not [${then.join(', ')}]`,
  ko: `한 행의 형태가 [${then.join(', ')}]이(가) 아니라 [${now.join(', ')}]입니다`,
})

/** @param row from 0 */
export const noRow = (row: number): ProblemData =>
  problem('no_row', {
    en: `The run’s data have no row ${row + 1}.`,
    ko: `학습 데이터에 ${row + 1}번째 행이 없습니다.`,
  })

/** @param row from 0 */
export const rowWithoutFeatures = (row: number): ProblemData =>
  problem('row_features', {
    en: `Row ${row + 1} has no features: a value is missing that no step fills, or a step leaves the row out. Choose another row.`,
    ko: `${row + 1}번째 행에는 특성이 없습니다. 어떤 단계도 채우지 않는 값이 없거나, 단계가 이 행을 제외합니다. 다른 행을 고르세요.`,
  })

export const noOutput = (name: string, known: readonly string[]): ProblemData =>
  problem('no_output', {
    en: `The network has no Output ${name}. It has: ${known.join(', ')}.`,
    ko: `신경망에 Output ${name}이(가) 없습니다. 있는 것: ${known.join(', ')}.`,
  })

export const noColumn = (name: string, known: readonly string[]): ProblemData =>
  problem('no_column', {
    en: `There is no column ${name}. There are: ${known.join(', ')}.`,
    ko: `${name} 열이 없습니다. 있는 열: ${known.join(', ')}.`,
  })

export const onlyNumbers: ProblemData = problem('no_numbers', {
  en: 'The target is no number, so there are no residuals to plot. Choose the Output of a number.',
  ko: '타깃이 숫자가 아니라 잔차를 그릴 수 없습니다. 숫자를 예측하는 Output을 고르세요.',
})

export const evaluationCrashed = (why: Text): ProblemData =>
  problem('evaluation_crashed', {
    en: `The evaluation ended before it was finished. ${why.en}`,
    ko: `평가가 끝나기 전에 종료되었습니다. ${why.ko}`,
  })

export const badDocument = (why: Text): ProblemData =>
  problem('run_document', {
    en: `The run’s document cannot be read by this version: ${why.en}`,
    ko: `이 버전에서 학습의 문서를 읽을 수 없습니다: ${why.ko}`,
  })

/** @param why what is wrong, as a clause */
export const badPreparation = (path: string, why: string, run: string): ProblemData =>
  problem('run_preparation', {
    en: `${path} is not the preparation of the run “${run}”: ${why}. Restore the file, or train again.`,
    ko: `${path}은(는) 학습 “${run}”의 전처리가 아닙니다: ${why}. 파일을 복원하거나 다시 학습하세요.`,
  })

export const noPreparation = (run: string): ProblemData =>
  problem('run_preparation', {
    en: `The run “${run}” has no preparation.json, which says how its columns became numbers. It is of an earlier version: train again to predict other rows.`,
    ko: `학습 “${run}”에는 열을 숫자로 바꾼 방법을 담은 preparation.json이 없습니다. 이전 버전의 학습입니다. 다른 행을 예측하려면 다시 학습하세요.`,
  })

export const expectsPictures = (bytes: number): ProblemData =>
  problem('predict_kind', {
    en: `The network was trained on pictures of ${bytes} bytes, not on a table. Give it a picture.`,
    ko: `이 신경망은 표가 아니라 ${bytes}바이트 그림으로 학습했습니다. 그림을 주세요.`,
  })

export const expectsCells = (columns: readonly string[]): ProblemData =>
  problem('predict_kind', {
    en: `The network was trained on a table. Give it values of: ${shown(columns)}.`,
    ko: `이 신경망은 표로 학습했습니다. 다음 열의 값을 주세요: ${shown(columns)}.`,
  })

export const pictureSize = (bytes: number, expected: number): ProblemData =>
  problem('predict_size', {
    en: `The picture has ${bytes} bytes; the network was trained on pictures of ${expected}. Scale it to their size.`,
    ko: `그림이 ${bytes}바이트인데 이 신경망은 ${expected}바이트 그림으로 학습했습니다. 그 크기로 맞추세요.`,
  })

export const onlyByteFiles: ProblemData = problem('predict_kind', {
  en: 'The network was trained on pictures whose values are no bytes. A picture that is shown, drawn or opened has bytes, which would be other values. Predict an IDX file of such pictures instead.',
  ko: '이 신경망은 값이 바이트가 아닌 그림으로 학습했습니다. 보여 주거나 그리거나 연 그림의 바이트는 다른 값이 됩니다. 그런 그림의 IDX 파일을 예측하세요.',
})

export const onlyTables = (run: string): ProblemData =>
  problem('predict_kind', {
    en: `The run “${run}” was trained on pictures; this needs a table.`,
    ko: `학습 “${run}”은(는) 그림으로 학습했습니다. 표로 학습한 기록에서만 쓸 수 있습니다.`,
  })

export const columnsMissing = (
  path: string,
  missing: readonly string[],
  known: readonly string[],
): ProblemData =>
  problem('csv_no_column', {
    en: `${path} has no column ${shown(missing)}, which the network needs. It has: ${shown(known)}.`,
    ko: `${path}에 신경망에 필요한 ${shown(missing)} 열이 없습니다. 있는 열: ${shown(known)}.`,
  })

/** @param kind of values */
const picturesAs = (kind: 'uint8' | 'float32', shape: readonly number[]): Text => {
  const size = shape.join(' × ')
  return kind === 'uint8'
    ? { en: `${size} bytes`, ko: `바이트 ${size}개` }
    : { en: `${size} numbers that are not bytes`, ko: `바이트가 아닌 수 ${size}개` }
}

interface PictureKind {
  readonly dtype: 'uint8' | 'float32'
  readonly shape: readonly number[]
}

export const otherPictures = (path: string, expected: PictureKind, received: PictureKind): ProblemData => {
  const [wanted, found] = [expected, received].map(({ dtype, shape }) => picturesAs(dtype, shape)) as [
    Text,
    Text,
  ]
  return problem(
    'predict_size',
    {
      en: `data: expected pictures of ${wanted.en}, as the network was trained on, received ${found.en} in ${path}. Nothing is scaled: bring the pictures to this form.`,
      ko: `data: 신경망은 ${wanted.ko}로 된 그림으로 학습했는데 ${path}의 그림은 ${found.ko}입니다. 자동으로 맞추지 않으니 같은 형태로 바꾸세요.`,
    },
    { field: 'data' },
  )
}

export const noLabelsOfTable = (path: string): ProblemData =>
  problem(
    'predict_kind',
    {
      en: `labels: the network was trained on a table, whose target is a column of its own; ${path} has the classes of pictures. Leave it out.`,
      ko: `labels: 이 신경망은 표로 학습했고 타깃은 표의 열입니다. ${path}은(는) 그림의 클래스입니다. 빼고 다시 하세요.`,
    },
    { field: 'labels' },
  )

export const overwritesInput = (out: string): ProblemData =>
  problem(
    'predictions_overwrite',
    {
      en: `out: ${out} is the file that is read, which the predictions would replace. Choose another file.`,
      ko: `out: ${out}은(는) 예측하려고 읽는 파일이라서 예측이 그 파일을 덮어쓰게 됩니다. 다른 파일을 고르세요.`,
    },
    { field: 'out' },
  )

export const overwritesData = (out: string, run: string): ProblemData =>
  problem(
    'predictions_overwrite',
    {
      en: `out: the run “${run}” was trained on ${out}, which the predictions would replace. Choose another file.`,
      ko: `out: ${out}은(는) 학습 “${run}”에 쓴 데이터라서 예측이 데이터를 덮어쓰게 됩니다. 다른 파일을 고르세요.`,
    },
    { field: 'out' },
  )

export const notWritten = (path: string, code: string): ProblemData =>
  problem('predictions_write', {
    en: `The predictions cannot be written to ${path} (${code})${code === 'ENOSPC' ? ': the disk is full' : ''}. Choose another file; nothing was left there.`,
    ko: `${path}에 예측을 쓸 수 없습니다(${code})${code === 'ENOSPC' ? ': 디스크가 가득 찼습니다' : ''}. 다른 파일을 고르세요. 남은 것은 없습니다.`,
  })

const MAX_SHOWN = 10
const shown = (names: readonly string[]): string =>
  [...names.slice(0, MAX_SHOWN), ...(names.length > MAX_SHOWN ? ['…'] : [])].join(', ')
