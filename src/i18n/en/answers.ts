/** What is said of a question itself: that it cannot be read, or cannot be answered. */
export const answers = {
  /** Options that errors name. */
  options: {
    since: 'since',
    until: 'until',
    as_of: 'as_of',
    when: 'when',
    kind: 'kind',
    chart: 'chart',
    before: 'before',
    source: 'source',
  },
  ask: {
    problem: '`{{name}}`: {{problem}}',
    notAChoice: '`{{name}}` is not “{{text}}”. It is one of: {{choices}}.',
    noCommand: 'There is no such command any more. `/help` lists what there is.',
    oldButton: 'This button or menu is from an older version. Please ask again.',
    unknown: 'The bot does not know this any more.',
    failed: 'Something went wrong on our side. Whoever runs the bot finds it in the log as {{id}}.',
    privately: 'Answered privately.',
  },
} as const;
