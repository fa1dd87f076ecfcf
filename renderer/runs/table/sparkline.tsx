/** A figure over the epochs as a line in a cell. */
const WIDTH = 56
const HEIGHT = 18

interface Props {
  readonly values: readonly (number | null)[]
  /** CSS colour of the line. */
  readonly color: string
}

export function Sparkline({ values, color }: Props) {
  const path = sparkPath(values, WIDTH, HEIGHT)
  if (path === '') return <svg width={WIDTH} height={HEIGHT} aria-hidden="true" />
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={path} fill="none" stroke={color} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}

/** The path of the line; a value that is not finite interrupts it, and fewer than two points are no line. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return ''
  const low = Math.min(...known)
  const range = Math.max(...known) - low || 1
  const at = (value: number, i: number) => {
    const x = 1 + (i / (values.length - 1)) * (width - 2)
    const y = 2 + (1 - (value - low) / range) * (height - 4)
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  }
  let isDrawing = false
  return values
    .map((value, i) => {
      const command = value === null ? '' : `${isDrawing ? 'L' : 'M'}${at(value, i)}`
      isDrawing = value !== null
      return command
    })
    .join('')
}
