import type { Language } from '../i18n/language.ts';
import type { Reply } from '../replies/reply.ts';
import type { News } from '../revisions/announcer.ts';
import { renderChanged, renderFaults, renderPreview } from './facts.render.ts';

/** What the admins' channel is told of the folder of sources. */
export async function renderNews(language: Language, news: News): Promise<Reply> {
  const { t } = language;
  switch (news.type) {
    case 'faults':
      return renderFaults(language, news.error, t('news.faults'));
    case 'applied': {
      const { revision, preview } = news;
      return renderChanged(language, preview, t('news.applied', { revision, before: revision - 1 }));
    }
    case 'proposed': {
      const remark = t(news.isHeldBack ? 'news.heldBack' : 'news.proposed');
      // The remark says it already: the folder has changed.
      return renderPreview(language, { ...news.preview, why: undefined }, remark);
    }
  }
}
