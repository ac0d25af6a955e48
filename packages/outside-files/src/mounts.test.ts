import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";

const room = fileURLToPath(new URL("./", import.meta.url));

// In a mount namespace of its own, which root alone may make without more ado.
test.skipIf(process.getuid?.() !== 0)(
  "a file system that is mounted where an agent can write is refused, a neighbour's is not",
  () => {
    const base = mkdtempSync(join(tmpdir(), "a mount "));
    try {
      for (const name of ["a", "b", "c"]) {
        mkdirSync(join(base, "channels", name, "sub"), { recursive: true });
        writeFileSync(join(base, "channels", name, "activity"), "x");
      }
      const look = `
        import { inFolder } from ${JSON.stringify(join(room, "folder.ts"))};
        const base = ${JSON.stringify(base)};
        for (const below of [["channels", "a", "sub"], ["channels", "a"], ["channels", "b"], ["channels", "c"]])
          try { console.log(inFolder(base, below, (folder) => folder.at("sub") && "entered")); }
          catch (error) { console.log(error.message.replace(base, "")); }`;
      const bundle = join(base, "look.mjs");
      buildSync({
        stdin: { contents: look, resolveDir: room },
        outfile: bundle,
        bundle: true,
        platform: "node",
        format: "esm",
      });
      const script =
        'mount -t tmpfs none "$1/channels/a/sub" && mount --bind "$1/channels/c/sub" "$1/channels/c" && exec "$2" "$3"';
      const said = execFileSync(
        "unshare",
        ["-m", "sh", "-c", script, "sh", base, process.execPath, bundle],
        { encoding: "utf8" },
      );
      expect(said.trim().split("\n")).toEqual([
        "/channels/a/sub is a mounted file system",
        "/channels/a/sub is a mounted file system",
        "entered",
        "/channels/c is a mounted file system",
      ]);
    } finally {
      rmSync(base, { recursive: true });
    }
  },
);
