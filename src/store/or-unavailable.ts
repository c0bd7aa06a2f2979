import type { UserError } from '../errors.ts';
import { StoreUnavailable } from './store.ts';

/** @param makeError what is thrown where the database does not answer */
export async function orUnavailable<T>(
  makeError: (cause: Error) => UserError,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw makeError(error);
    throw error;
  }
}
