/** The menu of a chart: its picture and its numbers, copied or saved. */
import { Menu } from '@mantine/core'
import { useRef } from 'react'
import type { Text } from '../../shared/text.ts'
import { attempt } from '../state/attempt.ts'
import { notify } from '../state/notify.ts'
import { copyText } from '../ui/clipboard.ts'
import { download } from '../ui/download.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { type ChartPicture, type Colors, csvOf, pngOf, svgOf } from './chart-picture.ts'
import styles from './charts.module.css'

interface Action {
  readonly title: Text
  readonly run: (picture: ChartPicture, color: Colors) => Promise<unknown>
}

const ACTIONS: readonly Action[] = [
  {
    title: { en: 'Copy picture (PNG)', ko: '그림 복사(PNG)' },
    run: async (picture, color) => {
      const png = await pngOf(await svgOf(picture, color))
      await copyOrSay(() => navigator.clipboard.write([new ClipboardItem({ [png.type]: png })]))
    },
  },
  {
    title: { en: 'Save picture (PNG)', ko: '그림 저장(PNG)' },
    run: async (picture, color) =>
      download(await pngOf(await svgOf(picture, color)), fileName(picture, 'png')),
  },
  {
    title: { en: 'Save as SVG', ko: 'SVG로 저장' },
    run: async (picture, color) => {
      const svg = new Blob([await svgOf(picture, color)], { type: 'image/svg+xml' })
      download(svg, fileName(picture, 'svg'))
    },
  },
  {
    title: { en: 'Copy as CSV', ko: 'CSV로 복사' },
    run: (picture) =>
      copyOrSay(async () => {
        if (!(await copyText(csvOf(picture)))) throw new Error('refused')
      }),
  },
]

const fileName = ({ title }: ChartPicture, extension: string): string =>
  `${title.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`

async function copyOrSay(copy: () => Promise<void>): Promise<void> {
  try {
    await copy()
  } catch (error) {
    console.info('The clipboard refuses:', error)
    notify(
      { en: 'Nothing was copied', ko: '복사하지 못했습니다' },
      [
        {
          en: 'The clipboard is not available here. Save the picture instead.',
          ko: '여기서는 클립보드를 쓸 수 없습니다. 대신 그림을 저장하세요.',
        },
      ],
      { kind: 'refusal' },
    )
  }
}

interface Props {
  readonly title: string
  /** Called when an action needs it. */
  readonly picture: () => ChartPicture
}

export function ChartMenu({ title, picture }: Props) {
  const t = useText()
  const button = useRef<HTMLButtonElement>(null)
  const run = ({ title: name, run: work }: Action) => {
    const style = getComputedStyle(button.current!)
    void attempt(name, () => work(picture(), (color) => style.getPropertyValue(color).trim()))
  }
  return (
    <Menu position="bottom-end" width={190} withinPortal>
      <Menu.Target>
        <button
          ref={button}
          type="button"
          className={styles.menu}
          aria-label={t({ en: `Picture and numbers of ${title}`, ko: `${title}의 그림과 값` })}
        >
          <Icon name="more" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {ACTIONS.map((action) => (
          <Menu.Item key={action.title.en} onClick={() => run(action)}>
            {t(action.title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
