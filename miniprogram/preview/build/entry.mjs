/** Writes the module that esbuild bundles: every template, style and script, registered by its path. */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../tools/project.mjs'
import { compileStyle } from './styles.mjs'
import { compileTemplates } from './templates.mjs'

const RUNTIME = path.join(ROOT, 'preview/register.ts')

/** Source of the entry module. */
export function entrySource(root, app, theme, units) {
  const scopes = new Map(units.filter(isScoped).map((unit, index) => [unit.path, `c${index}`]))
  const definitions = units.map((unit) => definition(root, unit, scopes.get(unit.path)))
  const handed = { app, theme, pages: pageSettings(root, units) }
  return [
    `import { define, launch, prepare } from ${JSON.stringify(RUNTIME)}`,
    `const wxsTypeOf = (value) => value == null ? undefined : Array.isArray(value) ? 'Array' : Object.prototype.toString.call(value).slice(8, -1)`,
    `const getRegExp = (source, flags) => new RegExp(source, flags)`,
    `const getDate = (...parts) => new Date(...parts)`,
    `const templates = ${compileTemplates(root, units)}`,
    `prepare(${JSON.stringify(handed)})`,
    `require(${JSON.stringify(path.join(root, 'app.ts'))})`,
    ...definitions,
    'launch()',
  ].join('\n')
}

/** Pages share their classes, as do components that say so; all others keep theirs to themselves. */
const isScoped = (unit) => unit.kind === 'component' && unit.config.styleIsolation !== 'shared'

function definition(root, unit, scope) {
  const { path: name, config, using, generics } = unit
  const absolute = (each) => Object.fromEntries(Object.entries(each).map(([tag, target]) => [tag, `/${target}`]))
  const componentGenerics = Object.fromEntries(
    Object.entries(generics).map(([tag, each]) => [tag, each.default ? { default: `/${each.default}` } : true]),
  )
  const settings = { ...config, component: unit.kind === 'component', usingComponents: absolute(using), componentGenerics }
  const script = ['.ts', '.js'].map((kind) => path.join(root, name + kind)).find(fs.existsSync)
  return `define(${JSON.stringify({ path: name, settings, scope })}, templates, () => require(${JSON.stringify(script)}))`
}

/** What the frame around a page must know: its title and colours, and its own style sheet. */
function pageSettings(root, units) {
  const pages = units.filter((unit) => unit.kind === 'page')
  return Object.fromEntries(
    pages.map((page) => [page.path, { window: page.config, style: compileStyle(root, `${page.path}.wxss`) }]),
  )
}

/** The style sheet all pages share: app.wxss, then every component's. */
export function sharedStyle(root, units) {
  const scoped = units.filter(isScoped)
  const shared = units.filter((unit) => unit.kind === 'component' && !isScoped(unit))
  return [
    compileStyle(root, 'app.wxss'),
    ...shared.map((unit) => compileStyle(root, `${unit.path}.wxss`)),
    ...scoped.map((unit, index) => compileStyle(root, `${unit.path}.wxss`, `c${index}`)),
  ].join('\n')
}
