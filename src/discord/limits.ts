/** What Discord refuses beyond. One place; each group links its page. Lengths are in characters. */

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const EMBED = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  /** Over all embeds of a message. */
  total: 6000,
} as const;

/** https://docs.discord.com/developers/resources/message#create-message */
export const MESSAGE = { content: 2000, embeds: 10, rows: 5, files: 10 } as const;

/** https://docs.discord.com/developers/resources/message#attachment-object */
export const ATTACHMENT = { description: 1024 } as const;

/** https://docs.discord.com/developers/components/reference */
export const COMPONENT = {
  customId: 100,
  buttonsInRow: 5,
  buttonLabel: 80,
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  placeholder: 150,
} as const;

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
export const INTERACTION = {
  autocompleteChoices: 25,
  choiceName: 100,
  choiceValue: 100,
  firstAnswerMs: 3000,
} as const;

/** https://docs.discord.com/developers/resources/guild-scheduled-event */
export const EVENT = { name: 100, description: 1000, location: 100 } as const;
