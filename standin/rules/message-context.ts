import type { StoredMessage } from '../messages.ts';
import type { UploadedFile } from '../multipart.ts';

/** What the rules about messages need to know beside the body. */
export interface MessageContext {
  /** An answer to an interaction may be ephemeral, a message in a channel not. */
  readonly place: 'channel' | 'interaction';
  readonly files: readonly UploadedFile[];
  /** The message that an edit changes. */
  readonly previous: StoredMessage | undefined;
  /** A deferral carries flags and nothing else. */
  readonly isDeferral: boolean;
  readonly mayReplyTo: (messageId: string) => boolean;
  /** Of one file. */
  readonly maxFileBytes: number;
}
