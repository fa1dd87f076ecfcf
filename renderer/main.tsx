/** Entry point of the window: styles, theme, connection, first document. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.css'
import '@xyflow/react/dist/style.css'
import './ui/theme.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { Boundary } from './messages/boundary.tsx'
import { startWindow } from './startup.ts'
import { followFailures } from './state/attempt.ts'
import { useApp } from './state/store.ts'
import { nonce } from './ui/nonce.ts'
import { LanguageContext } from './ui/text.ts'
import { theme, variables } from './ui/theme.ts'

// Without this, Zod would try `new Function`, which violates the Content-Security-Policy.
z.config({ jitless: true })

function Root() {
  const scheme = useApp((s) => s.theme)
  const language = useApp((s) => s.language)
  return (
    <LanguageContext value={language}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        forceColorScheme={scheme}
        getStyleNonce={() => nonce}
      >
        <Boundary title={{ en: 'The window could not be displayed', ko: '창을 표시하지 못했습니다' }}>
          <App />
        </Boundary>
      </MantineProvider>
    </LanguageContext>
  )
}

followFailures()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Root />
  </StrictMode>,
)
void startWindow()
