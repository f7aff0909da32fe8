// Questions about a figure, answered from the ledger: the slot above the results. This module is the hook:
// `figureAnswer(query, words, root)` resolves to a node to show in #answer, or null. data/questions.json fills it.

export async function figureAnswer() {
  return null;
}
