/** Icons as strokes on a 16×16 grid in the current text colour. They are decorative: the button that contains one needs its own label. */
const PATHS = {
  undo: 'M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7',
  redo: 'M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H9',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.5 10.5l3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  down: 'M4 6.5 8 10.5l4-4',
  right: 'M6.5 4l4 4-4 4',
  up: 'M4 9.5 8 5.5l4 4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  folder: 'M1.5 4.5a1 1 0 0 1 1-1H6l1.5 2h6a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z',
  file: 'M4 1.5h5l3.5 3.5v9.5H4zM9 1.5V5h3.5',
  save: 'M2.5 2.5h8.5l2.5 2.5v8.5h-11zM5 2.5v3.5h5V2.5M5 13.5V9.5h6v4',
  book: 'M2 3h4a2 2 0 0 1 2 2v8.5a2 2 0 0 0-2-1.5H2zM14 3h-4a2 2 0 0 0-2 2v8.5a2 2 0 0 1 2-1.5h4z',
  sun: 'M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  language:
    'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M1.5 8h13M8 1.5c4.5 4.5 4.5 8.5 0 13M8 1.5c-4.5 4.5-4.5 8.5 0 13',
  play: 'M4.5 2.5v11l9-5.5z',
  stop: 'M4 4h8v8H4z',
  pause: 'M4.5 3h2.5v10H4.5zM9 3h2.5v10H9z',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  reset: 'M3 3v3.5h3.5M3.3 6.3A5.2 5.2 0 1 1 2.8 9',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.8h.01',
  /** The head of a stethoscope. */
  finding:
    'M3.5 2v4a3 3 0 0 0 6 0V2M3.5 2H2.5M9.5 2h1M6.5 9v1.5a3 3 0 0 0 6 0V10M12.5 6.5a1.75 1.75 0 1 0 0 3.5a1.75 1.75 0 0 0 0-3.5',
  hint: 'M6 11.5V10a4 4 0 1 1 4 0v1.5zM6.5 14h3',
  error: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M8 4.5v4.5M8 11.3h.01',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6',
  link: 'M5 3.5v4a2 2 0 0 0 2 2h4M9 7.5l2 2-2 2M5 3.5a1 1 0 1 0-.01 0',
  chain:
    'M6.5 9.5l3-3M7 4.5l1.2-1.2a2.5 2.5 0 0 1 3.5 3.5L10.5 8M9 11.5l-1.2 1.2a2.5 2.5 0 0 1-3.5-3.5L5.5 8',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  schedule: 'M2 2.5v11h12M4.5 5c3 0 2 6 8.5 6',
  table: 'M2 3h12v10H2zM2 6.5h12M6.5 3v10',
  picture: 'M2 3h12v10H2zM2 11l3.5-3.5 3 3 2-2L14 12M10.5 6h.01',
  number: 'M6 2.5 4.5 13.5M11.5 2.5 10 13.5M2.5 6h11.5M2 10h11.5',
  category: 'M3 4h.01M3 8h.01M3 12h.01M6 4h8M6 8h6M6 12h4',
  boolean: 'M5 4.5h6a3.5 3.5 0 0 1 0 7H5a3.5 3.5 0 0 1 0-7M11 6.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8',
  date: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  text: 'M3 4.5V3h10v1.5M8 3v10M6 13h4',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  star: 'M8 1.8l1.9 3.9 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2 .7-4.3-3.1-3 4.3-.6z',
  signals: 'M1.5 8h3l2-5.5 3 11 2-5.5h3',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const filled = name === 'play' || name === 'stop' || name === 'pause'
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth={name === 'more' ? 2.2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
