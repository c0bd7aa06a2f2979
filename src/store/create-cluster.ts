import { startEngine } from './engine.ts';

/** Makes a new database in the folder named on the command line. Run by `folder.ts` as a process of its own. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node create-cluster.ts <folder>');
const engine = await startEngine(folder, () => undefined);
await engine.close();
