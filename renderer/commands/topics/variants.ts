/** Commands for variants: alternative networks in one document. */
import { documentOf } from '../../state/store.ts'
import { compareNetworks } from '../../variants/compare-networks.ts'
import {
  duplicate,
  hasVariants,
  remove,
  stepVariant,
  toggleComparison,
  useVariants,
} from '../../variants/variants.ts'
import { type Command, inDesign } from '../command.ts'
import { app, hasNodes } from '../state.ts'

const commands: readonly Command[] = [
  {
    id: 'duplicate-variant',
    title: { en: 'Duplicate as variant', ko: '변형으로 복제' },
    shortcuts: ['Mod+Shift+D'],
    enabled: hasNodes,
    run: duplicate,
  },
  {
    id: 'next-variant',
    title: { en: 'Next variant', ko: '다음 변형' },
    shortcuts: ['Alt+PageDown'],
    enabled: hasVariants,
    run: () => stepVariant(1),
  },
  {
    id: 'previous-variant',
    title: { en: 'Previous variant', ko: '이전 변형' },
    shortcuts: ['Alt+PageUp'],
    enabled: hasVariants,
    run: () => stepVariant(-1),
  },
  {
    id: 'compare-variants',
    title: { en: 'Compare variants', ko: '변형 비교' },
    shortcuts: ['Alt+Shift+C'],
    enabled: hasVariants,
    run: toggleComparison,
  },
  {
    id: 'compare-networks',
    title: { en: 'Compare the networks by their runs', ko: '신경망을 학습 기록으로 비교' },
    shortcuts: ['Alt+Shift+N'],
    enabled: (s) => hasVariants(s) && s.host !== null,
    run: compareNetworks,
  },
  {
    id: 'rename-variant',
    title: { en: 'Rename the variant', ko: '변형 이름 바꾸기' },
    shortcuts: [],
    enabled: hasVariants,
    run: () => useVariants.setState({ renaming: documentOf(app()).main }),
  },
  {
    id: 'remove-variant',
    title: { en: 'Delete the variant', ko: '변형 삭제' },
    shortcuts: [],
    enabled: hasVariants,
    run: () => remove(documentOf(app()).main),
  },
]

export const variantCommands = commands.map(inDesign)
