import { type Fault, faultOfWhole } from '../errors.ts';
import { FileReport } from './file-report.ts';
import { chooseFormat } from './formats/choose.ts';
import type { OpenBody } from './formats/format.ts';
import type { SourceFolder } from './formats/source-file.ts';
import { readText } from './formats/utf8.ts';
import { readYaml } from './formats/yaml.ts';
import { reportSchemaFaults } from './schema-faults.ts';
import { SLUG } from './slug.ts';

/** A source whose head (`facts.yaml`, `table.yaml`, …) is YAML. Its value may depart from the schema; the report then says so. */
export interface OpenSource {
  readonly id: string;
  readonly value: unknown;
  readonly report: FileReport;
  /** Absent if the file that the facts rest on cannot be read at all. */
  readonly readRecords: OpenBody['readRecords'] | undefined;
}

/** Reads the head of a source, and finds how its facts are to be read. */
export async function openSource(folder: SourceFolder): Promise<{
  source: OpenSource | undefined;
  faults: Fault[];
}> {
  const { name } = folder;
  const faults = nameFaults(name);
  const chosen = chooseFormat(folder);
  if (Array.isArray(chosen)) return { source: undefined, faults: [...faults, ...chosen] };
  const { format, head, body } = chosen;
  faults.push(...chosen.faults);
  const opened = body && (await format.openBody(body.file, `${name}/${body.name}`));
  faults.push(...(opened?.faults ?? []));
  const path = `${name}/${format.head}`;
  const yaml = head && (await readText(head, path, format.largestHead));
  if (typeof yaml !== 'string') return { source: undefined, faults: [...faults, ...(yaml ? [yaml] : [])] };
  const reading = readYaml(yaml);
  if (!reading.ok) {
    faults.push(...reading.faults.map((fault) => ({ ...fault, path })));
    return { source: undefined, faults };
  }
  const report = new FileReport(path, reading);
  reportSchemaFaults(format.schema, reading.value, report);
  return { source: { id: name, value: reading.value, report, readRecords: opened?.readRecords }, faults };
}

function nameFaults(name: string): Fault[] {
  if (SLUG.test(name)) return [];
  const problem = 'the folder’s name cannot be an id';
  const remedy = 'name it with small letters, digits and hyphens, such as 2014-06-04-us-security-assistance';
  return [faultOfWhole(name, problem, remedy)];
}
