import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { scenarios } from "./chunk-YIVHTKZZ.js";
import "./chunk-IMTHERCV.js";
import "./chunk-T6KJYTHM.js";
import "./chunk-OPFX7QNG.js";
import "./chunk-U26MRXRI.js";
export { scenarios };
