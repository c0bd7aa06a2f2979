import { UserError } from '../errors.ts';
import { StoreUnavailable } from './store.ts';

/** @throws UserError with this sentence where the database does not answer */
export async function orUnavailable<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new UserError(sentence, { cause: error });
    throw error;
  }
}
