// What code reads out of what start-agent-session.sh says, beside its exit codes. launcher-words.test.ts holds the script to it.

/** How the text that systemd shows of a unit begins while all is well; any other says what is wrong. */
export const RUNS = "runs: ";
