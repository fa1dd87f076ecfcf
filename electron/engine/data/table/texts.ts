/** Texts about how a table was read. */
import type { Text } from '../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const s = (count: number, word: string): string => `${n(count)} ${word}${count === 1 ? '' : 's'}`
const text = (en: string, ko: string): Text => ({ en, ko })
const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)

const MARKS: { readonly [mark: string]: Text } = {
  ',': text('commas', '쉼표'),
  ';': text('semicolons', '세미콜론'),
  '\t': text('tabs', '탭'),
  '|': text('vertical bars', '세로줄'),
  ' ': text('blanks', '공백'),
  '  ': text('two or more blanks', '공백 두 개 이상'),
}
const mark = (value: string): Text => MARKS[value] ?? text(quoted(value), quoted(value))

export const texts = {
  // ── options of the document ─────────────────────────────────────────────────────────────────────────────────────
  option: (field: string, expected: Text, received: string) =>
    text(
      `${field}: expected ${expected.en}, received ${quoted(received)}.`,
      `${field}: ${expected.ko}이(가) 필요한데 ${quoted(received)}을(를) 받았습니다.`,
    ),
  expected: {
    sep: text(
      'one or more characters other than a line break and the quotation mark',
      '줄 바꿈과 인용 부호가 아닌 문자 하나 이상',
    ),
    noSep: text('no value where widths is set', 'widths를 정했으면 비운 값'),
    decimal: text('. or ,', '. 또는 ,'),
    thousands: text(
      'an empty text, or one character that is no digit, letter, sign or decimal mark',
      '빈 문자열이나, 숫자·글자·부호·소수점 기호가 아닌 문자 하나',
    ),
    comment: text('a text without a line break', '줄 바꿈이 없는 문자열'),
    date_format: text(
      'a format in the codes of strptime with year, month and day, such as %d/%m/%Y',
      '연, 월, 일이 있는 strptime 코드 형식(예: %d/%m/%Y)',
    ),
    quotechar: text('an empty text, or one character such as "', '빈 문자열이나 " 같은 문자 하나'),
  },
  // ── what was found ──────────────────────────────────────────────────────────────────────────────────────────────
  sep: (sep: string, columns: number) =>
    text(
      `The lines are divided into ${s(columns, 'column')} by ${mark(sep).en}.`,
      `${mark(sep).ko}(으)로 줄을 나누면 열이 ${n(columns)}개입니다.`,
    ),
  oneColumn: text(
    'No character divides all lines into the same number of cells.',
    '모든 줄을 같은 수의 셀로 나누는 문자가 없습니다.',
  ),
  sepAlternative: (columns: number) =>
    text(`Gives ${s(columns, 'column')}.`, `열이 ${n(columns)}개가 됩니다.`),
  widths: (columns: number) =>
    text(
      `The lines are blank at the same places, which gives ${s(columns, 'column')}.`,
      `모든 줄이 같은 자리에서 비어 있어 열이 ${n(columns)}개입니다.`,
    ),
  widthsAlternative: (columns: number) =>
    text(
      `Columns at fixed places: gives ${s(columns, 'column')}.`,
      `자리가 고정된 열로 읽으면 ${n(columns)}개가 됩니다.`,
    ),
  quotes: text('Cells may be in quotation marks.', '셀을 따옴표로 감쌀 수 있습니다.'),
  singleQuotes: text('Cells are in single quotation marks.', '셀이 작은따옴표로 싸여 있습니다.'),
  header: {
    unlike: text(
      'The first line has names where the lines below have numbers.',
      '첫 줄에는 이름이, 아래 줄에는 숫자가 있습니다.',
    ),
    numbers: text(
      'The numbers of the first line ascend and are not like those below.',
      '첫 줄의 숫자는 차례로 커지고 아래 숫자와 다릅니다.',
    ),
    texts: text(
      'All columns are texts; those of the first line do not occur again.',
      '모든 열이 텍스트이고, 첫 줄의 텍스트는 다시 나오지 않습니다.',
    ),
    several: text('More than one line has no values of its columns.', '열의 값이 아닌 줄이 둘 이상입니다.'),
    named: text(
      'The document names the columns as the first line does.',
      '문서가 첫 줄의 이름으로 열을 부릅니다.',
    ),
    like: text('The first line is like those below.', '첫 줄이 아래 줄과 같은 모양입니다.'),
  },
  headerAlternative: (lines: number, names: readonly string[]) =>
    lines === 0
      ? text('The first line is a row.', '첫 줄도 행입니다.')
      : text(
          `The columns are called ${names.slice(0, 5).map(quoted).join(', ')}${names.length > 5 ? ', …' : ''}.`,
          `열 이름이 ${names.slice(0, 5).map(quoted).join(', ')}${names.length > 5 ? ', …' : ''}입니다.`,
        ),
  skipped: (lines: number, first: string) =>
    text(
      `${s(lines, 'line')} above the table (${quoted(first)}) ${lines === 1 ? 'does' : 'do'} not have its number of cells.`,
      `표 위의 ${n(lines)}줄(${quoted(first)})은 셀 수가 표와 다릅니다.`,
    ),
  comment: (count: number, line: number, example: string) =>
    text(
      `${s(count, 'line')} such as line ${n(line)} (${quoted(example)}) ${count === 1 ? 'does' : 'do'} not fit the table.`,
      `${n(line)}번째 줄(${quoted(example)}) 같은 ${n(count)}줄은 표에 맞지 않습니다.`,
    ),
  commentAlternative: text('These lines are errors.', '이 줄들은 오류가 됩니다.'),
  marks: (example: string, value: number) =>
    text(`${quoted(example)} is ${n20(value)}.`, `${quoted(example)}은(는) ${n20(value)}입니다.`),
  markers: (count: number) =>
    text(
      `${s(count, 'cell')} of other columns than texts have these.`,
      `텍스트가 아닌 열의 셀 ${n(count)}개가 이 값입니다.`,
    ),
  dateFormat: (name: string, example: string, milliseconds: number) =>
    text(
      `${quoted(example)} in column ${quoted(name)} is ${day(milliseconds)}.`,
      `${quoted(name)} 열의 ${quoted(example)}은(는) ${day(milliseconds)}입니다.`,
    ),
  // ── problems ────────────────────────────────────────────────────────────────────────────────────────────────────
  ragged: (path: string, line: number, expected: number, found: number) =>
    text(
      `path: line ${n(line)} of ${path} has ${s(found, 'cell')}; expected ${n(expected)}, as in the other lines. Correct the line, or set sep, quotechar or comment.`,
      `path: ${path}의 ${n(line)}번째 줄에 셀이 ${n(found)}개 있습니다. 다른 줄처럼 ${n(expected)}개여야 합니다. 줄을 고치거나 sep, quotechar, comment를 정하세요.`,
    ),
  acrossWidths: (path: string, line: number, character: number) =>
    text(
      `widths: line ${n(line)} of ${path} has a text across character ${n(character)}, where a column starts in the other lines. Set widths to the characters of each column, or sep to what separates the cells.`,
      `widths: ${path}의 ${n(line)}번째 줄은 다른 줄에서 열이 시작하는 ${n(character)}번째 글자에 텍스트가 걸쳐 있습니다. widths에 열마다 글자 수를 적거나, sep에 셀을 나누는 문자를 정하세요.`,
    ),
  openQuote: (path: string, line: number) =>
    text(
      `path: the quotation mark on line ${n(line)} of ${path} is never closed. Close it, or set quotechar to an empty text.`,
      `path: ${path}의 ${n(line)}번째 줄에서 연 따옴표가 닫히지 않습니다. 닫거나 quotechar를 빈 문자열로 정하세요.`,
    ),
  textAfterQuote: (path: string, line: number) =>
    text(
      `path: a text follows a closing quotation mark on line ${n(line)} of ${path}. Double the quotation marks inside a cell, or set quotechar to an empty text.`,
      `path: ${path}의 ${n(line)}번째 줄에서 닫는 따옴표 뒤에 텍스트가 있습니다. 셀 안의 따옴표는 두 번 쓰거나 quotechar를 빈 문자열로 정하세요.`,
    ),
  changed: (path: string) =>
    text(
      `path: ${path} changed while it was read. Wait until it is written, then read the data again.`,
      `path: ${path}이(가) 읽는 동안 바뀌었습니다. 다 쓰인 뒤에 데이터를 다시 읽으세요.`,
    ),
  renamed: (names: readonly string[]) =>
    text(
      `The header has names more than once: ${names.slice(0, 5).map(quoted).join(', ')}. The later columns are called ${quoted(`${names[0]}.1`)} and so on.`,
      `헤더에 같은 이름이 여러 번 있습니다: ${names.slice(0, 5).map(quoted).join(', ')}. 뒤의 열은 ${quoted(`${names[0]}.1`)}처럼 부릅니다.`,
    ),
  sameButCase: (names: readonly string[]) =>
    text(
      `Some names of columns differ only in upper and lower case: ${names.slice(0, 6).map(quoted).join(', ')}.`,
      `대소문자만 다른 열 이름이 있습니다: ${names.slice(0, 6).map(quoted).join(', ')}.`,
    ),
  fittingComments: (mark: string, count: number, line: number) =>
    text(
      `${s(count, 'line')} that ${count === 1 ? 'starts' : 'start'} with ${quoted(mark)} ${count === 1 ? 'has as many cells as a row and is' : 'have as many cells as a row and are'} left out, the first is line ${n(line)}. Set comment to an empty text to read them.`,
      `${quoted(mark)}(으)로 시작하는 ${n(count)}줄은 셀 수가 행과 같지만 읽지 않았습니다. 첫 번째는 ${n(line)}번째 줄입니다. 읽으려면 comment를 빈 문자열로 정하세요.`,
    ),
  inexact: (name: string, example: string) =>
    text(
      `Column ${quoted(name)} has whole numbers such as ${example} that double precision cannot tell apart, so it is read as a category or text. Set its type to number to round them.`,
      `${quoted(name)} 열에는 배정밀도로 구별할 수 없는 ${example} 같은 정수가 있어 범주나 텍스트로 읽었습니다. 반올림해도 되면 형식을 number로 정하세요.`,
    ),
  mostlyNumbers: (name: string, bad: number, cells: number, line: number, value: string) =>
    text(
      `Column ${quoted(name)} is not read as numbers: ${n(bad)} of ${s(cells, 'cell')} are none, the first on line ${n(line)} (${quoted(value)}). Set its type to number to count them as missing.`,
      `${quoted(name)} 열은 숫자로 읽지 않았습니다. 셀 ${n(cells)}개 중 ${n(bad)}개가 숫자가 아니고 첫 번째는 ${n(line)}번째 줄(${quoted(value)})입니다. 빈 값으로 다루려면 형식을 number로 정하세요.`,
    ),
  codes: (name: string, example: string) =>
    text(
      `Column ${quoted(name)} has codes such as ${quoted(example)}, which would lose their leading zeros as numbers. It is read as a category.`,
      `${quoted(name)} 열에는 숫자로 읽으면 앞의 0이 사라지는 ${quoted(example)} 같은 코드가 있어 범주로 읽었습니다.`,
    ),
  tooMuchText: (bytes: number, rows: number) =>
    text(
      `A column has more than ${n(bytes)} bytes of text in ${n(rows)} rows. Keep such long texts in files of their own, and leave the column out of the table.`,
      `한 열의 ${n(rows)}행에 텍스트가 ${n(bytes)}바이트를 넘습니다. 이렇게 긴 텍스트는 별도의 파일에 두고 표에서는 그 열을 빼세요.`,
    ),
  tooManyCategories: (name: string, max: number) =>
    text(
      `columns: ${quoted(name)} is set to category but has more than ${n(max)} different texts. Set its type to text or auto.`,
      `columns: ${quoted(name)}의 형식이 category인데 서로 다른 텍스트가 ${n(max)}개보다 많습니다. 형식을 text나 auto로 정하세요.`,
    ),
  units: (name: string, unit: string, count: number) =>
    text(
      `Column ${quoted(name)}: ${s(count, 'number')} ${count === 1 ? 'is' : 'are'} without ${quoted(unit)}, and read as if it were there.`,
      `${quoted(name)} 열의 숫자 ${n(count)}개에는 ${quoted(unit)}이(가) 없지만 있는 것처럼 읽었습니다.`,
    ),
}

const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)
const n20 = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 20 })
