/** Encodings and packed files. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { optionsOf, rowsOf, tableFixture } from './helper.ts'

const t = tableFixture()

/** Encodes with the characters that TextDecoder knows. */
function encode(text: string, encoding: string): Buffer {
  if (encoding === 'windows-1252')
    return Buffer.from(
      [...text].map((character) =>
        '“”…'.includes(character) ? [0x93, 0x94, 0x85]['“”…'.indexOf(character)]! : character.charCodeAt(0),
      ),
    )
  const decoder = new TextDecoder(encoding)
  const bytes = new Map<string, number[]>()
  for (let lead = 0x80; lead < 0x100; lead++) {
    const single = decoder.decode(Uint8Array.of(lead))
    if (!bytes.has(single) && single !== '\ufffd') bytes.set(single, [lead])
    for (let trail = 0x40; trail < 0x100; trail++) {
      const pair = decoder.decode(Uint8Array.of(lead, trail))
      if ([...pair].length === 1 && pair !== '\ufffd' && !bytes.has(pair)) bytes.set(pair, [lead, trail])
    }
  }
  return Buffer.concat(
    [...text].map((character) => {
      if (character < '\x80') return Buffer.from(character)
      const found = bytes.get(character)
      if (!found) throw new Error(`${character} is not in ${encoding}`)
      return Buffer.from(found)
    }),
  )
}

const korean = '이름,나이,도시\n김철수,31,서울\n박영희,29,부산\n최민수,45,뚜껑\n'
const japanese = '名前,年齢,都市\nさくら,31,東京\nたなか,29,大阪\nヤマダ,45,京都\n'
const chinese = '姓名,年龄,城市\n张伟,31,北京\n王芳,29,上海的\n李娜,45,中国是\n'
const western = 'name,age,city\nZoë,31,Köln\nJosé,29,Málaga\nAnne,45,Besançon\n'
const big = (text: string) => Buffer.from(text, 'utf16le').swap16()

const ENCODED: readonly [encoding: string, text: string, bytes: Buffer][] = [
  ['utf-8', korean, Buffer.from(korean)],
  ['utf-8', korean, Buffer.from(`\ufeff${korean}`)],
  ['utf-16', korean, Buffer.from(`\ufeff${korean}`, 'utf16le')],
  ['utf-16', japanese, big(`\ufeff${japanese}`)],
  ['utf-16-le', western, Buffer.from(western, 'utf16le')],
  ['utf-16-be', western, big(western)],
  ['cp949', korean, encode(korean, 'euc-kr')],
  ['shift_jis', japanese, encode(japanese, 'shift_jis')],
  ['gb18030', chinese, encode(chinese, 'gb18030')],
  ['cp1252', western, encode(western, 'windows-1252')],
  ['cp1252', western.replace('Anne', '“A”…'), encode(western.replace('Anne', '“A”…'), 'windows-1252')],
]

describe('encodings', () => {
  test.each(ENCODED)('%s is found', async (encoding, text, bytes) => {
    const table = await t.read(bytes)
    expect(optionsOf(table).encoding).toBe(encoding)
    const [header, ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    expect(table.info.columns.map(({ name }) => name)).toEqual(header)
    expect(await rowsOf(table)).toEqual(rows)
  })

  test('what is found is not certain, and what the others would read is shown', async () => {
    const { options } = (await t.read(encode(western, 'windows-1252'))).info
    const fact = options.find(({ field }) => field === 'encoding')!
    expect(fact.reason?.en).toBe('The file is not UTF-8; as cp1252 it has texts such as "Zoë".')
    expect(fact.alternatives[0]).toMatchObject({ value: 'latin-1', meaning: { en: 'Reads "Zoë".' } })
  })

  test('the document names the encoding, in the words of Python or others', async () => {
    for (const name of ['latin-1', 'ISO-8859-1', 'cp1252', 'windows-1252']) {
      const table = await t.read(encode(western, 'windows-1252'), { source: { encoding: name } })
      expect(table.info.options.find(({ field }) => field === 'encoding')).toMatchObject({ isSet: true })
      expect((await rowsOf(table))[0]).toEqual(['Zoë', '31', 'Köln'])
    }
    const euc = await t.read(encode(korean, 'euc-kr'), { source: { encoding: 'EUC-KR' } })
    expect(optionsOf(euc).encoding).toBe('cp949')
    expect(await t.problem('a,b\n1,2\n', { source: { encoding: 'klingon' } })).toBe(
      'encoding: "klingon" is not known. Choose one of utf-8, utf-16, utf-16-le, utf-16-be, cp949, shift_jis, gb18030, cp1252, latin-1.',
    )
  })

  test('an encoding that shows only far behind the first lines is found', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},plain`).join('\n')
    const table = await t.read(
      Buffer.concat([Buffer.from(`x,y\n${rows}\n`), encode('1,서울\n2,부산\n', 'euc-kr')]),
    )
    expect(optionsOf(table).encoding).toBe('cp949')
    expect(table.info.columns[1]!.categories).toEqual(['plain', '부산', '서울'])
  })

  test('a byte that does not belong to the encoding, with its place and line', async () => {
    const bytes = Buffer.concat([Buffer.from('x,y\n1,가\n2,'), Buffer.from([0xff, 0xff]), Buffer.from('\n')])
    expect(await t.problem(bytes, { source: { encoding: 'utf-8' } })).toMatch(
      /^path: …\/table\d+\.csv is not utf-8: byte 13 \(line 3\) is no character of it\. Set encoding to another one, or save the file as UTF-8\.$/,
    )
    const odd = Buffer.concat([encode(korean, 'euc-kr'), Buffer.from([0x41, 0xc9, 0x0a])])
    expect(await t.problem(odd, { source: { encoding: 'cp949' } })).toMatch(
      /is not cp949: byte \d+ \(line 5\)/,
    )
  })

  test('characters across the pieces of a large file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},한국어 텍스트 ${i % 7}`)
    for (const bytes of [
      Buffer.from(`x,y\n${rows.join('\n')}`),
      encode(`x,y\n${rows.join('\n')}`, 'euc-kr'),
    ]) {
      const table = await t.read(bytes)
      expect(table.info.rows).toBe(60_000)
      expect(table.info.columns[1]!.categories).toEqual(
        Array.from({ length: 7 }, (_, i) => `한국어 텍스트 ${i}`),
      )
    }
  })
})

/** A zip archive of files; `flags` 1: encrypted. */
function zip(files: { readonly [name: string]: string }, flags = 0): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(Buffer.byteLength(content), 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + data.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

describe('packed files', () => {
  const content = 'x,y\n1,a\n2,b\n'
  const rows = [
    ['1', 'a'],
    ['2', 'b'],
  ]
  test('gzip and zip', async () => {
    expect(await rowsOf(await t.read(gzipSync(content)))).toEqual(rows)
    const archive = zip({ 'data/': '', 'data/table.csv': content, '__MACOSX/data/._table.csv': 'x' })
    expect(await rowsOf(await t.read(archive))).toEqual(rows)
    const encoded = gzipSync(encode(korean, 'euc-kr'))
    expect((await t.read(encoded)).info.columns[0]!.name).toBe('이름')
  })
  test('several files, none, an encrypted one, a workbook', async () => {
    expect(await t.problem(zip({ 'a.csv': content, 'b.csv': content }))).toMatch(
      /contains 2 files \(a\.csv, b\.csv\)\. Unpack it and choose one table\.$/,
    )
    expect(await t.problem(zip({ 'a/': '' }))).toMatch(/contains no file\.$/)
    expect(await t.problem(zip({ 'a.csv': content }, 1))).toMatch(
      /is encrypted\. Unpack it with its password/,
    )
    expect(await t.problem(zip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }))).toMatch(
      /is an Excel workbook, not a table of text\. Save it as CSV\.$/,
    )
  })
  test('damaged, cut off, of another kind', async () => {
    const packed = gzipSync(content.repeat(1000))
    expect(await t.problem(packed.subarray(0, packed.length - 20))).toMatch(/is damaged \(Z_BUF_ERROR\)/)
    const archive = zip({ 'a.csv': content })
    const damaged = Buffer.from(archive)
    // The checksum in the directory.
    damaged[archive.indexOf('PK\x01\x02') + 16]! ^= 1
    expect(await t.problem(damaged)).toMatch(/is damaged \(its checksum differs\)/)
    expect(await t.problem(archive.subarray(0, archive.length - 30))).toMatch(
      /is damaged \(its directory is missing\)/,
    )
    expect(await t.problem(Buffer.from('fd377a585a00', 'hex'))).toMatch(
      /is packed with xz, which cannot be unpacked here/,
    )
    expect(await t.problem(Buffer.from('PAR1aaaa'))).toMatch(/is a Parquet file, not a table of text/)
    expect(await t.problem(Buffer.from('SQLite format 3\0'))).toMatch(/is a SQLite database/)
  })
  test('a bomb stops at the limit', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('x,y\n'), Buffer.alloc(2 ** 26, 'a')]))
    expect(await t.problem(bomb)).toMatch(/^path: line 2 of .* is longer than 2,097,152 bytes/)
  })
})
