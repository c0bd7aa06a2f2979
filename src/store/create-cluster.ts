import { startEngineThread } from './engine-thread.ts';

/** Makes a new database in the folder named on the command line. Run by `folder.ts` as a process of its own. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node create-cluster.ts <folder>');

// Ends with the bot that started it, however that ended: nobody else would take the database. This thread notices at once,
// because PostgreSQL has another.
process.stdin.on('end', () => process.exit(1)).resume();

const engine = await startEngineThread(folder, () => undefined);
await engine.close();
process.stdin.pause();
