import { setFlagsFromString } from 'node:v8';

/**
 * `npm start` lets V8 keep its heap small (`--optimize-for-size`): it then collects garbage often and moves what is left
 * together. Of the records of a large table that stops the thread for a tenth of a second, again and again; from here on V8
 * collects as it does by itself. The flag is looked at before each collection: no other is changed.
 */
export function allowLargeHeap(): void {
  setFlagsFromString('--no-optimize-for-size');
}
