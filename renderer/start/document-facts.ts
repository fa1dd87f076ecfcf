/** Facts about a document on its card: its data and its size. */
import { dataSources } from '../../shared/data/sources/index.ts'
import type { Document } from '../../shared/document/document.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { type Text, untranslated } from '../../shared/text.ts'
import { nameOf } from '../state/names.ts'
import { formatCount } from '../ui/format.ts'

/** 'Fashion-MNIST', '266,610 parameters'. */
export function factsOf(document: Document): readonly Text[] {
  const { data } = document
  const source = data && dataSources.members.find((member) => member.type === data.source.type)
  const path = data && typeof data.source.path === 'string' ? nameOf(data.source.path) : ''
  const total = formatCount(analyze(document).parameters.total)
  const size: Text = { en: `${total} parameters`, ko: `매개변수 ${total}개` }
  if (path) return [untranslated(path), size]
  return source ? [source.title, size] : [size]
}
