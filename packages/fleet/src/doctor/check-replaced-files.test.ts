import { expect, test } from "vitest";
import { replacedFiles } from "./check-replaced-files.js";

test("only code counts, by files that were replaced or removed, each once", () => {
  const maps = `55d0a0000000-55d0a0020000 r--p 00000000 fe:01 1311 /usr/bin/tmux (deleted)
55d0a0020000-55d0a00a0000 r-xp 00020000 fe:01 1311                        /usr/bin/tmux (deleted)
7f10a0000000-7f10a0010000 r-xp 00000000 fe:01 1400 /usr/lib/lib a (deleted) b.so (deleted)
7f10a0010000-7f10a0020000 r-xp 00010000 fe:01 1400 /usr/lib/lib a (deleted) b.so (deleted)
7f10a0020000-7f10a0030000 r-xp 00000000 fe:01 1500 /usr/lib/libtinfo.so.6.4
7f10a0030000-7f10a0040000 r-xp 00000000 fe:01 1600 /usr/lib/old (deleted).so
7f10a0040000-7f10a0050000 rwxp 00000000 00:05 1700 /memfd:jit (deleted)
7f10a0050000-7f10a0060000 rwxp 00000000 00:05 1701 /dev/zero (deleted)
7f10a0060000-7f10a0070000 r-xp 00000000 00:00 0 [vdso]
`;
  expect(replacedFiles(maps)).toEqual(["/usr/bin/tmux", "/usr/lib/lib a (deleted) b.so"]);
  expect(replacedFiles("")).toEqual([]);
});
