import { DiscordError, type FormFault, formError, type Path, type RuleReference } from '../errors.ts';

/**
 * A documented rule about the contents of a body. Its breach is part of a 50035 "Invalid Form Body".
 *
 * Discord documents the shape of `errors` but not the inner codes; those here are as seen in public reports, so let
 * no bot depend on them.
 */
export interface FormRule<Body, Context> extends RuleReference {
  readonly code: string;
  readonly message: string;
  /** Every place that breaks the rule. */
  readonly faults: (body: Body, context: Context) => Iterable<Path>;
}

/** A documented rule about a request as a whole, with a JSON error code of its own. */
export interface RequestRule<Context> extends RuleReference {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly refuses: (context: Context) => boolean;
}

/**
 * @param prefix where the body stands in the request, such as `['data']`
 * @throws DiscordError 50035 with every fault of every rule
 */
export function checkForm<Body, Context>(
  rules: readonly FormRule<Body, Context>[],
  body: Body,
  context: Context,
  prefix: Path = [],
): void {
  const faults: FormFault[] = [];
  for (const rule of rules) {
    for (const path of rule.faults(body, context)) {
      faults.push({ path: [...prefix, ...path], code: rule.code, message: rule.message, rule });
    }
  }
  const [first, ...rest] = faults;
  if (first) throw formError([first, ...rest]);
}

/** @throws DiscordError for the first rule that refuses */
export function checkRequest<Context>(rules: readonly RequestRule<Context>[], context: Context): void {
  for (const rule of rules) {
    if (rule.refuses(context)) throw new DiscordError(rule.status, rule.code, rule.message, rule);
  }
}

/** Where something is wrong in a list. */
export function indexes<T>(
  list: readonly T[] | null | undefined,
  isWrong: (item: T, index: number) => boolean,
): readonly number[] {
  return (list ?? []).flatMap((item, index) => (isWrong(item, index) ? [index] : []));
}

/** The places at which a value comes up again. */
export function repeats<T, K>(list: readonly T[] | null | undefined, key: (item: T) => K): readonly number[] {
  const seen = new Set<K>();
  return indexes(list, (item) => {
    const value = key(item);
    const isRepeated = seen.has(value);
    seen.add(value);
    return isRepeated;
  });
}

export const isBlank = (text: string | null | undefined) => !text?.trim();

/** Discord counts code points, not the UTF-16 units of `length`. */
export const lengthOf = (text: string | null | undefined) => [...(text ?? '')].length;
