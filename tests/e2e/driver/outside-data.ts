/** Writes a document as a stranger might send it: its data is a file of the user outside the document's folder. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function outsideData(documents: string): { readonly net: string; readonly table: string } {
  const [sent, mine] = [join(documents, 'sent'), join(documents, 'mine')]
  for (const folder of [sent, mine]) mkdirSync(folder)
  const table = join(mine, 'table.csv')
  copyFileSync('assets/examples/iris.csv', table)
  const iris = JSON.parse(readFileSync('assets/examples/iris.loom', 'utf8'))
  iris.data.source.path = table
  const net = join(sent, 'net.loom')
  writeFileSync(net, JSON.stringify(iris))
  return { net, table }
}
