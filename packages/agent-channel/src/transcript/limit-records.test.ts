import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@mosaicstack/outside-files";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openPaneReader, type PaneReader } from "../../test/pane-reader.js";
import { program } from "../../test/pane-scripts.js";
import { everyShell } from "../testing/shells.js";

const record = (text: string): string => `\u001b]7501;${text}\u001b\\`;
const limit = "state=blocked\nsource=record\nkind=quota\nuntil=4070908800\nmessage=used up\n";

/** What stands beside read-pane.sh: a reader of the record that finds this, and a hook of the person's own that notes its words. */
function lay(reader: PaneReader, { isLimit }: { readonly isLimit: boolean }): void {
  const folder = join(reader.scripts.readPane, "..");
  const body = isLimit
    ? `printf '%s' '${limit}' >"$1/.new"; mv "$1/.new" "$1/activity"; exit 3`
    : "exit 0";
  program(join(folder, "learn-conversation.sh"), `#!/bin/sh\necho "$2" >>"$1/learns"\n${body}\n`);
  program(join(folder, "run-person-hook.sh"), '#!/bin/sh\necho "$2: $3" >>"$1/person"\n');
}

describe.each(everyShell())(
  "a usage limit that the record of Codex tells, under $name",
  (shell) => {
    test("stays until it works again, whatever keys it tells of, and nothing is typed meanwhile", async () => {
      await using reader = await openPaneReader(shell);
      lay(reader, { isLimit: true });
      reader.enqueue("1760000000000-a");
      const feed = reader.feed("off", { osc: true });
      await feed.write(record("state=working") + record("state=error"));
      await waitFor(() => reader.read("activity") === limit, { what: "the limit" });
      for (const state of ["idle", "idle", "error", "idle", "clear"])
        await feed.write(record(`state=${state}:app=codex`));
      await feed.write(record("state=blocked:kind=permission"));
      await waitFor(() => reader.read("activity")?.includes("kind=permission"), {
        what: "the last",
      });
      await feed.write(record("state=error"));
      await waitFor(() => reader.read("activity")?.startsWith("state=error"), { what: "an error" });
      replaceFile(join(reader.channel, "activity"), limit);
      await feed.write(record("state=clear"));
      expect(await feed.end()).toBe(0);
      expect(reader.read("activity")).toBe(limit);
      expect(reader.read("learns")).toBe("error\n");
      expect(reader.drains()).toBe(0);
    });

    test("another failure is one, and hands on what waits", async () => {
      await using reader = await openPaneReader(shell);
      lay(reader, { isLimit: false });
      reader.enqueue("1760000000000-a");
      const feed = reader.feed("off", { osc: true });
      await feed.write(record("state=working") + record("state=error"));
      await waitFor(() => reader.drains() === 1, { what: "the drain" });
      await feed.write(record("state=idle"));
      expect(await feed.end()).toBe(0);
      expect(reader.read("activity")).toBe("state=idle\nsource=stream\n");
    });

    test.each([
      [true, "quota: used up"],
      [false, "error: "],
    ])("the person is told once what it was (limit: %s)", async (isLimit, told) => {
      await using reader = await openPaneReader(shell);
      lay(reader, { isLimit });
      const hooks = join(reader.server.directory, "config/mosaic/fleet/hooks");
      mkdirSync(hooks, { recursive: true });
      for (const event of ["error", "quota"]) program(join(hooks, event), "#!/bin/sh\n");
      const feed = reader.feed("off", {
        osc: true,
        config: join(reader.server.directory, "config"),
      });
      await feed.write(record("state=working") + record("state=error"));
      await waitFor(() => existsSync(join(reader.channel, "person")), {
        what: "a word to the person",
      });
      expect(await feed.end()).toBe(0);
      await waitFor(() => reader.processes().length <= 1, {
        what: "the end of all that it started",
      });
      expect(readFileSync(join(reader.channel, "person"), "utf8")).toBe(`${told}\n`);
    });
  },
);
