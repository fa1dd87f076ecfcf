/** Readers of the two formats of Linux desktops, as strict as the tests need: desktop entries and XML without namespaces. */

/** The keys of one group of a desktop entry. @throws on a line that is neither a key, a group, a comment nor empty, and on a repeated key */
export function entriesOf(text: string, group: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let current = ''
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, name] = /^\[([^[\]]+)\]$/.exec(line) ?? []
    const [, key, value] = /^([A-Za-z0-9-]+(?:\[\w+\])?)=(.*)$/.exec(line) ?? []
    if (name !== undefined) current = name
    else if (key === undefined) throw new Error(`not a line of a desktop entry: ${line}`)
    else if (current === group) {
      if (found.has(key)) throw new Error(`${key} is written twice`)
      found.set(key, value!)
    }
  }
  return found
}

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])
const decoded = (text: string) =>
  text.replace(/&([^;\s]*);?/g, (all, name: string) => {
    const character = ENTITIES.get(name)
    if (character === undefined) throw new Error(`unknown entity ${all}`)
    return character
  })

/** @throws if the text is not well-formed */
export function xmlOf(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' }
  const open = [root]
  const body = text.replace(/^<\?xml [^?]*\?>/, '').replace(/<!--(?:(?!--)[\s\S])*-->/g, '')
  for (const [, markup, content] of body.matchAll(/<([^>]*)>|([^<]+)/g)) {
    const parent = open.at(-1)!
    if (content !== undefined) parent.text += decoded(content).trim()
    else if (markup!.startsWith('/')) {
      if (open.pop()!.name !== markup!.slice(1)) throw new Error(`<${markup}> closes another element`)
    } else {
      const [, name, rest, end] = /^([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)$/.exec(markup!) ?? []
      if (name === undefined) throw new Error(`not an element: <${markup}>`)
      const attributes = [...rest!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
        ([, key, value]) => [key!, decoded(value!)] as const,
      )
      const element: XmlElement = { name, attributes: new Map(attributes), children: [], text: '' }
      parent.children.push(element)
      if (end === '') open.push(element)
    }
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text !== '')
    throw new Error('not one element that is closed')
  return root.children[0]!
}
