import { existsSync } from 'node:fs';
import { parseConfig } from './config.ts';
import { UserError } from './errors.ts';

// npm run check:health: what a container's health check runs. It prints what /healthz says, and ends with 1 where that is bad.

/** Docker gives up after five seconds. */
const WITHIN_MS = 4000;

/** Where every address is listened on, this machine's own is one of them. */
const OWN: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

async function checkHealth(): Promise<{ code: 0 | 1; output: string }> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { metricsPort: port, metricsHost } = parseConfig(process.env);
  if (port === undefined) return { code: 0, output: 'METRICS_PORT is empty: nobody is asked.' };
  const host = OWN[metricsHost] ?? (metricsHost.includes(':') ? `[${metricsHost}]` : metricsHost);
  const address = `http://${host}:${port}/healthz`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(WITHIN_MS) });
    return { code: response.ok ? 0 : 1, output: (await response.text()).trim() };
  } catch {
    return { code: 1, output: `unhealthy: ${address} does not answer` };
  }
}

try {
  const { code, output } = await checkHealth();
  console.log(output);
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
