/** Builds the window into dist/renderer. `npx vite build renderer` */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // Relative, so that app://layerloom/ and http://127.0.0.1:port/ both serve it.
  base: './',
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Chromium of the oldest supported Electron (22).
    target: 'chrome108',
    // The policy allows no data: scripts, styles or fonts.
    assetsInlineLimit: 0,
    // The preload polyfill would add an inline script.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
})
