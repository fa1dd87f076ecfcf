/** Short ways to look at tables of sources that are not text. */
import { copyFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Table } from '../../../../electron/engine/data/table/table.ts'
import type { Json } from '../../../../shared/json.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { type Options, tableFixture } from './helper.ts'

type Props = { readonly [field: string]: Json }

/** @param type of the source */
export function sourceFixture(type: string) {
  const fixture = tableFixture()
  const open = (path: string, props: Props = {}, types?: Options['types']): Promise<Table> =>
    fixture.open(path, { source: { type, ...props }, ...(types && { types }) })
  return {
    ...fixture,
    open,
    /** A file of tests/fixtures/tables. */
    openKept(name: string, props: Props = {}) {
      const kept = join(import.meta.dirname, '../../../fixtures/tables', name)
      copyFileSync(kept, join(fixture.folder, basename(name)))
      return open(name, props)
    },
    /** The field and the English message of the only problem, with the folder's path replaced by `…`. */
    async refusal(path: string, props: Props = {}): Promise<readonly [field: string | null, en: string]> {
      try {
        await open(path, props)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        const [{ field, message }] = error.problems as [(typeof error.problems)[number]]
        return [field, message.en.replaceAll(fixture.folder, '…')]
      }
      throw new Error('no problem was reported')
    },
  }
}

export const typesOf = ({ info }: Table) =>
  Object.fromEntries(info.columns.map(({ name, type }) => [name, type]))
export const problemsOf = ({ info }: Table): string[] => info.problems.map(({ message }) => message.en)
