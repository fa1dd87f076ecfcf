/** Texts about packed files and encodings. */
import type { Text } from '../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const text = (en: string, ko: string): Text => ({ en, ko })

export const texts = {
  unreadable: (path: string, code: string) =>
    text(`path: ${path} cannot be read (${code}).`, `path: ${path}을(를) 읽을 수 없습니다(${code}).`),
  changed: (path: string) =>
    text(
      `path: ${path} changed while it was read. Wait until it is written, then read the data again.`,
      `path: ${path}이(가) 읽는 동안 바뀌었습니다. 다 쓰인 뒤에 데이터를 다시 읽으세요.`,
    ),
  notText: (path: string, kind: Text) =>
    text(
      `path: ${path} is ${kind.en}, not a table of text. Save it as CSV.`,
      `path: ${path}은(는) 텍스트 표가 아니라 ${kind.ko}입니다. CSV로 저장하세요.`,
    ),
  packed: (path: string, format: string) =>
    text(
      `path: ${path} is packed with ${format}, which cannot be unpacked here. Unpack it first.`,
      `path: ${path}은(는) ${format}(으)로 압축되어 있어 여기서는 풀 수 없습니다. 먼저 압축을 푸세요.`,
    ),
  damaged: (path: string, reason: string) =>
    text(
      `path: the packed file ${path} is damaged (${reason}). Copy or download it again.`,
      `path: 압축 파일 ${path}이(가) 손상되었습니다(${reason}). 다시 복사하거나 내려받으세요.`,
    ),
  bomb: (path: string, bytes: number) =>
    text(
      `path: ${path} becomes larger than ${n(bytes)} bytes when it is unpacked. If that is right, unpack it and choose the table.`,
      `path: ${path}의 압축을 풀면 ${n(bytes)}바이트보다 커집니다. 맞는 파일이면 압축을 풀고 표를 고르세요.`,
    ),
  members: (path: string, names: readonly string[]) =>
    names.length === 0
      ? text(`path: ${path} contains no file.`, `path: ${path}에 파일이 없습니다.`)
      : text(
          `path: ${path} contains ${n(names.length)} files (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}). Unpack it and choose one table.`,
          `path: ${path}에 파일이 ${n(names.length)}개 있습니다(${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}). 압축을 풀고 표 하나를 고르세요.`,
        ),
  encrypted: (path: string) =>
    text(
      `path: ${path} is encrypted. Unpack it with its password and choose the table.`,
      `path: ${path}은(는) 암호로 잠겨 있습니다. 암호로 압축을 풀고 표를 고르세요.`,
    ),
  unknownEncoding: (name: string, known: readonly string[]) =>
    text(
      `encoding: ${JSON.stringify(name)} is not known. Choose one of ${known.join(', ')}.`,
      `encoding: ${JSON.stringify(name)}은(는) 모르는 인코딩입니다. ${known.join(', ')} 중에서 고르세요.`,
    ),
  notInEncoding: (path: string, encoding: string, byte: number, line: number) =>
    text(
      `path: ${path} is not ${encoding}: byte ${n(byte)} (line ${n(line)}) is no character of it. Set encoding to another one, or save the file as UTF-8.`,
      `path: ${path}은(는) ${encoding}이(가) 아닙니다. ${n(byte)}번째 바이트(${n(line)}번째 줄)가 그 인코딩의 글자가 아닙니다. encoding을 다른 것으로 정하거나 파일을 UTF-8로 저장하세요.`,
    ),
  nul: (path: string, byte: number, line: number) =>
    text(
      `path: ${path} has a NUL at byte ${n(byte)} (line ${n(line)}), which no table of text has. Is the file damaged or binary?`,
      `path: ${path}의 ${n(byte)}번째 바이트(${n(line)}번째 줄)에 텍스트 표에는 없는 NUL이 있습니다. 파일이 손상되었거나 이진 파일이 아닌가요?`,
    ),
  foundMark: (encoding: string) =>
    text(`The file starts with the mark of ${encoding}.`, `파일이 ${encoding} 표시로 시작합니다.`),
  foundUtf8: text('All bytes of the start are UTF-8.', '파일 앞부분이 모두 UTF-8입니다.'),
  foundNuls: text('Every second byte is zero.', '바이트가 하나 걸러 0입니다.'),
  foundBytes: (encoding: string, example: string) =>
    text(
      `The file is not UTF-8; as ${encoding} it has texts such as ${JSON.stringify(example)}.`,
      `UTF-8이 아닙니다. ${encoding}(으)로 읽으면 ${JSON.stringify(example)} 같은 글자가 됩니다.`,
    ),
  readsAs: (example: string) =>
    text(`Reads ${JSON.stringify(example)}.`, `${JSON.stringify(example)}(으)로 읽습니다.`),
}

export const KINDS = {
  excel: text('an Excel workbook', 'Excel 통합 문서'),
  parquet: text('a Parquet file', 'Parquet 파일'),
  sqlite: text('a SQLite database', 'SQLite 데이터베이스'),
  pdf: text('a PDF', 'PDF'),
  image: text('a picture', '그림'),
  hdf5: text('an HDF5 file', 'HDF5 파일'),
  numpy: text('a NumPy file', 'NumPy 파일'),
  arrow: text('an Arrow file', 'Arrow 파일'),
}
