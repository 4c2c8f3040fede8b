/** The checks can fail: each is shown a small mini-program that breaks its rule. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import { createFont } from 'fonteditor-core'
import { afterEach, describe, expect, it } from 'vitest'
import { embedded, iconsOf, namedIn } from './icon-font.mjs'
import { packageNames } from './npm-build.mjs'
import { packedFiles, ROOT } from './project.mjs'
import { closure, namesIn } from './references.mjs'
import { foreignRoles, packageSizes, remote, tooLarge, tooLong } from './size.mjs'
import { complaints } from './wcc.mjs'

const made: string[] = []

function project(files: Record<string, string>): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mini-'))
  made.push(root)
  const whole = { 'project.config.json': '{}', 'app.json': '{"pages": ["index"]}', ...files }
  for (const [name, content] of Object.entries(whole)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), content)
  }
  return root
}

afterEach(() => made.splice(0).forEach((root) => fs.rmSync(root, { recursive: true })))

describe('packed files', () => {
  it('leave out what project.config.json ignores', () => {
    const ignore = [
      { type: 'folder', value: 'tools' }, { type: 'glob', value: '**/*.spec.ts' }, { type: 'glob', value: '*.config.ts' },
      { type: 'suffix', value: '.map.json' }, { type: 'file', value: 'package.json' },
    ]
    const root = project({
      'project.config.json': JSON.stringify({ packOptions: { ignore } }),
      'tools/a.ts': '', 'deep/b.spec.ts': '', 'c.spec.ts': '', 'd.config.ts': '', 'deep/e.config.ts': '', 'f.map.json': '{}',
      'package.json': '{}', 'node_modules/g.js': '', 'index.ts': '', 'notes.md': '',
    })
    expect(packedFiles(root)).toEqual(['app.json', 'deep/e.config.ts', 'index.ts', 'project.config.json'])
  })

  it('are not guessed at when a rule is not understood', () => {
    const root = project({ 'project.config.json': '{"packOptions": {"ignore": [{"type": "mood", "value": "x"}]}}' })
    expect(() => packedFiles(root)).toThrow('mood')
  })
})

describe('wcc and wcsc', () => {
  it('accept what is well formed', () => {
    expect(complaints(project({ 'index.wxml': '<view>{{a}}</view>', 'index.wxss': '.a { color: red; }' }))).toEqual([])
  })
  it('refuse a tag that is not closed', () => {
    expect(complaints(project({ 'index.wxml': '<view><text>' }))[0]).toMatch(/^wcc refuses: .*index\.wxml/s)
  })
  it('refuse a style sheet that imports what is not there', () => {
    expect(complaints(project({ 'index.wxss': '@import "./nowhere.wxss";' }))[0]).toMatch(/^wcsc refuses/)
  })
})

describe('sizes', () => {
  const app = JSON.stringify({ pages: ['index'], subPackages: [{ root: 'packages/gate/', pages: ['scan'] }] })

  it('are counted by package', () => {
    const root = project({ 'app.json': app, 'project.config.json': '{}', 'packages/gate/scan.ts': 'x'.repeat(100) })
    expect([...packageSizes(root)]).toEqual([['', app.length + 2], ['packages/gate', 100]])
  })
  it('have a limit each', () => {
    const megabyte = 1024 * 1024
    expect(tooLarge(new Map([['', megabyte - 1], ['packages/gate', 2 * megabyte - 1]]))).toEqual([])
    expect(tooLarge(new Map([['', megabyte], ['packages/gate', 2 * megabyte]]))).toEqual([
      'the main package has 1024 KB, it must stay below 1024 KB',
      'packages/gate has 2048 KB, it must stay below 2048 KB',
    ])
  })
})

describe('house rules', () => {
  it.each([
    ['index.wxss', '.a { background: url(https://example.com/a.png); }'],
    ['index.wxss', "@font-face { src: url('//example.com/t.woff'); }"],
    ['index.wxss', '@import "http://example.com/a.wxss";'],
    ['index.wxml', '<image src="https://example.com/a.png" />'],
  ])('refuse %s with %s', (name, content) => {
    expect(remote(project({ [name]: content }))).toEqual([expect.stringContaining(`${name} loads from an address`)])
  })
  it('allow data and what stands in the package', () => {
    expect(remote(project({ 'index.wxss': '.a { background: url(data:image/png;base64,AA==); }', 'index.wxml': '<image src="/a.png" />' }))).toEqual([])
  })
  it('refuse an attribute WeChat does not know', () => {
    const root = project({ 'a.wxml': '<view aria-role="button" />', 'b.wxml': '<view\n  role="button" />' })
    expect(foreignRoles(root)).toEqual([expect.stringContaining('b.wxml says role=')])
  })
  it('refuse a file one cannot read any more', () => {
    expect(tooLong(project({ 'a.ts': '\n'.repeat(300), 'b.ts': '\n'.repeat(301) }))).toEqual(['b.ts has 301 lines, more than 300'])
  })
})

describe('packages', () => {
  it('are found in scripts, settings and style sheets', () => {
    const root = project({
      'package.json': '{"dependencies": {"tdesign-miniprogram": "1", "qrcode-generator": "1"}}',
      'index.ts': "import qrcode from 'qrcode-generator'\nimport { x } from './lib'\nimport fs from 'unknown'",
      'index.json': '{"usingComponents": {"t-button": "tdesign-miniprogram/button/button"}}',
      'app.wxss': '@import "./miniprogram_npm/tdesign-miniprogram/common/style/theme/_index.wxss";',
    })
    expect(packageNames(root)).toEqual([
      'qrcode-generator', 'tdesign-miniprogram/button/button', 'tdesign-miniprogram/common/style/theme/_index.wxss',
    ])
  })
  it('bring along what they refer to, and nothing else', () => {
    const root = project({
      'button/button.json': '{"usingComponents": {"t-icon": "../icon/icon"}}',
      'button/button.js': 'import{x}from"tslib";import y from"../common/y"', 'button/button.wxml': '<wxs src="../common/u.wxs" module="_"/>',
      'button/button.wxss': '@import "../common/base.wxss";', 'icon/icon.json': '{}', 'icon/icon.js': '', 'unused/unused.json': '{}',
      'common/y.js': '', 'common/u.wxs': 'var t = require("./t.wxs")', 'common/t.wxs': '', 'common/base.wxss': '', 'miniprogram_npm/tslib/index.js': '',
    })
    expect(closure(root, ['button/button'])).toEqual([
      'button/button.js', 'button/button.json', 'button/button.wxml', 'button/button.wxss', 'common/base.wxss', 'common/t.wxs', 'common/u.wxs',
      'common/y.js', 'icon/icon.js', 'icon/icon.json', 'miniprogram_npm/tslib/index.js',
    ])
    expect(() => closure(root, ['nowhere/nowhere'])).toThrow('nowhere/nowhere, which is not there')
  })
  it('are read from every way of importing', () => {
    expect(namesIn('.js', 'import a from "a";export * from "b";import"c";const d=require("d")')).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('the icon font', () => {
  const sheet = "@font-face{font-family:t;src:url(https://example.com/t.woff)}.t-icon{font-family:t}\n.t-icon-add:before{content:'\\E00D';}\n.t-icon-close:before{content:'\\E100';}\n"
  const font = fs.readFileSync(path.join(ROOT, 'node_modules/tdesign-icons-web-components/esm/iconfont/t.ttf'))

  it('knows what is named in quotes', () => {
    expect(namedIn(["<t-icon name=\"close\" />", "icon: wrong ? 'search' : 'add'", 'a view that adds'], ['add', 'close', 'search', 'view'])).toEqual(['add', 'close', 'search'])
  })
  it('holds the named glyphs at the style sheet\'s code points, and no address', () => {
    const small = embedded(sheet, font, ['close'])
    expect(small).not.toContain('example.com')
    expect([...iconsOf(small)]).toEqual([['close', 0xe100]])
    const woff = Buffer.from(/base64,([^)]+)\)/.exec(small)?.[1] ?? '', 'base64')
    const inflate = (bytes: number[]): number[] => [...zlib.inflateSync(Buffer.from(bytes))]
    const glyphs = createFont(woff, { type: 'woff', inflate }).get().glyf
    expect(glyphs.filter((glyph) => glyph.unicode?.includes(0xe100))).toHaveLength(1)
    expect(glyphs).toHaveLength(2)
  })
  it('says which icon has no glyph', () => {
    expect(() => embedded(".t-icon-nonsense:before{content:'\\E001';}", font, ['nonsense'])).toThrow('no glyph for: nonsense')
  })
})
