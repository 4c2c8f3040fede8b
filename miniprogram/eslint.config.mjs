/** What the checks hold the source to, besides its types. */
import globals from 'globals'
import ts from 'typescript-eslint'

const onlyTheRequestLayerCalls = {
  selector: "CallExpression[callee.object.name='wx'][callee.property.name=/^(request|uploadFile|downloadFile)$/]",
  message: 'Call the server through lib/request.ts.',
}
const onlySessionSignsIn = {
  selector: "CallExpression[callee.object.name='wx'][callee.property.name='login']",
  message: 'One login a launch: lib/session.ts does it.',
}
const wechat = { wx: 'readonly', App: 'readonly', Page: 'readonly', Component: 'readonly', Behavior: 'readonly' }

export default [
  { ignores: ['miniprogram_npm', 'node_modules', 'preview/dist'] },
  ...ts.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parser: ts.parser, sourceType: 'module', globals: { ...wechat, ...globals.es2020 } },
    rules: {
      'max-lines': ['error', 300],
      'no-console': 'error',
      'no-restricted-syntax': ['error', onlyTheRequestLayerCalls, onlySessionSignsIn],
    },
  },
  { files: ['lib/request.ts', 'lib/session.ts', 'preview/**', 'tools/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['preview/**', 'tools/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: { 'no-console': 'off' },
  },
]
