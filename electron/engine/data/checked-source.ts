/** A data source with all of its fields. */
import { dataSources } from '../../../shared/data/sources/index.ts'
import { type Config, getMember, readProps } from '../../../shared/fields/index.ts'
import { ProblemError, problem } from '../../../shared/problem.ts'
import { texts } from './texts.ts'

/** @throws ProblemError naming each invalid field */
export function checkedSource({ type, ...raw }: Config): Config {
  const { props, problems } = readProps(getMember(dataSources, { type }).fields, raw)
  if (problems.length > 0)
    throw new ProblemError(
      problems
        .slice(0, 20)
        .map((p) => problem('data_field', texts.field(p.field, p.expected, p.received), { field: p.field })),
    )
  return { type, ...props } as Config
}
