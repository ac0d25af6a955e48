import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { allRules } from "./chunk-AL26SZTS.js";
import "./chunk-TCHGMVH5.js";
import "./chunk-OPFX7QNG.js";
import "./chunk-U26MRXRI.js";
export { allRules };
