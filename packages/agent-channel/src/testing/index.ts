export { everyShell, otherShells, sh, type Shell } from "./shells.js";
