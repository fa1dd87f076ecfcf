import { it } from 'vitest'
import { serializeDocument } from '../../shared/document/file.ts'
import { sketch } from '../../renderer/start/sketch.ts'
import { documentIn } from '../../renderer/start/facts.ts'
import { newLayer, emptyDocument } from '../../shared/document/new.ts'
it('m', () => {
  for (const n of [1000, 5000]) {
    const d = emptyDocument('x') as any
    const net: any = { name: 'main', layers: {}, nodes: {}, edges: {}, notes: {} }
    for (let i = 0; i < n; i++) { net.layers['d'+i] = newLayer('Dense'); net.nodes['d'+i] = { kind: 'layer', layer: 'd'+i, position: { x: (i%20)*240, y: i*4 } }; if (i) net.edges['e'+i] = { from: { node: 'd'+(i-1), port: 0 }, to: { node: 'd'+i, port: 0 } } }
    const doc = { ...d, networks: { main: net } }
    let t = performance.now(); const text = serializeDocument(doc); const a = performance.now() - t
    t = performance.now(); serializeDocument(doc); const b = performance.now() - t
    t = performance.now(); documentIn(text); const c = performance.now() - t
    t = performance.now(); sketch(doc, 160, 96); const s = performance.now() - t
    console.log(n, text.length, 'serialize', a, b, 'parse', c, 'sketch', s)
  }
})
