import type { Amount } from '../../data/amount.ts';
import { exponentOf } from '../../data/amount-unit.ts';
import type { Kind } from '../../data/facts.ts';
import type { Language } from '../../i18n/language.ts';
import type { Bar } from './chart.ts';

/** An amount as a bar, in the words of the reply. @param kind said behind it, where the bar's row does not say it */
export function toBar(language: Language, amount: Amount, kind?: Kind): Bar {
  const { low, high } = amount;
  const scale = 10 ** exponentOf(amount.unit);
  const words = language.amount(amount);
  return {
    words:
      kind === undefined
        ? words
        : language.t('chart.amountKind', { amount: words, kind: language.t(`kinds.${kind}`) }),
    low: Number(low.minor) / scale,
    high: high && Number(high.minor) / scale,
    isLowAbout: low.about,
    isHighAbout: high?.about ?? false,
  };
}
