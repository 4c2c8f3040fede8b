/** Compiles WXML and WXS with the compiler of WeChat's own component framework. */
import fs from 'node:fs'
import path from 'node:path'
import compiler from 'glass-easel-template-compiler'
import { renamed, unknownTags } from './tags.mjs'

/** JavaScript source of an object: template path -> compiled template. Throws on what does not compile. */
export function compileTemplates(root, units) {
  const group = new compiler.TmplGroup()
  const templates = new Set()
  const scripts = new Set()
  const addTemplate = (name) => {
    if (templates.has(name)) return
    templates.add(name)
    const source = fs.readFileSync(path.join(root, `${name}.wxml`), 'utf8')
    const wrong = (group.addTmpl(name, renamed(source)) ?? []).filter((each) => each.isError)
    if (wrong.length > 0) throw new Error(wrong.map((each) => `${name}.wxml:${each.startLine + 1}: ${each.message}`).join('\n'))
    group.getDirectDependencies(name).forEach(addTemplate)
    group.getScriptDependencies(name).forEach(addScript)
  }
  const addScript = (name) => {
    if (scripts.has(name)) return
    scripts.add(name)
    const source = fs.readFileSync(path.join(root, name.endsWith('.wxs') ? name : `${name}.wxs`), 'utf8')
    group.addScript(name, plainScript(source))
    for (const [, other] of source.matchAll(/require\(['"](.+?)['"]\)/g)) {
      addScript(path.posix.join(path.posix.dirname(name), other).replace(/\.wxs$/, ''))
    }
  }
  for (const unit of units) {
    refuseUnknownTags(root, unit)
    addTemplate(unit.path)
  }
  return group.getTmplGenObjectGroups()
}

/** Libraries may name tags in branches we never take; our own files may not. */
function refuseUnknownTags(root, unit) {
  if (unit.path.startsWith('miniprogram_npm/')) return
  const wxml = fs.readFileSync(path.join(root, `${unit.path}.wxml`), 'utf8')
  const unknown = unknownTags(wxml, [...Object.keys(unit.using), ...Object.keys(unit.generics)])
  if (unknown.length > 0) throw new Error(`${unit.path}.wxml: the preview has no <${unknown.join('>, <')}>`)
}

/** In WXS a value's constructor is the name of its type; scripts are known by their path without extension. */
function plainScript(source) {
  return source
    .replace(/require\((['"])(.+?)\.wxs\1\)/g, 'require($1$2$1)')
    .replace(/([\w$.\]\[]+)\.constructor\b/g, 'wxsTypeOf($1)')
}
