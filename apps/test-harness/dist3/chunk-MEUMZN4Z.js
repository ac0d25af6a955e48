import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { chooseLane, laneOf, readLanes } from "./chunk-3ZO3L3X6.js";
import "./chunk-MTPKONAO.js";
import "./chunk-U26MRXRI.js";
export { chooseLane, laneOf, readLanes };
