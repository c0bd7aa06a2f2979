import { type PlacedComponent, walkComponents } from '../message-parts.ts';
import type { MessageBody } from '../messages.ts';

const known = new WeakMap<MessageBody, readonly PlacedComponent[]>();

/** Every component of a body with where it stands; walked once for all the rules. */
export function placed(body: MessageBody): readonly PlacedComponent[] {
  const found = known.get(body) ?? [...walkComponents(body.components ?? [])];
  known.set(body, found);
  return found;
}
