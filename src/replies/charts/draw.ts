import { Resvg } from '@resvg/resvg-js';
// One file of a megabyte loads ten times faster than the few hundred that it was made of.
import { init } from 'echarts/dist/echarts.esm.min.mjs';
import type { Chart, Picture } from './chart.ts';
import { layOut } from './layout.ts';
import { toOption } from './option.ts';
import { WIDTH, ZOOM } from './theme.ts';
import { FAMILY, FONT_FILES, loadMeasure, type Measure } from './typeface.ts';

// What is imported here takes tens of megabytes and a tenth of a second: only the thread that draws imports it.

let measure: Measure | undefined;

/** The chart as SVG, whose texts name the font and do not bring it. */
export function drawSvg(chart: Chart): string {
  measure ??= loadMeasure();
  const layout = layOut(chart, measure);
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: layout.height });
  try {
    canvas.setOption(toOption(layout));
    return canvas.renderToSVGString();
  } finally {
    // Undisposed, it keeps its timers and with them the process.
    canvas.dispose();
  }
}

export function drawPicture(chart: Chart): Picture {
  const rendered = new Resvg(drawSvg(chart), {
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FAMILY },
    fitTo: { mode: 'zoom', value: ZOOM },
  }).render();
  // What comes of `asPng` is memory of the native side: a copy can be handed over.
  return { png: new Uint8Array(rendered.asPng()), width: rendered.width, height: rendered.height };
}
