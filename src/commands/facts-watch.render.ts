import type { Reply } from '../replies/reply.ts';
import type { News } from '../revisions/watch.ts';
import { renderFaults, renderPreview } from './facts.render.ts';

/** What the admins' channel is told of the folder of sources. */
export function renderNews(news: News): Reply {
  switch (news.type) {
    case 'faults':
      return renderFaults(news.error, 'The folder of sources has changed, and does not load.');
    case 'applied': {
      const { components: _buttons, ...reply } = renderPreview(
        news.preview,
        `**The folder of sources has changed: it is served as revision ${news.revision}.** \`/facts rollback revision: ${news.revision - 1}\` goes back.`,
      );
      return reply;
    }
    case 'proposed':
      return renderPreview(
        news.preview,
        news.isHeldBack
          ? '**The folder of sources has changed.** It is not applied by itself: what is served was uploaded, or gone back to, and is not in the folder.'
          : '**The folder of sources has changed.**',
      );
  }
}
