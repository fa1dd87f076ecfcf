/** Builds the window into dist/renderer with `npx vite build renderer`. */
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { newerCalls, newerStyles } from './oldest-chromium.ts'

/** Features that libraries detect before use. */
const FEATURE_DETECTED = /URL\.canParse|startViewTransition/

/** Fails the build on features that the oldest Chromium ignores silently: in our styles, and in all scripts. Styles of libraries lose
 *  nothing important (`text-wrap`, `text-box-trim`). */
const oldestChromium: Plugin = {
  name: 'oldest-chromium',
  enforce: 'pre',
  transform(code, id) {
    const faults = /\.css$/.test(id) && !id.includes('node_modules') ? newerStyles(code) : []
    if (faults.length > 0) this.error(`Chromium 108 does not know, in ${id}:\n${faults.join('\n')}`)
  },
  generateBundle(_, bundle) {
    const faults = Object.values(bundle).flatMap((file) =>
      file.type === 'chunk'
        ? newerCalls(file.code)
            .filter((fault) => !FEATURE_DETECTED.test(fault))
            .map((fault) => `${file.fileName}, ${fault}`)
        : [],
    )
    if (faults.length > 0) this.error(`Chromium 108 does not have:\n${faults.join('\n')}`)
  },
}

export default defineConfig({
  plugins: [react(), oldestChromium],
  // Relative, so that both app://layerloom/ and http://127.0.0.1:port/ serve it.
  base: './',
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Chromium of the oldest supported Electron (22).
    target: 'chrome108',
    // The Content-Security-Policy allows no data: scripts, styles or fonts.
    assetsInlineLimit: 0,
    // The preload polyfill would add an inline script, which the policy forbids.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
})
