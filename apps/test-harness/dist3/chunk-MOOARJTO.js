import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
var UsageError = class extends Error {
  name = "UsageError";
  code = "Usage";
  remedy;
  hint;
  constructor(message, remedy, hint) {
    (super(message), (this.remedy = remedy), (this.hint = hint));
  }
};
export { UsageError };
