/** What the checks hold the source to, besides its types. */
import globals from 'globals'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

const onlyTheClientFetches = {
  selector: "CallExpression[callee.name='fetch']",
  message: 'Call the server through http/client.ts.',
}

export default [
  { ignores: ['dist', 'node_modules', 'src/http/schema.d.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: ts.parser, sourceType: 'module' },
      globals: globals.browser,
    },
    rules: {
      'max-lines': ['error', 300],
      'no-console': 'error',
      'no-restricted-syntax': ['error', onlyTheClientFetches],
      // How lines are broken is the formatter's and the writer's business.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always' } }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      // TDesign measures such a text field with inline styles, which the server's policy forbids.
      'vue/no-restricted-v-bind': ['error', 'autosize'],
      'vue/no-restricted-static-attribute': ['error', 'autosize'],
      'vue/component-api-style': ['error', ['script-setup']],
    },
  },
  { files: ['src/http/client.ts', 'src/gate/worker.ts'], rules: { 'no-restricted-syntax': 'off' } },
]
