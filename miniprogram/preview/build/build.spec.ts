/** What the build makes of WXML and WXSS, and what it refuses. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { inlineUnits } from '../runtime/rpx'
import { compileStyle, units } from './styles.mjs'
import { renamed, unknownTags } from './tags.mjs'
import { compileTemplates } from './templates.mjs'
import { unitsOf } from './units.mjs'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), content)
  }
}

function style(wxss: string, scope?: string): string {
  write({ 'a.wxss': wxss })
  return compileStyle(root, 'a.wxss', scope)
}

describe('style sheets', () => {
  it.each([
    ['32rpx', 'calc(var(--rpx) * 32)'],
    ['-16rpx 0.5rpx', 'calc(var(--rpx) * -16) calc(var(--rpx) * 0.5)'],
    ['calc(100vh - 32rpx)', 'calc(calc(var(--vh) * 100) - calc(var(--rpx) * 32))'],
    ['url(data:font/woff;base64,12rpx)', 'url(data:font/woff;base64,12rpx)'],
    ['12px', '12px'],
  ])('measure %s', (given, expected) => expect(units(given)).toBe(expected))

  it('measure in style attributes, too', () => {
    expect(inlineUnits('width: 10rpx; --a1: 3px')).toBe('width: calc(var(--rpx) * 10); --a1: 3px')
  })
  it('rename tags and the page, and keep to their component', () => {
    expect(style('page, view.a > text { color: red }')).toBe('wx-page, wx-view.a > wx-text { color: red }')
    expect(style('.a .b-c:first-child { color: red }', 'c1')).toBe('.c1--a .c1--b-c:first-child { color: red }')
    expect(style(':host { display: block }', 'c1')).toBe('[wx-host="c1"] { display: block }')
    expect(style('@keyframes turn { from { opacity: 0 } 50.5% { opacity: 1 } }', 'c1')).toContain('50.5% {')
  })
  it('take in what they import', () => {
    write({ 'styles/b.wxss': '.b { color: blue }' })
    expect(style('@import "./styles/b.wxss";\n.a { color: red }')).toContain('.b { color: blue }')
  })
  it('refuse ids, which the framework does not write', () => {
    expect(() => style('#a { color: red }')).toThrow('use classes')
  })
})

describe('templates', () => {
  it('get our tags and events by their long names', () => {
    expect(renamed('<view bindtap="a" catch:touchmove="b" capture-bind:tap="c"><t-view/><viewer/></view>')).toBe(
      '<wx-view bind:tap="a" catch:touchmove="b" capture-bind:tap="c"><t-view/><viewer/></wx-view>',
    )
  })
  it('may use what is provided, compiled or their own', () => {
    expect(unknownTags('<view><block/><slot/><t-button/><!-- <video/> --></view>', ['t-button'])).toEqual([])
    expect(unknownTags('<view><video/></view>', [])).toEqual(['video'])
  })
  it('are refused with a tag nobody provides', () => {
    write({ 'p.json': '{}', 'p.wxml': '<map/>' })
    expect(() => compileTemplates(root, unitsOf(root, { pages: ['p'] }))).toThrow('p.wxml: the preview has no <map>')
  })
  it('are refused when they do not compile', () => {
    write({ 'p.json': '{}', 'p.wxml': '\n<view>{{ a + }}</view>' })
    expect(() => compileTemplates(root, unitsOf(root, { pages: ['p'] }))).toThrow('p.wxml:2: unexpected character inside expression')
  })
})

describe('components', () => {
  it('are found from the root, beside the file and among the packages, once each', () => {
    write({
      'app/p.json': '{"usingComponents": {"near": "./near", "far": "/components/far", "t-button": "tdesign-miniprogram/button/button"}}',
      'app/near.json': '{"usingComponents": {"far": "/components/far", "near": "./near"}}', 'components/far.json': '{}', 'global.json': '{}',
      'miniprogram_npm/tdesign-miniprogram/button/button.json': '{}',
    })
    const found = unitsOf(root, { pages: [], subPackages: [{ root: 'app', pages: ['p'] }], usingComponents: { global: '/global' } })
    expect(found.map((unit) => `${unit.kind} ${unit.path}`)).toEqual([
      'page app/p', 'component global', 'component app/near', 'component components/far',
      'component miniprogram_npm/tdesign-miniprogram/button/button',
    ])
  })
  it('must be there', () => {
    write({ 'p.json': '{"usingComponents": {"x": "/nowhere"}}' })
    expect(() => unitsOf(root, { pages: ['p'] })).toThrow('p.json uses the component /nowhere')
  })
})
