// @ts-nocheck
import { anew, openApp, untilPainted } from './window/app.ts'
import { largeDocument } from './window/graph.ts'
import { serializeDocument } from '../shared/document/file.ts'
const N = Number(process.argv[2])
const app = await openApp(process.cwd())
const { page, cdp } = app
const dropped = (document) => `
  const files = new DataTransfer()
  files.items.add(new File([${JSON.stringify(serializeDocument(document))}], 'large.loom'))
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }))`
const shapes = (size) => `[...document.querySelectorAll('.react-flow__node')].filter((n) => n.getAttribute('aria-label').includes('(None, ${size})')).length > 3`
await anew(page)
await untilPainted(page, dropped(largeDocument(N)), shapes(16))
await page.locator('.react-flow__node[data-id="n1"]').click({ position: { x: 40, y: 12 } })
await page.getByRole('complementary').getByLabel('units', { exact: true }).waitFor()
const type = (v) => `
  const input = document.querySelector('[data-field="units"] input')
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, '${v}')
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))`
const times = []
await cdp.send('Profiler.enable')
await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
await cdp.send('Profiler.start')
for (let i = 0; i < 8; i++) { times.push(await untilPainted(page, type(24 + i), shapes(24 + i))); await page.waitForTimeout(250) }
const { profile } = await cdp.send('Profiler.stop')
console.log('edit', times.map((t) => t.toFixed(0)).join(' '))
const self = new Map(), byId = new Map(profile.nodes.map((n) => [n.id, n]))
const dt = profile.timeDeltas
const total = new Map()
const parent = new Map()
for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id)
profile.samples.forEach((id, i) => {
  const d = dt[i] / 1000 / 8
  const n = byId.get(id)
  const k = (n) => n.callFrame.functionName + ' ' + n.callFrame.url.split('/').pop() + ':' + n.callFrame.lineNumber
  self.set(k(n), (self.get(k(n)) ?? 0) + d)
  const seen = new Set()
  for (let p = id; p !== undefined; p = parent.get(p)) { const key = k(byId.get(p)); if (!seen.has(key)) { seen.add(key); total.set(key, (total.get(key) ?? 0) + d) } }
})
const top = (m, n) => [...m].sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => v.toFixed(1).padStart(7) + ' ' + k).join('\n')
console.log('SELF ms per edit\n' + top(self, 22))
console.log("TOTAL\n" + top(new Map([...total].filter(([k]) => /^(use)?[A-Z][a-z]/.test(k) || /index-/.test(k) && /^[a-z]+[A-Z]/.test(k))), 70))
await app.close()
