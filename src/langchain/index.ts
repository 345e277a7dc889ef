export { type AnswerChainFields, type AnswerInput, AnswerChain, answerOf } from "./answer-chain.js";
export {
  FootnoteRetriever,
  type FootnoteRetrieverFields,
  type PassageDocument,
  type PassageMetadata,
} from "./retriever.js";
