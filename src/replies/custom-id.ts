/** `command:action:a:b:…`: what a button or menu needs, in the button itself, so that it works after a restart. */
export function customId(command: string, action: string, ...args: readonly string[]): string {
  return [command, action, ...args].join(':');
}

/** The parts of a `custom_id`. Free text comes last: it alone may hold colons. */
export function parseCustomId(id: string): { command: string; action: string; rest: string } {
  const [command = '', action = '', ...rest] = id.split(':');
  return { command, action, rest: rest.join(':') };
}

/** `count` arguments out of `rest`; the last keeps its colons. Absent ones are empty. */
export function splitArgs(rest: string, count: number): string[] {
  const parts = rest.split(':');
  const head = parts.slice(0, count - 1);
  return Array.from({ length: count }, (_, i) =>
    i < count - 1 ? (head[i] ?? '') : parts.slice(count - 1).join(':'),
  );
}
