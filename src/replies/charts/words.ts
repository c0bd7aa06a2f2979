import type { Language } from '../../i18n/language.ts';

/** What a chart's axes and marks say, as plain data: the thread that draws has no texts of its own. */
export interface ChartWords {
  /** Of the figures on an axis, as Intl takes it. */
  readonly locale: string;
  readonly trillion: string;
  readonly billion: string;
  readonly million: string;
  /** What its marks mean. */
  readonly sure: string;
  readonly possible: string;
  readonly endless: string;
  readonly about: string;
}

export function chartWords({ code, t }: Language): ChartWords {
  return {
    locale: code,
    trillion: t('chart.trillion'),
    billion: t('chart.billion'),
    million: t('chart.million'),
    sure: t('chart.sure'),
    possible: t('chart.possible'),
    endless: t('chart.endless'),
    about: t('chart.about'),
  };
}
