import type { Finding } from "./diagnostic.js";
import type { Span } from "../text/line-index.js";

/** Takes a finding and the place in the text that it is about. */
export type Report = (finding: Finding, span: Span) => void;
