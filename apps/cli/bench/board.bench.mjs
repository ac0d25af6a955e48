// What `status --watch` costs with 100 agents while nothing happens, and how soon it shows what does. Exits 1 beyond a limit (see
// board-of-100.mjs). Build before.
import { fileURLToPath } from "node:url";
import { inScratchHome } from "./in-scratch-home.mjs";

await inScratchHome([fileURLToPath(new URL("board-of-100.mjs", import.meta.url))], "board");
