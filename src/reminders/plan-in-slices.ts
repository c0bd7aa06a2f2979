import { Pace } from '../data/pace.ts';
import { type PlanInput, type PlannedRow, planReminders } from './plan.ts';

/** Every row of a plan. Look-ups are answered by the same thread, so it is given back now and then. */
export async function* planInSlices(input: PlanInput): AsyncGenerator<PlannedRow> {
  const pace = new Pace();
  for (const rows of planReminders(input)) {
    for (const row of rows) {
      yield row;
      if (pace.isDue) await pace.rest();
    }
    // Of most meetings nothing is owed.
    if (pace.isDue) await pace.rest();
  }
}
