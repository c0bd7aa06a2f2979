import { UserError } from '../errors.ts';
import { ENGLISH, type Translate } from './language.ts';

/**
 * A `UserError` thrown where nobody knows who will read it: whoever answers words it in the reader's language. Its message is
 * English, for logs and the command line.
 */
export class ToldError extends UserError {
  readonly tell: (t: Translate) => string;

  constructor(tell: (t: Translate) => string, options?: ErrorOptions) {
    super(tell(ENGLISH.t), options);
    this.tell = tell;
  }
}

/** What a reader is told of an error. Faults of files, which name their lines and fields, are in English. */
export function wordError(t: Translate, error: UserError): string {
  return error instanceof ToldError ? error.tell(t) : error.message;
}
