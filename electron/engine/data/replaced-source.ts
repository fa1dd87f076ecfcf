/** The source when another file replaces those of the document. */
import {
  dataSources,
  isTableSource,
  tableSourceOf,
  withTableFile,
} from '../../../shared/data/sources/index.ts'
import { type Config, getMember } from '../../../shared/fields/index.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

/** The source with the file `override` instead of all of its own. A file of another kind of tables is read as that kind.
 *  @throws ProblemError for a table in place of other data */
export function replacedSource(source: Config, override: string | null): Config {
  if (override === null) return source
  if (isTableSource(source)) {
    const { type, ...fields } = withTableFile(source, override)
    return { ...fields, type, ...('more_paths' in fields && { more_paths: null }) }
  }
  const { en, ko } = getMember(dataSources, source).title
  if (tableSourceOf(override) !== null)
    throw problemError('data_kind', texts.otherKind(override, en, ko), 'source')
  return source
}
