/** Texts about sources of tables that are not text. */
import type { Text } from '../../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const text = (en: string, ko: string): Text => ({ en, ko })
const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
const listed = (names: readonly string[]): string =>
  names.slice(0, 5).map(quoted).join(', ') + (names.length > 5 ? `, … (${n(names.length)})` : '')
const gib = (bytes: number): string => `${n(bytes / 1024 ** 3)} GiB`

export const texts = {
  // ── all ─────────────────────────────────────────────────────────────────────────────────────────────────────────
  unreadable: (path: string, reason: string) =>
    text(`path: ${path} cannot be read (${reason}).`, `path: ${path}을(를) 읽을 수 없습니다(${reason}).`),
  changed: (path: string) =>
    text(
      `path: ${path} changed while it was read. Wait until it is written, then read the data again.`,
      `path: ${path}이(가) 읽는 동안 바뀌었습니다. 다 쓰인 뒤에 데이터를 다시 읽으세요.`,
    ),
  tooLarge: (path: string, max: number) =>
    text(
      `path: the table in ${path} is larger than ${gib(max)} as text. Choose fewer columns or rows.`,
      `path: ${path}의 표는 텍스트로 ${gib(max)}보다 큽니다. 열이나 행을 줄이세요.`,
    ),
  tooManyRows: (path: string, rows: number, max: number) =>
    text(
      `path: ${path} has ${n(rows)} rows; at most ${n(max)} are read.`,
      `path: ${path}에 ${n(rows)}행이 있습니다. ${n(max)}행까지만 읽습니다.`,
    ),
  nested: (names: readonly string[], type: string) =>
    text(
      `Left out: ${listed(names)}, as lists and bytes (${type.slice(0, 60)}) are no numbers or texts. To use them, write their parts as columns of their own.`,
      `목록이나 바이트(${type.slice(0, 60)})는 숫자나 텍스트가 아니므로 ${listed(names)} 열을 뺐습니다. 쓰려면 그 안의 값을 각각의 열로 저장하세요.`,
    ),
  onlyNested: (path: string, names: readonly string[]) =>
    text(
      `path: the columns of ${path} (${listed(names)}) are lists or bytes. Write their parts as columns of their own.`,
      `path: ${path}의 열(${listed(names)})이 모두 목록이나 바이트입니다. 그 안의 값을 각각의 열로 저장하세요.`,
    ),
  zoned: (names: readonly string[]) =>
    text(
      `Times with a time zone are read as UTC: ${listed(names)}.`,
      `시간대가 있는 시각은 UTC로 읽었습니다: ${listed(names)}.`,
    ),
  // ── Parquet ─────────────────────────────────────────────────────────────────────────────────────────────────────
  notParquet: (path: string) =>
    text(
      `path: ${path} is not a Parquet file, or its end is missing. Copy or download it again.`,
      `path: ${path}은(는) Parquet 파일이 아니거나 끝이 잘렸습니다. 다시 복사하거나 내려받으세요.`,
    ),
  index: (names: readonly string[]) =>
    text(
      `Left out: ${listed(names)}, the index of a pandas table. To use it, save the table after reset_index().`,
      `pandas 표의 인덱스인 ${listed(names)}은(는) 뺐습니다. 쓰려면 reset_index()를 한 뒤에 저장하세요.`,
    ),
  onlyIndex: (path: string, names: readonly string[]) =>
    text(
      `path: ${path} has no columns but the index of a pandas table (${listed(names)}). Save the table after reset_index().`,
      `path: ${path}에는 pandas 표의 인덱스(${listed(names)}) 말고는 열이 없습니다. reset_index()를 한 뒤에 저장하세요.`,
    ),
  parquetEncrypted: (path: string) =>
    text(
      `path: ${path} is encrypted. Save it without encryption.`,
      `path: ${path}은(는) 암호화되어 있습니다. 암호화하지 않고 저장하세요.`,
    ),
  parquetDamaged: (path: string, reason: string) =>
    text(
      `path: ${path} cannot be read as Parquet (${reason}). Copy, download or save it again.`,
      `path: ${path}을(를) Parquet로 읽을 수 없습니다(${reason}). 다시 복사하거나 내려받거나 저장하세요.`,
    ),
  // ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────
  jsonNoTable: (path: string) =>
    text(
      `path: ${path} is not a table: expected a list of objects such as [{"a": 1}, {"a": 2}], or an object per line.`,
      `path: ${path}은(는) 표가 아닙니다. [{"a": 1}, {"a": 2}] 같은 객체의 목록이나 한 줄에 하나씩 있는 객체가 필요합니다.`,
    ),
  jsonColumns: (path: string, member: string) =>
    text(
      `path: ${path} is one object whose members (${quoted(member)}, …) are columns. Save it row by row: to_json(orient="records") in pandas.`,
      `path: ${path}은(는) 객체 하나이고 그 안(${quoted(member)} 등)이 열입니다. 행 단위로 저장하세요. pandas에서는 to_json(orient="records")입니다.`,
    ),
  jsonMember: (path: string, member: string) =>
    text(
      `path: ${path} is one object; its list ${quoted(member)} looks like the rows. Save that list as a file of its own.`,
      `path: ${path}은(는) 객체 하나이고, 그 안의 목록 ${quoted(member)}이(가) 행으로 보입니다. 그 목록을 따로 파일로 저장하세요.`,
    ),
  jsonEncoding: (path: string) =>
    text(
      `path: ${path} is not UTF-8. Save it as UTF-8.`,
      `path: ${path}은(는) UTF-8이 아닙니다. UTF-8로 저장하세요.`,
    ),
  jsonDamaged: (path: string, record: number, reason: string) =>
    text(
      `path: ${path} is no valid JSON: ${reason} (row ${n(record)}, as far as it can be counted). Correct it or download it again.`,
      `path: ${path}은(는) 올바른 JSON이 아닙니다: ${reason}(셀 수 있는 대로 ${n(record)}번째 행). 고치거나 다시 내려받으세요.`,
    ),
  jsonTwice: (path: string, reason: string) =>
    text(
      `path: an object in ${path} has a name twice (${reason}). Keep one of them.`,
      `path: ${path}의 한 객체에 같은 이름이 두 번 있습니다(${reason}). 하나만 남기세요.`,
    ),
  jsonLarge: (path: string) =>
    text(
      `path: an object in ${path} is larger than 16 MiB, so it is no row. Save the rows as a list of objects, or an object per line.`,
      `path: ${path}의 한 객체가 16 MiB보다 커서 행으로 읽을 수 없습니다. 행을 객체의 목록이나 한 줄에 하나씩 저장하세요.`,
    ),
  jsonUnreadable: (path: string, reason: string) =>
    text(
      `path: ${path} cannot be read as JSON (${reason}).`,
      `path: ${path}을(를) JSON으로 읽을 수 없습니다(${reason}).`,
    ),
  // ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────
  notExcel: (path: string) =>
    text(
      `path: ${path} is not an .xlsx file. Save it in Excel as “Excel Workbook (.xlsx)”.`,
      `path: ${path}은(는) .xlsx 파일이 아닙니다. Excel에서 “Excel 통합 문서(.xlsx)”로 저장하세요.`,
    ),
  oldExcel: (path: string) =>
    text(
      `path: ${path} is in the old format .xls. Open it in Excel and save it as “Excel Workbook (.xlsx)”.`,
      `path: ${path}은(는) 예전 형식인 .xls입니다. Excel에서 열어 “Excel 통합 문서(.xlsx)”로 저장하세요.`,
    ),
  excelEncrypted: (path: string) =>
    text(
      `path: ${path} is protected by a password. Open it in Excel and save it without one (File › Info › Protect Workbook).`,
      `path: ${path}에 암호가 걸려 있습니다. Excel에서 열어 암호를 없애고(파일 › 정보 › 통합 문서 보호) 저장하세요.`,
    ),
  otherSpreadsheet: (path: string) =>
    text(
      `path: ${path} is another kind of spreadsheet (.xlsb or .ods). Save it as “Excel Workbook (.xlsx)”.`,
      `path: ${path}은(는) 다른 형식의 스프레드시트(.xlsb나 .ods)입니다. “Excel 통합 문서(.xlsx)”로 저장하세요.`,
    ),
  excelDamaged: (path: string, reason: string) =>
    text(
      `path: the Excel file ${path} is damaged (${reason}). Open it in Excel and save it again.`,
      `path: Excel 파일 ${path}이(가) 손상되었습니다(${reason}). Excel에서 열어 다시 저장하세요.`,
    ),
  excelBomb: (path: string, limit: number) =>
    text(
      `path: ${path} becomes larger than ${n(limit)} bytes when it is unpacked. Save the sheet as CSV.`,
      `path: ${path}의 압축을 풀면 ${n(limit)}바이트보다 커집니다. 시트를 CSV로 저장하세요.`,
    ),
  noSheet: (path: string, name: string, names: readonly string[]) =>
    text(
      `sheet_name: ${path} has no sheet ${quoted(name)}. Choose one of ${listed(names)}.`,
      `sheet_name: ${path}에 ${quoted(name)} 시트가 없습니다. ${listed(names)} 중에서 고르세요.`,
    ),
  emptySheet: (path: string, name: string) =>
    text(
      `sheet_name: the sheet ${quoted(name)} of ${path} has no cells there. Choose another one, or set skiprows and usecols.`,
      `sheet_name: ${path}의 ${quoted(name)} 시트에 셀이 없습니다. 다른 시트를 고르거나 skiprows와 usecols를 정하세요.`,
    ),
  usecols: (received: string) =>
    text(
      `usecols: expected letters of columns such as A:C,F, received ${quoted(received)}.`,
      `usecols: A:C,F와 같은 열의 문자가 필요한데 ${quoted(received)}을(를) 받았습니다.`,
    ),
  beyondColumns: (path: string, last: string) =>
    text(
      `usecols: the last column of ${path} that has cells is ${last}. Leave out those after it.`,
      `usecols: ${path}에서 셀이 있는 마지막 열은 ${last}입니다. 그 뒤의 열을 빼세요.`,
    ),
  formula: (path: string, cell: string) =>
    text(
      `path: the formula in cell ${cell} of ${path} has no saved result. Open the file in Excel and save it, or leave the cell out with usecols.`,
      `path: ${path}의 ${cell} 셀 수식에 저장된 결과가 없습니다. 파일을 Excel에서 열어 저장하거나 usecols로 셀을 빼세요.`,
    ),
  merged: (path: string, sheet: string, range: string) =>
    text(
      `path: the cells ${range} on the sheet ${quoted(sheet)} of ${path} are merged, so all but the first have no value. Unmerge and fill them in Excel, or leave them out with skiprows, usecols or nrows.`,
      `path: ${path}의 ${quoted(sheet)} 시트에서 ${range} 셀이 병합되어 첫 셀에만 값이 있습니다. Excel에서 병합을 풀고 채우거나 skiprows, usecols, nrows로 빼세요.`,
    ),
  firstSheet: (count: number) =>
    text(`The first of ${n(count)} sheets.`, `시트 ${n(count)}개 중 첫 번째입니다.`),
  otherSheet: text('Another sheet of the file.', '파일의 다른 시트입니다.'),
  mergedHeader: text('Cells of the header are merged.', '헤더의 셀이 병합되어 있습니다.'),
  emptyColumns: text('The columns to the left are empty.', '왼쪽 열이 비어 있습니다.'),
  skippedRows: text(
    'The rows above have cells in less than half of the columns.',
    '위의 행은 절반이 넘는 열이 비어 있습니다.',
  ),
  // ── SQLite ──────────────────────────────────────────────────────────────────────────────────────────────────────
  noSqlite: (path: string, version: string) =>
    text(
      `${path} is a SQLite database, which this Node (${version}) cannot read; Node 22.13 or later can. Save the table as CSV, or use one of these.`,
      `${path}은(는) SQLite 데이터베이스인데 이 Node(${version})는 읽을 수 없습니다. Node 22.13 이상을 쓰거나, 표를 CSV로 저장하세요.`,
    ),
  sqliteDamaged: (path: string, reason: string) =>
    text(
      `path: ${path} cannot be read as a SQLite database (${reason}).`,
      `path: ${path}을(를) SQLite 데이터베이스로 읽을 수 없습니다(${reason}).`,
    ),
  sqliteOpen: (path: string, log: string) =>
    text(
      `path: ${path} has changes that are still in ${log}. Close the program that uses the database, then read the data again.`,
      `path: ${path}에 아직 ${log}에만 있는 변경이 있습니다. 데이터베이스를 쓰는 프로그램을 닫고 데이터를 다시 읽으세요.`,
    ),
  chooseTable: (path: string, names: readonly string[]) =>
    names.length === 0
      ? text(`path: ${path} has no tables.`, `path: ${path}에 테이블이 없습니다.`)
      : text(
          `table: ${path} has several tables. Choose one of ${listed(names)}.`,
          `table: ${path}에 테이블이 여러 개 있습니다. ${listed(names)} 중에서 고르세요.`,
        ),
  noTable: (path: string, name: string, names: readonly string[]) =>
    text(
      `table: ${path} has no table ${quoted(name)}. Choose one of ${listed(names)}.`,
      `table: ${path}에 ${quoted(name)} 테이블이 없습니다. ${listed(names)} 중에서 고르세요.`,
    ),
  emptyTable: (path: string, name: string) =>
    text(
      `table: the table ${quoted(name)} of ${path} has no rows.`,
      `table: ${path}의 ${quoted(name)} 테이블에 행이 없습니다.`,
    ),
  otherTable: text('Another table of the database.', '데이터베이스의 다른 테이블입니다.'),
  // ── several files ───────────────────────────────────────────────────────────────────────────────────────────────
  otherColumns: (path: string, otherPath: string, missing: readonly string[], added: readonly string[]) => {
    const en = [
      ...(missing.length > 0 ? [`lacks ${listed(missing)}`] : []),
      ...(added.length > 0 ? [`has ${listed(added)} instead or besides`] : []),
    ].join(' and ')
    const ko = [
      ...(missing.length > 0 ? [`${listed(missing)} 열이 없습니다`] : []),
      ...(added.length > 0 ? [`${listed(added)} 열이 더 있습니다`] : []),
    ].join('. ')
    return text(
      `more_paths: the columns of ${otherPath} are not those of ${path}: it ${en}. All files need the same names in their headers.`,
      `more_paths: ${otherPath}의 열이 ${path}와(과) 다릅니다. ${ko}. 모든 파일의 헤더에 같은 이름이 있어야 합니다.`,
    )
  },
  otherOption: (field: string, path: string, value: string, otherPath: string, other: string) =>
    text(
      `${field}: all files are read in the same way, but ${field} is ${quoted(value)} in ${path} and ${quoted(other)} in ${otherPath}. Set ${field} if one reading fits both, or save the files alike.`,
      `${field}: 모든 파일을 같은 방식으로 읽는데 ${field}이(가) ${path}에서는 ${quoted(value)}, ${otherPath}에서는 ${quoted(other)}입니다. 둘 다 맞는 값이 있으면 정하고, 아니면 파일을 같은 형식으로 저장하세요.`,
    ),
}
