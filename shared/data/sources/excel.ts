/** A sheet of an Excel file, with the names of pandas.read_excel. */
import { optionalInt, optionalString } from '../../fields/index.ts'
import { defineSource } from './source.ts'
import { columnLists, markerField, pathField } from './table-fields.ts'

export const excel = defineSource({
  type: 'excel',
  isTable: true,
  title: { en: 'Excel sheet', ko: 'Excel 시트' },
  help: {
    en: 'A sheet of an .xlsx file; of a formula, the result that was saved.',
    ko: '.xlsx 파일의 시트. 수식은 저장된 결과를 읽습니다.',
  },
  extensions: ['.xlsx', '.xlsm', '.xls'],
  fields: {
    ...pathField,
    sheet_name: optionalString({
      help: { en: 'Name of the sheet; None: the first one.', ko: '시트 이름. None이면 첫 시트입니다.' },
    }),
    ...columnLists,
    usecols: optionalString({
      advanced: true,
      help: {
        en: 'Letters of the columns that are read, for example A:C,F; None: all.',
        ko: '읽을 열의 문자, 예: A:C,F. None이면 모두 읽습니다.',
      },
    }),
    skiprows: optionalInt({
      min: 0,
      max: 1_048_576,
      advanced: true,
      help: {
        en: 'Number of rows at the top of the sheet that are not part of the table.',
        ko: '표에 속하지 않는 시트 맨 위의 행 수.',
      },
    }),
    header: optionalInt({
      min: 0,
      max: 16,
      advanced: true,
      help: {
        en: 'Number of rows with the names of the columns; several are joined, 0: none.',
        ko: '열 이름이 있는 행 수. 여러 행이면 이어 붙이고, 0이면 없습니다.',
      },
    }),
    nrows: optionalInt({
      min: 1,
      max: 1_048_576,
      advanced: true,
      help: {
        en: 'Number of rows below the header that are read; None: all.',
        ko: '헤더 아래에서 읽을 행 수. None이면 모두 읽습니다.',
      },
    }),
    ...markerField,
  },
})
