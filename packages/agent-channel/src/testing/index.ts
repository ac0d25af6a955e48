export { everyShell, otherShells, sh, shellsOfLongSuites, type Shell } from "./shells.js";
export { age, CONVERSATION, noted, writeSleeper } from "./sleeper.js";
