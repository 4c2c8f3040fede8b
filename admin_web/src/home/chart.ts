/** The 30-day chart; a chunk of its own, since ECharts is large and most pages need none of it. */
import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { DayFigure } from '@/http/schema'
import { shortDay } from './figures'

use([BarChart, CanvasRenderer, GridComponent, LegendComponent, TooltipComponent])

const QUIET = '#5e5e5e'

/** Draw it; `color` is the brand's. The tooltip is drawn on the canvas: the server's policy forbids inline styles. */
export function draw(place: HTMLElement, days: readonly DayFigure[], color: string): EChartsType {
  const chart = init(place)
  chart.setOption({
    animation: false,
    color: [`${color}40`, color],
    textStyle: { fontFamily: 'inherit', color: QUIET },
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, itemGap: 24 },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => shortDay(day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#e7e7e7' } },
      axisLabel: { color: QUIET },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: QUIET }, splitLine: { lineStyle: { color: '#eeeeee' } } },
    series: [
      { name: '获准来访', type: 'bar', barGap: '-100%', barMaxWidth: 18, data: days.map(({ number }) => number) },
      { name: '实际入校', type: 'bar', barMaxWidth: 18, data: days.map(({ admitted }) => admitted) },
    ],
  })
  return chart
}
