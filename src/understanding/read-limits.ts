/** More than the rules read of a conversation, newest turns first: a long one costs no more than a short one. */
export const MAX_TURNS_READ = 16;
/** The same of each turn, in characters from its start. */
export const MAX_TURN_LENGTH = 2_000;
