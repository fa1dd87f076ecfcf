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
import { type ChartContent, type Colors, fileNameOf, pngOf } from './chart-content.ts'
import styles from './charts.module.css'

interface Action {
  readonly title: Text
  readonly run: (content: ChartContent, color: Colors) => Promise<unknown>
}

const ACTIONS: readonly Action[] = [
  {
    title: { en: 'Copy picture (PNG)', ko: '그림 복사(PNG)' },
    run: async (content, color) => {
      const png = await pngOf(await content.svg(color))
      await copyOrSay(() => navigator.clipboard.write([new ClipboardItem({ [png.type]: png })]))
    },
  },
  {
    title: { en: 'Save picture (PNG)', ko: '그림 저장(PNG)' },
    run: async (content, color) =>
      download(await pngOf(await content.svg(color)), fileNameOf(content.name, 'png')),
  },
  {
    title: { en: 'Save as SVG', ko: 'SVG로 저장' },
    run: async (content, color) => {
      const svg = new Blob([await content.svg(color)], { type: 'image/svg+xml' })
      download(svg, fileNameOf(content.name, 'svg'))
    },
  },
  {
    title: { en: 'Copy as CSV', ko: 'CSV로 복사' },
    run: (content) =>
      copyOrSay(async () => {
        if (!(await copyText(content.csv()))) throw new Error('refused')
      }),
  },
  {
    title: { en: 'Save as CSV', ko: 'CSV로 저장' },
    run: async (content) =>
      download(new Blob([content.csv()], { type: 'text/csv' }), fileNameOf(content.name, 'csv')),
  },
]

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
  readonly content: () => ChartContent
}

export function ChartMenu({ title, content }: Props) {
  const t = useText()
  const button = useRef<HTMLButtonElement>(null)
  const run = ({ title: name, run: work }: Action) => {
    const style = getComputedStyle(button.current!)
    void attempt(name, () => work(content(), (color) => style.getPropertyValue(color).trim()))
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
