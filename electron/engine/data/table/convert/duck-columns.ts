/** The columns of a table that DuckDB reads, as expressions that write the text of a cell: fields inside a column are columns of their own. */
import { DuckDBDecimalType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api'
import type { ColumnType } from '../../../../../shared/data/columns.ts'
import { identifier, literal } from './duck-db.ts'

/** What the cells of a column are; `mixed`: JSON of any type. */
type LeafKind =
  | 'boolean'
  | 'number'
  | 'integer'
  | 'float'
  | 'date'
  | 'time'
  | 'zoned'
  | 'text'
  | 'mixed'
  | 'other'

export interface Leaf {
  /** `a`, or `a.b` for the field b of a column a. */
  readonly name: string
  /** The value as SQL. */
  readonly sql: string
  readonly kind: LeafKind
  /** What DuckDB calls its type, for messages. */
  readonly typeName: string
}

const KINDS: ReadonlyMap<DuckDBTypeId, LeafKind> = new Map([
  [DuckDBTypeId.BOOLEAN, 'boolean'],
  [DuckDBTypeId.TINYINT, 'number'],
  [DuckDBTypeId.SMALLINT, 'number'],
  [DuckDBTypeId.INTEGER, 'number'],
  [DuckDBTypeId.UTINYINT, 'number'],
  [DuckDBTypeId.USMALLINT, 'number'],
  [DuckDBTypeId.UINTEGER, 'number'],
  [DuckDBTypeId.BIGINT, 'integer'],
  [DuckDBTypeId.UBIGINT, 'integer'],
  [DuckDBTypeId.HUGEINT, 'integer'],
  [DuckDBTypeId.UHUGEINT, 'integer'],
  [DuckDBTypeId.FLOAT, 'float'],
  [DuckDBTypeId.DOUBLE, 'float'],
  [DuckDBTypeId.DATE, 'date'],
  [DuckDBTypeId.TIMESTAMP, 'time'],
  [DuckDBTypeId.TIMESTAMP_S, 'time'],
  [DuckDBTypeId.TIMESTAMP_MS, 'time'],
  [DuckDBTypeId.TIMESTAMP_NS, 'time'],
  [DuckDBTypeId.TIMESTAMP_TZ, 'zoned'],
  [DuckDBTypeId.VARCHAR, 'text'],
  [DuckDBTypeId.ENUM, 'text'],
  [DuckDBTypeId.UUID, 'text'],
  [DuckDBTypeId.TIME, 'text'],
  [DuckDBTypeId.TIME_NS, 'text'],
  [DuckDBTypeId.TIME_TZ, 'text'],
  [DuckDBTypeId.INTERVAL, 'text'],
  [DuckDBTypeId.SQLNULL, 'text'],
] as const)

function kindOf(type: DuckDBType): LeafKind {
  if (type.alias === 'JSON') return 'mixed'
  if (type instanceof DuckDBDecimalType) return type.scale === 0 && type.width > 15 ? 'integer' : 'number'
  return KINDS.get(type.typeId) ?? 'other'
}

export function leavesOf(name: string, type: DuckDBType, sql = identifier(name)): Leaf[] {
  if (type instanceof DuckDBStructType)
    return type.entryNames.flatMap((field, i) =>
      leavesOf(`${name}.${field}`, type.entryTypes[i]!, `struct_extract(${sql}, ${literal(field)})`),
    )
  return [{ name, sql, kind: kindOf(type), typeName: String(type) }]
}

/** What is measured about a column before it is written. */
export interface Measured {
  /** Whole numbers that double precision cannot tell apart; times with parts of a second; JSON with lists or objects. */
  readonly isSpecial: boolean
  /** Texts that are numbers, if all are. */
  readonly areDigits: boolean
  /** Texts repeat. */
  readonly repeats: boolean
}

/** Three expressions over all rows for a column that needs to be measured; null if nothing about it is unknown. */
export function measure({ sql, kind }: Leaf, isTyped: boolean): readonly [string, string, string] | null {
  switch (kind) {
    case 'integer':
      return [`max(abs(${sql}::DOUBLE)) > 9007199254740991`, 'false', 'false']
    case 'time':
    case 'zoned':
      return [`bool_or(date_trunc('second', ${sql}) <> ${sql})`, 'false', 'false']
    case 'mixed':
      return [`bool_or(json_type(${sql}) IN ('ARRAY', 'OBJECT'))`, 'false', 'false']
    case 'text':
      return isTyped
        ? [
            'false',
            `bool_and(TRY_CAST(${sql}::VARCHAR AS DOUBLE) IS NOT NULL)`,
            `approx_count_distinct(${sql}) <= greatest(50, count(*) / 2)`,
          ]
        : null
    default:
      return null
  }
}

const DAY = '%Y-%m-%d'
const SECONDS = `${DAY} %H:%M:%S`

/** The format of the texts of a date; null for other columns. */
export function dateFormatOf({ kind }: Leaf, { isSpecial }: Measured): string | null {
  if (kind === 'date') return DAY
  if (kind !== 'time' && kind !== 'zoned') return null
  return isSpecial ? `${SECONDS}.%f` : SECONDS
}

/** The number of a cell, as SQL: milliseconds since 1970 of a date. Null for a column that is no number or date. */
export function cellNumber({ sql, kind, typeName }: Leaf): string | null {
  switch (kind) {
    case 'number':
      // The text of a decimal becomes the nearest number; DuckDB's own cast divides.
      return typeName.startsWith('DECIMAL') ? `${sql}::VARCHAR::DOUBLE` : `${sql}::DOUBLE`
    case 'integer':
    case 'float':
      return `${sql}::DOUBLE`
    case 'date':
    case 'time':
      return `epoch_us(${sql}::TIMESTAMP) / 1000.0`
    case 'zoned':
      return `epoch_us(${sql}) / 1000.0`
    default:
      return null
  }
}

/** The text of a cell, as SQL. */
export function cellText(leaf: Leaf, measured: Measured): string {
  const { sql, kind } = leaf
  const format = literal(dateFormatOf(leaf, measured) ?? '')
  switch (kind) {
    case 'float':
      return `CASE WHEN isnan(${sql}) THEN NULL ELSE ${sql}::DOUBLE END::VARCHAR`
    case 'date':
      return `strftime(${sql}, ${format})`
    case 'time':
      return `strftime(${sql}::TIMESTAMP, ${format})`
    case 'zoned':
      return `strftime(${sql} AT TIME ZONE 'UTC', ${format})`
    case 'mixed':
      return `json_extract_string(${sql}, '$')`
    default:
      return `${sql}::VARCHAR`
  }
}

/** The type that the file states; null if the cells decide. */
export function statedType({ kind }: Leaf, measured: Measured): ColumnType | null {
  switch (kind) {
    case 'boolean':
      return 'boolean'
    case 'number':
    case 'float':
      return 'number'
    case 'date':
    case 'time':
    case 'zoned':
      return 'date'
    case 'integer':
      return measured.isSpecial ? null : 'number'
    case 'text':
      // Texts such as 12 stay texts; what else they may be, such as dates, is found as in a table of text.
      return measured.areDigits ? (measured.repeats ? 'category' : 'text') : null
    default:
      return null
  }
}

/** Lists, maps and bytes are no cells. */
export const isLeftOut = ({ kind }: Leaf, { isSpecial }: Measured): boolean =>
  kind === 'other' || (kind === 'mixed' && isSpecial)
