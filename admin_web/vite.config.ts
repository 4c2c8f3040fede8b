/** How the admin web is built, tested and served while it is being written. */
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { firstLoad } from './firstLoad.ts'
import { gateShell, WORKER } from './gate-shell.ts'

/** The server that `npm run dev` speaks to: `make run`'s, unless API says another. */
const api = process.env.API ?? 'http://127.0.0.1:8000'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [vue(), gateShell(), firstLoad()],
  // The rules for numbers that people type are the phone's: written once.
  resolve: { alias: { '@': here('./src'), '@formats': here('../miniprogram/lib/formats') } },
  build: {
    // No data: addresses, and no inline script for module preloading: the server's policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: { index: here('./index.html'), gate: here('./gate.html'), worker: here('./src/gate/worker.ts') },
      output: { entryFileNames: ({ name }) => (name === 'worker' ? WORKER : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/api': api } },
  test: {
    include: ['src/**/*.spec.ts', '*.spec.ts'],
    environment: 'node',
    // Files share a thread, which is ten times as fast: they test functions, and what one stubs is put back.
    pool: 'threads',
    isolate: false,
    unstubGlobals: true,
  },
})
