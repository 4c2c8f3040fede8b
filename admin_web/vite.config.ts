/** How the admin web is built, tested and served while it is being written. */
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** The server that `npm run dev` speaks to: `make run`'s, unless API says another. */
const api = process.env.API ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // No data: addresses, and no inline script for module preloading: the server's policy allows neither.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': api } },
  test: { include: ['src/**/*.spec.ts'], environment: 'node' },
})
