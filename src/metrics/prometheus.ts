import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { State } from './health.ts';
import type { Answered, AnswerOutcome, Meter } from './meter.ts';

/** Discord waits three seconds for a first answer. */
const ANSWER_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30];
const SEARCH_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

const TYPES: readonly Answered['type'][] = ['command', 'autocomplete', 'component'];

/** As an operator asks for them: whose fault it was. */
const OUTCOMES: Readonly<Record<AnswerOutcome, string>> = {
  answered: 'answered',
  refused: 'user_error',
  failed: 'our_error',
  late: 'too_late',
  unknown: 'unknown',
};

/** Whoever asks for a command that there is no more could name any. */
const OTHER = 'other';

/** What has been counted, in the words of Prometheus: https://prometheus.io/docs/practices/naming/ */
export interface Metrics extends Meter {
  readonly contentType: string;
  render(state: State): Promise<string>;
}

/** @param commands the names that a label may have */
export function createMetrics(commands: readonly string[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const meter = createMeter(registry, commands);
  const show = createGauges(registry);
  return {
    ...meter,
    contentType: registry.contentType,
    render: (state) => {
      show(state);
      return registry.metrics();
    },
  };
}

function createMeter(registry: Registry, commands: readonly string[]): Meter {
  const registers = [registry];
  const interactions = new Counter({
    name: 'tranche_interactions_total',
    help: 'Interactions by command and by how they ended',
    labelNames: ['command', 'type', 'outcome'],
    registers,
  });
  const answers = new Histogram({
    name: 'tranche_answer_seconds',
    help: 'From when an interaction arrived until its last message was sent',
    labelNames: ['command', 'type'],
    buckets: ANSWER_BUCKETS,
    registers,
  });
  const searches = new Histogram({
    name: 'tranche_search_seconds',
    help: 'Searches that questions (find) and autocomplete (suggest) needed; what was asked lately needs none',
    labelNames: ['method'],
    buckets: SEARCH_BUCKETS,
    registers,
  });
  const reminders = new Counter({
    name: 'tranche_reminders_total',
    help: 'Reminders and corrections by what became of them; failing counts attempts that follow again',
    labelNames: ['outcome', 'reason'],
    registers,
  });
  // An increase is seen from what was there before: the first error of a command would be seen by nobody.
  for (const command of commands)
    for (const type of TYPES)
      for (const outcome of Object.values(OUTCOMES)) interactions.inc({ command, type, outcome }, 0);
  for (const outcome of ['sent', 'late', 'failing']) reminders.inc({ outcome, reason: '' }, 0);
  const known = new Set(commands);
  return {
    answered: ({ command: name, type, outcome, seconds }) => {
      const command = known.has(name) ? name : OTHER;
      interactions.inc({ command, type, outcome: OUTCOMES[outcome] });
      answers.observe({ command, type }, seconds);
    },
    searched: (method, seconds) => searches.observe({ method }, seconds),
    reminded: (outcome, reason = '') => reminders.inc({ outcome, reason }),
  };
}

/** What is so now, worked out when somebody looks. */
function createGauges(registry: Registry): (state: State) => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const revision = gauge('tranche_facts_revision', 'The revision of the facts that is served');
  const connected = gauge('tranche_gateway_connected', '1 while Discord can reach the bot, else 0');
  const away = gauge(
    'tranche_gateway_away_seconds',
    'How long Discord has been out of reach; 0 if it is not',
  );
  const ping = gauge('tranche_gateway_ping_seconds', 'The last heartbeat and back; NaN before the first');
  const store = gauge('tranche_store_up', '1 if the database answers, else 0; NaN where there is none');
  return ({ gateway, storeAnswers, revision: number }) => {
    revision.set(number);
    connected.set(gateway.awayForSeconds === undefined ? 1 : 0);
    away.set(gateway.awayForSeconds ?? 0);
    ping.set(gateway.pingSeconds ?? Number.NaN);
    store.set(storeAnswers === undefined ? Number.NaN : Number(storeAnswers));
  };
}
