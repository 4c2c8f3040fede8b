/** The pages of app.json and every component they use: what there is to compile. */
import fs from 'node:fs'
import path from 'node:path'
import { pagesOf, readJson } from '../../tools/project.mjs'

/** All units below `root`, pages first; throws when a component is named that is not there. */
export function unitsOf(root, app) {
  const found = new Map()
  const everywhere = resolveAll(root, 'app', app.usingComponents)
  const visit = (unit, kind) => {
    if (found.has(unit)) return
    const config = readJson(path.join(root, `${unit}.json`))
    const using = { ...everywhere, ...resolveAll(root, unit, config.usingComponents) }
    const generics = genericsOf(root, unit, config.componentGenerics)
    found.set(unit, { path: unit, kind, config, using, generics })
    const defaults = Object.values(generics).map((each) => each.default)
    for (const each of [...Object.values(using), ...defaults].filter(Boolean)) visit(each, 'component')
  }
  for (const page of pagesOf(app)) visit(page, 'page')
  return [...found.values()]
}

function resolveAll(root, from, using = {}) {
  return Object.fromEntries(Object.entries(using).map(([tag, name]) => [tag, resolve(root, from, name)]))
}

function genericsOf(root, from, generics = {}) {
  const entries = Object.entries(generics).map(([tag, each]) => [tag, each.default ? { default: resolve(root, from, each.default) } : {}])
  return Object.fromEntries(entries)
}

/** As WeChat looks a component up: from the root, beside the file, then among the packages. */
function resolve(root, from, name) {
  const beside = path.posix.join(path.posix.dirname(from), name)
  const candidates = name.startsWith('/') ? [name.slice(1)] : [beside, `miniprogram_npm/${name}`]
  const found = candidates.find((each) => fs.existsSync(path.join(root, `${each}.json`)))
  if (!found) throw new Error(`${from}.json uses the component ${name}, which is not there`)
  return found
}
