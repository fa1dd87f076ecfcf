/** Round numbers from 0 up to a greatest value: two to four steps of 1, 2 or 5 times a power of ten. */
export function ticks(greatest: number): readonly number[] {
  const rough = greatest / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough)!)
  return Array.from({ length: Math.floor(greatest / step) + 1 }, (_, i) => i * step)
}
