import { html, nothing, type TemplateResult } from 'lit';
import type { WireEntry } from '../../protocol.ts';
import type { App } from '../app.ts';
import { judge, SLOW_MS, shorten, TOO_LATE_MS, writeMs } from '../judge.ts';

export function drawWire(app: App): TemplateResult {
  const { wire, isWireOpen } = app.state;
  return html`<aside class="wire" id="wire" role="region" aria-label="Wire" ?hidden=${!isWireOpen}>
    <header>
      <h2>Wire</h2>
      <button type="button" class="icon" aria-label="Close the panel" @click=${() => app.change({ isWireOpen: false })}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5.7 4.3 6.3 6.3 6.3-6.3 1.4 1.4-6.3 6.3 6.3 6.3-1.4 1.4-6.3-6.3-6.3 6.3-1.4-1.4 6.3-6.3-6.3-6.3z" /></svg>
      </button>
    </header>
    <p class="note">What the bot asks of Discord, and where Discord would refuse it.</p>
    <ol tabindex="0" aria-label="Requests, the newest first">
      ${wire.toReversed().map(drawEntry)}
    </ol>
  </aside>`;
}

function drawEntry(entry: WireEntry): TemplateResult {
  const { method, path, status, tookMs, asked, refusal } = entry;
  const judgement = judge(entry);
  return html`<li data-judgement=${judgement}>
    <div class="request">
      <span class="method">${method}</span>
      <span class="path" title=${path}>${shorten(path)}</span>
      <span class="status">${status ?? 'cut'}</span>
      <span class="took">${writeMs(tookMs)}</span>
    </div>
    ${asked === undefined ? nothing : html`<p class="asked">${asked.what}, ${writeMs(asked.waitedMs)} after it was asked</p>`}
    ${judgement === 'slow' ? html`<p class="verdict">Slow: people wait ${writeMs(SLOW_MS)} at most without wondering.</p>` : nothing}
    ${judgement === 'late' ? html`<p class="verdict">Too late: Discord waits ${writeMs(TOO_LATE_MS)}.</p>` : nothing}
    ${refusal === undefined ? nothing : drawRefusal(refusal)}
  </li>`;
}

function drawRefusal({
  code,
  message,
  rule,
  doc,
  faults,
}: NonNullable<WireEntry['refusal']>): TemplateResult {
  return html`<div class="refusal">
    <p><strong>${code}</strong> ${message}</p>
    <ul>
      ${faults.map(
        (fault) =>
          html`<li><code>${fault.path || 'the request'}</code> ${fault.message} <small>${fault.code}</small></li>`,
      )}
    </ul>
    <p>Rule: <a href=${doc} target="_blank" rel="noopener noreferrer">${rule}</a></p>
  </div>`;
}
