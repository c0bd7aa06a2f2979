import type {
  CustomSeriesOption,
  EChartsOption,
  GraphicComponentOption,
  XAXisComponentOption,
  YAXisComponentOption,
} from 'echarts';
import { endOfAxis, renderTick, stepOf } from './axis.ts';
import { KEY, type Layout, type PlacedKey, type PlacedPanel, type PlacedText } from './layout.ts';
import { drawSpan, type Shape, type Span } from './marks.ts';
import { BAR_HEIGHT, COLORS, RADIUS, TEXTS, WIDTH } from './theme.ts';
import { FAMILY } from './typeface.ts';
import type { ChartWords } from './words.ts';

/** The layout as ECharts draws it: an axis and a series of shapes for each panel, and texts where they were placed. */
export function toOption(layout: Layout): EChartsOption {
  const { panels } = layout;
  return {
    animation: false,
    textStyle: { fontFamily: FAMILY },
    grid: panels.map(({ left, width, top, height }) => ({
      ...{ left, width, top, height },
      outerBoundsMode: 'none' as const,
    })),
    xAxis: panels.map((placed, index) => xAxisOf(placed, index, layout.words)),
    yAxis: panels.map(yAxisOf),
    series: panels.map(seriesOf),
    graphic: [drawCard(layout), ...layout.texts.flatMap(drawText), ...layout.keys.flatMap(drawKey)],
  };
}

function xAxisOf(
  { panel, left, width }: PlacedPanel,
  gridIndex: number,
  words: ChartWords,
): XAXisComponentOption {
  const max = endOfAxis(panel, width);
  const interval = stepOf(max, width);
  return {
    type: 'value',
    gridIndex,
    min: 0,
    max,
    interval,
    // Its line would stand at the top, where the other axis begins.
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { showMaxLine: false, showMinLine: false, lineStyle: { color: COLORS.grid } },
    axisLabel: {
      // The axis ends where its bars do, mostly between two ticks.
      showMaxLabel: false,
      alignMinLabel: 'left',
      formatter: (value: number) => {
        const tick = renderTick(value, interval, panel.prefix, words);
        // The last one may stand too near to the edge of the card.
        const room = left + (value / max) * width + (tick.length * TEXTS.axis.size) / 3.5;
        return room > WIDTH - 4 ? '' : tick;
      },
      color: COLORS.muted,
      fontSize: TEXTS.axis.size,
      margin: 6,
      hideOverlap: true,
    },
  };
}

/** Down in pixels: where a bar stands is known already. */
function yAxisOf({ height }: PlacedPanel, gridIndex: number): YAXisComponentOption {
  return {
    type: 'value',
    gridIndex,
    min: 0,
    max: height,
    inverse: true,
    splitLine: { show: false },
    axisLabel: { show: false },
    axisTick: { show: false },
    axisLine: { show: false },
  };
}

function seriesOf({ bars }: PlacedPanel, index: number): CustomSeriesOption {
  return {
    type: 'custom',
    coordinateSystem: 'cartesian2d',
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    data: bars.map(({ bar }, place) => [bar.low, place]),
    renderItem: ({ dataIndex }, api) => {
      const placed = bars[dataIndex];
      if (placed === undefined) return null;
      const at = (value: number) => api.coord([value, 0])[0] ?? 0;
      const { low, high, isLowAbout, isHighAbout } = placed.bar;
      const ends = { zero: at(0), low: at(low), high: high === undefined ? undefined : at(high) };
      return { type: 'group', children: drawSpan({ ...ends, isLowAbout, isHighAbout }, placed.y) };
    },
  };
}

function drawCard({ height }: Layout): GraphicComponentOption {
  return {
    type: 'rect',
    z: -10,
    shape: { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1, r: RADIUS },
    style: { fill: COLORS.ground, stroke: COLORS.edge, lineWidth: 1 },
  };
}

/** A text on a piece of ground, so that the lines of the axis end at it. A white outline of each letter costs 30 ms. */
function drawText({ text, x, y, align, width, style }: PlacedText): GraphicComponentOption[] {
  const { size, weight, color } = style;
  const font = { fontFamily: FAMILY, fontSize: size, fontWeight: weight };
  return [
    {
      type: 'rect',
      z: 9,
      shape: { x: (align === 'left' ? x : x - width) - 3, y: y - 1, width: width + 6, height: size * 1.3 },
      style: { fill: COLORS.ground },
    },
    { type: 'text', z: 10, x, y, style: { text, align, verticalAlign: 'top', fill: color, ...font } },
  ];
}

function drawKey({ entry, x, y }: PlacedKey): GraphicComponentOption[] {
  const end = x + KEY.width;
  const plain = { zero: x, isLowAbout: false, isHighAbout: false };
  const spans: Readonly<Record<typeof entry.mark, Span>> = {
    sure: { ...plain, low: end, high: end },
    possible: { ...plain, low: x, high: end },
    endless: { ...plain, low: x, high: undefined },
    about: { ...plain, low: end - 8, high: end - 8, isLowAbout: true },
  };
  const top = y + (TEXTS.note.size * 1.2 - BAR_HEIGHT) / 2;
  return drawSpan(spans[entry.mark], top).map((shape: Shape) => ({ ...shape, z: 10 }));
}
