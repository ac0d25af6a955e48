import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { completionScript } from "./chunk-O4TK75LH.js";
import "./chunk-CIKW3GJG.js";
import "./chunk-U26MRXRI.js";
export { completionScript };
