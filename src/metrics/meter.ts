/** How an interaction ended. */
export type AnswerOutcome =
  | 'answered'
  /** The user was told what is wrong and what to do. */
  | 'refused'
  /** A command, button or menu that there is no more. */
  | 'unknown'
  /** Our bug, or Discord did not take the answer. */
  | 'failed'
  /** Discord no longer waited for it, or another process had given it. */
  | 'late';

export interface Answered {
  /** Of one that there is no more, any text. */
  readonly command: string;
  readonly type: 'command' | 'autocomplete' | 'component';
  readonly outcome: AnswerOutcome;
  /** From when it arrived until its last message was sent. */
  readonly seconds: number;
}

/** What the rest of the bot tells whoever counts. Where nobody does, there is none. */
export interface Meter {
  answered(answer: Answered): void;
  searched(method: 'find' | 'suggest', seconds: number): void;
  /**
   * A row of the ledger was settled, or an attempt failed and follows again.
   *
   * @param reason of a skipped one: a `SkipReason`
   */
  reminded(outcome: 'sent' | 'late' | 'skipped' | 'failing', reason?: string): void;
}
