/** The files of figures: names, numbers and colours. Their pictures need a window: tests/e2e/runs-workspace.spec.ts. */
import { expect, it } from 'vitest'
import { fileNameOf, resolveVariables, tableCsv } from '../../renderer/charts/chart-content.ts'

it('the name of a file has what every system accepts', () => {
  expect(fileNameOf('Iris, seed 42, test ROC setosa', 'png')).toBe('Iris-seed-42-test-ROC-setosa.png')
  expect(fileNameOf('../a\\b: 100 %?', 'csv')).toBe('a-b-100.csv')
  expect(fileNameOf('시드 3에 따른 정확도', 'svg')).toBe('시드-3에-따른-정확도.svg')
  expect(fileNameOf('x'.repeat(500), 'csv')).toHaveLength(124)
})

it('the numbers of a figure are complete, and a value that is missing is empty', () => {
  const csv = tableCsv({
    columns: ['slice', 'a, b'],
    rows: [
      ['=1+1', 0.1234567891],
      ['c', null],
    ],
  })
  expect(csv.split('\r\n')).toEqual(['slice,"a, b"', "'=1+1,0.1234567891", 'c,'])
})

it('the colours of a picture are those of the theme', () => {
  const color = (name: string) => ({ '--ink': '#111', '--a-b': 'red' })[name] ?? ''
  expect(resolveVariables('color: var(--ink); fill: var(--a-b)', color)).toBe('color: #111; fill: red')
})
