import { lstatSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import { openPaneReader } from "../../test/pane-reader.js";
import { everyShell } from "../testing/shells.js";
import { openPlanted } from "../../test/planted.js";

const record = (state: string): string => `\u001b]7501;state=${state}\u001b\\`;

describe.each(everyShell().slice(0, 1))(
  "what is planted under read-pane.sh, run by $name",
  (shell) => {
    test("costs itself alone: the pane's output is taken to its end, and nothing is written through it", async () => {
      await using reader = await openPaneReader(shell);
      const planted = openPlanted(join(reader.server.directory, "person"));
      const before = planted.outside();
      const files = ["activity", "receipt", "state/transcript", "state/transcript.1"];
      const isPlain = (name: string): boolean =>
        lstatSync(join(reader.channel, name), { throwIfNoEntry: false })?.isFile() === true &&
        lstatSync(join(reader.channel, name)).size < 1024;
      for (const kind of planted.kinds) {
        const plant = (): void => {
          for (const name of files) planted.put(kind, join(reader.channel, name));
        };
        plant();
        const feed = reader.feed(20_000, { osc: true });
        await feed.write(`${"x".repeat(5000)}\n${record("working")}`);
        if (kind !== "folder")
          await waitFor(
            // What was planted is not read: it may block whoever does
            () => isPlain("activity") && reader.read("activity")?.startsWith("state=working"),
            { what: `the activity over ${kind}` },
          );
        // And again in its midst: the same state, more than a half, more than the whole
        plant();
        for (let at = 0; at < 5; at++)
          await feed.write(`${"y".repeat(9000)}\n${record("working")}`);
        await feed.write(record("done"));
        expect([kind, await feed.end()]).toEqual([kind, 0]);
        expect([kind, planted.outside()]).toEqual([kind, before]);
        for (const name of kind === "folder" ? [] : ["activity", "state/transcript"]) {
          const stats = lstatSync(join(reader.channel, name));
          expect([kind, name, stats.isFile(), stats.mode & 0o777]).toEqual([
            kind,
            name,
            true,
            0o600,
          ]);
        }
        if (kind !== "folder") expect(reader.read("activity")).toBe("state=done\nsource=stream\n");
      }
      // The folder behind `state` is the agent's own, or none is used
      planted.put("link-to-folder", join(reader.channel, "state"));
      const feed = reader.feed(20_000, { osc: true });
      await feed.write(`text\n${record("idle")}`);
      expect(await feed.end()).toBe(0);
      expect(reader.read("activity")).toBe("state=idle\nsource=stream\n");
      expect(planted.outside()).toEqual(before);
      await waitFor(() => reader.processes().length <= 1, {
        what: "the end of all that it started",
      });
    });
  },
);
