/** What is known of the parts that a bot cannot answer or remind without. */
export interface State {
  readonly gateway: GatewayState;
  /** Absent where the bot runs without a database. */
  readonly storeAnswers: boolean | undefined;
  readonly revision: number;
}

export interface GatewayState {
  /** It has been connected once. */
  readonly hasStarted: boolean;
  /** Absent while it is connected. */
  readonly awayForSeconds: number | undefined;
  /** Of the last heartbeat; absent before the first has been answered. */
  readonly pingSeconds: number | undefined;
}

export interface Health {
  readonly isHealthy: boolean;
  readonly sentence: string;
}

/** Discord asks its clients to reconnect every few hours, which takes seconds. */
const AWAY_SECONDS = 60;

/**
 * Unhealthy: nobody is answered, and a new start may help. A database that does not answer is only degraded: questions are
 * answered without it, and a bot that is started again would not start until it is back.
 */
export function healthOf({ gateway, storeAnswers, revision }: State): Health {
  const { hasStarted, awayForSeconds: away } = gateway;
  if (!hasStarted) return { isHealthy: false, sentence: 'starting: not connected to Discord yet' };
  if (away !== undefined && away > AWAY_SECONDS) {
    return {
      isHealthy: false,
      sentence: `unhealthy: the connection to Discord has been gone for ${Math.floor(away)} seconds, and nobody is answered; the bot goes on trying`,
    };
  }
  const connection = away === undefined ? 'connected to Discord' : 'reconnecting to Discord';
  const served = `revision ${revision} of the facts is served`;
  if (storeAnswers === false) {
    return {
      isHealthy: true,
      sentence: `degraded: the database does not answer: reminders wait and the facts cannot be changed; ${connection}, ${served}, questions are answered`,
    };
  }
  const store = storeAnswers === undefined ? '' : ', the database answers';
  return { isHealthy: true, sentence: `well: ${connection}${store}, ${served}` };
}
