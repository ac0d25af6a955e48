import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { unitName } from "./chunk-OPFX7QNG.js";
var defaultSocket = "mosaic-fleet",
  holderUnit = "mosaic-tmux-holder.service",
  agentTemplate = "mosaic-agent@.service";
function agentUnit(agent) {
  return unitName(agentTemplate, agent);
}
export { defaultSocket, holderUnit, agentUnit };
