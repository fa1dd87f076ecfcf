/** The Mantine theme, based on the app's CSS variables (ui/theme.css), so that both stay consistent. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, Menu, Tooltip } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eceefe',
  '#d6dbfd',
  '#b3bcfb',
  '#93a0ff',
  '#7b8bff',
  '#6274f5',
  '#4658e8',
  '#3949d4',
  '#2f3cb3',
  '#263092',
]

/** Mantine's dark shades, from text to background, in the app's colours. Mantine's menus and popovers use them by index. */
const dark: MantineColorsTuple = [
  '#e8ebf1',
  '#a9b2c1',
  '#8791a2',
  '#5b6576',
  '#363e4c',
  '#262b35',
  '#1c2029',
  '#161920',
  '#12151b',
  '#0f1116',
]

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  fontFamily: 'var(--ui)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--ui)', fontWeight: '600' },
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '15px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  components: {
    Menu: Menu.extend({
      defaultProps: {
        // A menu contains no focusable elements except its items.
        withInitialFocusPlaceholder: false,
        // The menu takes the available height and scrolls beyond it.
        middlewares: { flip: true, shift: true, size: true },
      },
      styles: { dropdown: { overflowY: 'auto' } },
    }),
    Tooltip: Tooltip.extend({
      vars: () => ({ tooltip: { '--tooltip-bg': 'var(--raised)', '--tooltip-color': 'var(--ink)' } }),
      styles: {
        tooltip: {
          padding: 'var(--s1) var(--s2)',
          fontSize: 'var(--small)',
          border: '1px solid var(--line2)',
          boxShadow: 'var(--shadow-high)',
        },
      },
    }),
  },
})

const shared = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
}

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
