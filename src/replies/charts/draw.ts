import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
// One file of a megabyte loads ten times faster than the few hundred that it was made of.
import { init } from 'echarts/dist/echarts.esm.min.mjs';
import type { Chart, Picture } from './chart.ts';
import { layOut } from './layout.ts';
import { toOption } from './option.ts';
import { WIDTH, zoomFor } from './theme.ts';
import { FAMILY, FONT_FILES, loadMeasure, type Measure } from './typeface.ts';

// What is imported here takes tens of megabytes and a tenth of a second: only the thread that draws imports it.

let measure: Measure | undefined;

export interface Drawing {
  /** Its texts name the font and do not bring it. */
  readonly svg: string;
  readonly options: ResvgRenderOptions;
}

/** The chart as SVG, and how resvg is to make a picture of it. */
export function drawSvg(chart: Chart): Drawing {
  measure ??= loadMeasure();
  const layout = layOut(chart, measure);
  const { height } = layout;
  const font = { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FAMILY };
  const options: ResvgRenderOptions = { font, fitTo: { mode: 'zoom', value: zoomFor(height) } };
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    canvas.setOption(toOption(layout));
    return { svg: canvas.renderToSVGString(), options };
  } finally {
    // Undisposed, it keeps its timers and with them the process.
    canvas.dispose();
  }
}

export function drawPicture(chart: Chart): Picture {
  const { svg, options } = drawSvg(chart);
  const rendered = new Resvg(svg, options).render();
  // What comes of `asPng` is memory of the native side: a copy can be handed over.
  return { png: new Uint8Array(rendered.asPng()), width: rendered.width, height: rendered.height };
}
