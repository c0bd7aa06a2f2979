import type { Ask, DoneValue, OptionValues } from '../../protocol.ts';
import { type Composer, offer } from './model.ts';
import { activeOption, isAsking, questionOf } from './rows.ts';

/** As long as Discord's client waits for the next key before it asks. */
const DEBOUNCE_MS = 250;

/** What the bot is asked, without the channel and a number. */
export type Completion = Omit<Extract<Ask, { type: 'complete' }>, 'id' | 'channel'>;

/** Where the box is. */
interface Page {
  readonly composer: Composer;
  show(composer: Composer): void;
  /** Rejects with a sentence for the person. */
  ask(completion: Completion): Promise<Pick<DoneValue, 'choices'>>;
}

/** Asks the bot what it offers for what stands in the active option, a moment after the last key. */
export class Suggestions {
  readonly #page: Page;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is asked and has no answer yet. Answers stand in the composer, which a playground that starts anew empties. */
  #asking: string | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** To be called whenever somebody changed the composer. */
  follow(): void {
    const { composer } = this.#page;
    const key = isAsking(composer) ? questionOf(composer) : undefined;
    if (key === this.#asking) return;
    this.#asking = key;
    clearTimeout(this.#timer);
    if (key === undefined) return;
    const wait = composer.text === '' ? 0 : DEBOUNCE_MS;
    this.#timer = setTimeout(() => void this.#ask(key), wait);
  }

  async #ask(key: string): Promise<void> {
    const completion = completionOf(this.#page.composer);
    const offered = completion && (await this.#answer(key, completion));
    if (this.#asking === key) this.#asking = undefined;
    const { composer } = this.#page;
    // Of what was typed meanwhile, the later answer tells.
    if (offered !== undefined && questionOf(composer) === key) this.#page.show(offer(composer, offered));
  }

  #answer(key: string, completion: Completion): Promise<Composer['offered']> {
    return this.#page.ask(completion).then(
      ({ choices = [] }) => ({ key, choices, failure: '' }),
      (error: Error) => ({ key, choices: [], failure: error.message }),
    );
  }
}

function completionOf(composer: Composer): Completion | undefined {
  const option = activeOption(composer);
  if (composer.command === undefined || option === undefined) return undefined;
  const isText = option.kind === 'text';
  const focused = isText ? composer.text : Number(composer.text) || 0;
  return {
    type: 'complete',
    command: composer.command.path,
    options: { ...withoutFiles(valuesOf(composer)), [option.name]: focused },
    focused: option.name,
  };
}

export function valuesOf({ filled }: Composer): OptionValues {
  return Object.fromEntries(Object.entries(filled).map(([name, { value }]) => [name, value]));
}

/** What a file holds does not bear on suggestions, and goes over at the end. */
function withoutFiles(options: OptionValues): OptionValues {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== 'object'));
}
