const ENGLISH = wordSet('the of and to for with by this that has have will were are its worth than more');
/** Small words, and those before figures, that English has not. */
const FOREIGN = wordSet(`
  der die das und für fur mit von rund über uber etwa mehr als bis ca zirka le la les des du et pour avec environ plus de jusqu'à
  el los las y para con más mas unos di il circa oltre per più em cerca mais een het van ongeveer ruim meer og cirka över drygt
  oraz ponad około okolo przez asi více přes viac
`);
const WORD = /[\p{L}\p{M}']+/gu;
const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u;

/** Whether the words around a figure can be taken for English: in a few words of no language, they are. */
export function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(WORD) ?? [];
  if (words.some((word) => ENGLISH.has(word))) return true;
  return !NOT_LATIN.test(text) && !words.some((word) => FOREIGN.has(word));
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
