export { everyShell, otherShells, sh, type Shell } from "./shells.js";
export { age, CONVERSATION, noted, writeSleeper } from "./sleeper.js";
