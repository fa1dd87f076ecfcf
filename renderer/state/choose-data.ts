/** Takes what was chosen to learn from as the document's data, and leads to where it can be looked at. */
import { pathFrom } from '../../shared/document/data-paths.ts'
import { labels, setDataSource } from '../../shared/document/edits.ts'
import type { Json } from '../../shared/json.ts'
import { chooseDataFile } from './choose-file.ts'
import { kindOf } from './drop.ts'
import { tellUnopened } from './files.ts'
import { nameOf } from './names.ts'
import { useApp } from './store.ts'
import { notifyDone } from './until-edited.ts'

/** One step; the panel shows the network's own settings then, with what was found in the data. */
function take(name: string, source: Json): void {
  const app = useApp.getState()
  const taken = app.edit(labels.setDataSource, (document) => setDataSource(document, source))
  app.select({})
  if (taken) notifyDone({ en: `${name} is the data now`, ko: `이제 ${name}이(가) 데이터입니다` }, [])
}

export const takeSample = (): void => take('Fashion-MNIST', 'fashion_mnist')

/** A file of the person's own: a table, or pictures with their labels. */
export async function takeFile(kind: 'csv' | 'idx'): Promise<void> {
  try {
    const chosen = await chooseDataFile(kind)
    if (chosen === null) return
    const path = pathFrom(useApp.getState().file.folder, chosen)
    const field = kind === 'csv' ? 'path' : kindOf(chosen) === 'labels' ? 'labels' : 'images'
    take(nameOf(chosen), { type: kind, [field]: path })
  } catch (error) {
    tellUnopened(error, { en: 'The data could not be chosen', ko: '데이터를 고르지 못했습니다' })
  }
}
