import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lib,components,pages,packages,preview,tools}/**/*.spec.ts'],
    clearMocks: true,
    pool: 'threads',
  },
})
