/** Tables of text. */
import { names, optionalInt, optionalNumbers, optionalString } from '../../fields/index.ts'
import { defineSource } from './source.ts'
import { columnLists, markerField, pathField } from './table-fields.ts'

/** How a text table is read, with the names of pandas.read_csv. None: as found in the file. */
export const readerOptions = {
  sep: optionalString({
    advanced: true,
    help: {
      en: 'What separates the cells of a row; a blank stands for any number of blanks.',
      ko: '한 행에서 셀을 나누는 문자. 공백 하나는 공백 여러 개도 뜻합니다.',
    },
  }),
  widths: optionalNumbers({
    integer: true,
    min: 1,
    max: 1_000_000,
    maxLength: 2000,
    advanced: true,
    help: {
      en: 'Characters of each column where cells stand at fixed places of the line; the last column goes to its end.',
      ko: '셀의 자리가 고정된 표에서 열마다 글자 수. 마지막 열은 줄 끝까지입니다.',
    },
  }),
  decimal: optionalString({
    advanced: true,
    help: { en: 'The decimal mark of numbers: . or ,', ko: '숫자의 소수점 기호: . 또는 ,' },
  }),
  thousands: optionalString({
    advanced: true,
    help: {
      en: 'The mark between thousands, which is taken away; an empty text: none.',
      ko: '천 단위 구분 기호. 숫자로 읽을 때 뺍니다. 빈 문자열이면 없습니다.',
    },
  }),
  header: optionalInt({
    min: 0,
    max: 16,
    advanced: true,
    help: {
      en: 'Number of lines with the names of the columns; several are joined, 0: none.',
      ko: '열 이름이 있는 줄 수. 여러 줄이면 이어 붙이고, 0이면 없습니다.',
    },
  }),
  skiprows: optionalInt({
    min: 0,
    max: 1_000_000,
    advanced: true,
    help: {
      en: 'Number of lines at the top that are not part of the table.',
      ko: '표에 속하지 않는 맨 위 줄 수.',
    },
  }),
  comment: optionalString({
    advanced: true,
    help: {
      en: 'Lines that start with it are left out; an empty text: none.',
      ko: '이 문자로 시작하는 줄은 읽지 않습니다. 빈 문자열이면 없습니다.',
    },
  }),
  quotechar: optionalString({
    advanced: true,
    help: {
      en: 'What encloses cells that contain the separator; an empty text: nothing.',
      ko: '구분 기호가 들어 있는 셀을 감싸는 문자. 빈 문자열이면 없습니다.',
    },
  }),
  encoding: optionalString({
    advanced: true,
    help: {
      en: 'The encoding of the text: utf-8, utf-16, latin-1, cp1252, cp949, shift_jis, gb18030.',
      ko: '텍스트 인코딩: utf-8, utf-16, latin-1, cp1252, cp949, shift_jis, gb18030.',
    },
  }),
  date_format: optionalString({
    advanced: true,
    help: {
      en: 'The format of dates in the codes of strptime, such as %d/%m/%Y; columns that do not have it are read as found.',
      ko: '날짜 형식. %d/%m/%Y처럼 strptime의 코드로 씁니다. 이 형식이 아닌 열은 찾은 대로 읽습니다.',
    },
  }),
  ...markerField,
}

export const csv = defineSource({
  type: 'csv',
  isTable: true,
  title: { en: 'CSV table', ko: 'CSV 표' },
  help: {
    en: 'A table of text: a row per line, cells between commas or other marks.',
    ko: '텍스트 표. 한 줄이 한 행이고 셀은 쉼표나 다른 기호로 나뉩니다.',
  },
  extensions: ['.csv', '.tsv', '.tab', '.txt'].flatMap((end) => [
    end,
    `${end}.gz`,
    `${end}.zip`,
    `${end}.zst`,
  ]),
  fields: {
    ...pathField,
    more_paths: names({
      refersTo: 'file',
      advanced: true,
      empty: { en: 'no more files', ko: '파일 하나' },
      help: {
        en: 'More files with the same columns, in any order; their rows follow those of the first one.',
        ko: '열이 같은(순서는 달라도 되는) 다른 파일. 첫 파일의 행 뒤에 이어집니다.',
      },
    }),
    ...columnLists,
    ...readerOptions,
  },
})
