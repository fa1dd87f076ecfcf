/** The examples by what their networks learn from. */
import { isTableSource } from '../../shared/data/sources/index.ts'
import type { Example } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { parseCached } from './parse-cached.ts'

interface ExampleGroup {
  readonly title: Text
  readonly examples: readonly Example[]
}

/** Groups without an example are left out. The order within a group is the given one. */
export function groupExamples(examples: readonly Example[]): readonly ExampleGroup[] {
  const learnsFromTable = ({ text }: Example): boolean => {
    const data = parseCached(text)?.data
    return data ? isTableSource(data.source) : false
  }
  const groups: readonly ExampleGroup[] = [
    {
      title: { en: 'Images', ko: '이미지' },
      examples: examples.filter((example) => !learnsFromTable(example)),
    },
    { title: { en: 'Tables', ko: '표' }, examples: examples.filter(learnsFromTable) },
  ]
  return groups.filter((group) => group.examples.length > 0)
}
