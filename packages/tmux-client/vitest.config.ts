import { dirname } from "node:path";
import shared from "../../vitest.shared.ts";

// Another tmux than the one of the machine: a path whose last part is `tmux`.
const underTest = process.env["TMUX_UNDER_TEST"];
if (underTest) process.env["PATH"] = `${dirname(underTest)}:${process.env["PATH"] ?? ""}`;

export default shared;
