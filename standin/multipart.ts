import type { IncomingMessage } from 'node:http';
import { refusal } from './rules/refusals.ts';

export interface UploadedFile {
  /** The n of `files[n]`. */
  readonly index: number;
  readonly filename: string;
  readonly contentType: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface RequestBody {
  /** The parsed JSON; undefined where there was no body. */
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('jsonInvalid');
  }
}

/**
 * Reads the whole body of a request: JSON, or a form with `payload_json` and `files[n]`.
 *
 * @throws DiscordError if it is neither
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return { json: undefined, files: [] };
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('application/json')) return { json: parseJson(bytes.toString()), files: [] };
  if (contentType.startsWith('multipart/form-data')) return readForm(bytes, contentType);
  throw refusal('contentTypeWrong');
}

async function readForm(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<RequestBody> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw refusal('formInvalid');
  }
  const payload = form.get('payload_json');
  const files: UploadedFile[] = [];
  for (const [name, part] of form) {
    const [, index] = /^files\[(\d+)\]$/.exec(name) ?? [];
    if (index === undefined || typeof part === 'string') continue;
    files.push({
      index: Number(index),
      filename: part.name,
      contentType: part.type || 'application/octet-stream',
      data: new Uint8Array(await part.arrayBuffer()),
    });
  }
  return { json: typeof payload === 'string' ? parseJson(payload) : {}, files };
}
