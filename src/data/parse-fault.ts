/** What a parser says, in two: what is wrong, and what to write. */
export function halvesOf(message: string): [string, string] {
  const [, problem, remedy] =
    /^(.*?)(?:\. (?=Write )|; (?=write |did you mean ))(.*?)\.?$/s.exec(message) ?? [];
  return problem && remedy
    ? [problem, remedy.charAt(0).toLowerCase() + remedy.slice(1)]
    : [message.replace(/\.$/, ''), 'see docs/data-format.md'];
}
