/** Who has scrolled up further than this reads, and is not carried away by what comes. */
const NEAR_END_PX = 60;

/** Keeps the newest message in sight while people are there: web components and pictures grow after they are drawn. */
export class EndKeeper {
  #isAtEnd = true;
  #scroller: HTMLElement | undefined;
  readonly #observer = new ResizeObserver(() => this.#keep());

  /** @param scroller what scrolls @param content what grows in it */
  watch(scroller: HTMLElement, content: HTMLElement): void {
    if (this.#scroller === scroller) return;
    this.#observer.disconnect();
    this.#scroller = scroller;
    let last = scroller.scrollTop;
    scroller.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      // Being far from the end may come of what has grown meanwhile; going up is the person's.
      if (isNear || scrollTop < last) this.#isAtEnd = isNear;
      last = scrollTop;
    });
    this.#observer.observe(scroller);
    this.#observer.observe(content);
  }

  /** Back to the end, as after sending. */
  goToEnd(): void {
    this.#isAtEnd = true;
    this.#keep();
  }

  #keep(): void {
    if (this.#isAtEnd && this.#scroller !== undefined) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
