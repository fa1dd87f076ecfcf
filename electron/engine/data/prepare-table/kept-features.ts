/** Prepared features are taken from an earlier preparation of the same table where marks cannot have changed them: a right label never does,
 *  and an excluded row only through what steps learn from it. */
import { copyFile, link, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ColumnInfo } from '../../../../shared/data/column-info.ts'
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { digest, writeJson } from '../cache-files.ts'
import { damaged, sumsPath } from '../checked-file.ts'
import { readJson } from '../stored.ts'
import type { Feature } from './features.ts'
import type { Range } from './precision.ts'
import { FEATURES, storedTable } from './stored-table.ts'
import type { WrittenFeatures } from './write-features.ts'

/** What was found while the features were written. */
const WRITTEN = 'written.json'

/** A feature of rows that are all written. */
export type WrittenFeature = Omit<Feature, 'reader'>

export interface KeptFeatures {
  readonly features: readonly WrittenFeature[]
  readonly written: WrittenFeatures
}

/** The file is ours and has a checksum, so only its kind is checked. An infinite end of a range is null. */
const schema = z.object({
  features: z.array(
    z.object({
      fits: z.custom<ColumnFits>(),
      columns: z.custom<readonly ColumnInfo[]>(Array.isArray),
      isPrepared: z.boolean(),
    }),
  ),
  ranges: z.array(z.tuple([z.number().nullable(), z.number().nullable()])),
})

/** Names of the folders of prepared tables: what all of them share, the excluded rows, the right labels. */
export interface PreparedName {
  /** Of what marks do not change. */
  readonly settings: string
  readonly excluded: readonly number[]
  readonly labels: readonly object[]
}

const featuresName = ({ settings, excluded }: PreparedName): string =>
  `prepared-${digest([settings, excluded])}-`
export const preparedName = (name: PreparedName): string => featuresName(name) + digest(name.labels)

/** Remembers what the features are, for other marks. Rows that steps leave out are not remembered: they are found again. */
export async function rememberFeatures(
  folder: string,
  features: readonly WrittenFeature[],
  { isDropped, ranges }: WrittenFeatures,
): Promise<void> {
  if (isDropped !== null) return
  const described = features.map(({ fits, columns, isPrepared }) => ({ fits, columns, isPrepared }))
  await writeJson(join(folder, WRITTEN), { features: described, ranges })
}

/** Earlier preparations of a table that have as many rows.
 *  @param folder of the table in the cache @param contents whether to verify all contents of a preparation before it is used */
export function earlierFeatures(folder: string, name: PreparedName, contents: boolean, count: number) {
  const find = async (prefix: string): Promise<string | null> => {
    for (const each of await readdir(folder)) {
      const stored = each.startsWith(prefix) ? await storedTable(join(folder, each), contents) : null
      if (stored?.count === count) return join(folder, each)
    }
    return null
  }
  const kept = async (
    path: string | null,
  ): Promise<{ readonly path: string; readonly kept: KeptFeatures } | null> => {
    const found = path && (await readJson(join(path, WRITTEN), schema))
    return found ? { path: path!, kept: toKept(found) } : null
  }
  return {
    /** With the same rows and other right labels. */
    sameRows: async () => kept(await find(featuresName(name))),
    /** Without any excluded row. It exists only if no row has to be excluded. */
    allRows: async () =>
      name.excluded.length === 0 ? null : kept(await find(featuresName({ ...name, excluded: [] }))),
  }
}

const toKept = ({ features, ranges }: z.infer<typeof schema>): KeptFeatures => ({
  features: features.map((feature) => ({ ...feature, drops: false })),
  written: {
    isDropped: null,
    invalid: [],
    ranges: ranges.map(
      ([least, greatest]): Range => [least ?? Number.POSITIVE_INFINITY, greatest ?? Number.NEGATIVE_INFINITY],
    ),
  },
})

/** Whether steps have learned the same numbers, so that they make the same of every row. */
export const areSameFits = (a: readonly WrittenFeature[], b: readonly WrittenFeature[]): boolean =>
  isDeepStrictEqual(
    a.map(({ fits }) => fits),
    b.map(({ fits }) => fits),
  )

/** Takes the file of features: under both names where the file system can do that. */
export async function takeFeatures(from: string, to: string): Promise<void> {
  for (const path of [join(from, FEATURES), sumsPath(join(from, FEATURES))]) {
    const own = join(to, basename(path))
    await link(path, own).catch(() =>
      copyFile(path, own).catch((error: NodeJS.ErrnoException) => {
        // The cache was cleared meanwhile.
        throw error.code === 'ENOENT' ? damaged(path) : error
      }),
    )
  }
}
