import { parentPort, workerData } from 'node:worker_threads';
import { RecordPacker } from '../../src/search/packed-records.ts';
import { generate } from '../search/generate.ts';

// Stands for whatever reads records from files: it does so on a thread of its own, and hands over memory that is shared.

const packer = new RecordPacker();
for (const record of generate(workerData.records, workerData.seed)) packer.add(record);
parentPort?.postMessage(packer.finish().packed);
