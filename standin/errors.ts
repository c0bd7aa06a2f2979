/** Where a form fault sits: `['embeds', 0, 'title']`. */
export type Path = readonly (string | number)[];

/** The rule that a request broke, and the page that states it. */
export interface RuleReference {
  readonly name: string;
  readonly doc: string;
}

/** One entry of `errors` in an "Invalid Form Body" answer. */
export interface FormFault {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly rule: RuleReference;
}

/** What Discord answers to a request that it refuses: an HTTP status and `{ code, message, errors? }`. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly rule: RuleReference;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, rule: RuleReference, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.rule = rule;
    this.errors = errors;
  }

  toJSON(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

/** The user's side of Discord would not do this, or the bot let the user down. */
export class StandinError extends Error {
  override readonly name = 'StandinError';
}

interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

function insert(tree: ErrorTree, fault: FormFault): void {
  let node = tree;
  for (const key of fault.path) {
    const child = node[key];
    const next: ErrorTree = child && !Array.isArray(child) ? child : {};
    node[key] = next;
    node = next;
  }
  const list = node._errors;
  const entry = { code: fault.code, message: fault.message };
  node._errors = Array.isArray(list) ? [...list, entry] : [entry];
}

/**
 * Discord's 50035, with its faults nested by path.
 *
 * @param faults at least one; the first names the rule in the list of refusals
 */
export function formError(faults: readonly [FormFault, ...FormFault[]]): DiscordError {
  const errors: ErrorTree = {};
  for (const fault of faults) insert(errors, fault);
  return new DiscordError(400, 50035, 'Invalid Form Body', faults[0].rule, errors);
}

/** A short text of a refusal, for messages to the developer. */
export function describeRefusal(error: DiscordError): string {
  const details = error.errors ? ` ${JSON.stringify(error.errors)}` : '';
  return `${error.status} ${error.code} ${error.message}${details} (rule: ${error.rule.name}, ${error.rule.doc})`;
}
