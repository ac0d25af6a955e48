import { array, strictObject, type ZodType } from "zod";
import { runtimeNames, runtimes, type RuntimeName } from "@mosaicstack/runtimes";
import { looksPattern, screenPattern } from "../values/screen-pattern.js";
import { filled, timeSpan } from "./leaf.js";
import type { RuntimeSettings } from "./roster.js";
import type { Shape } from "./shape.js";
import { readyShape } from "./screen-settings.js";

type Pattern = () => ZodType<string, string>;
const coloured: Pattern = () => screenPattern({ colours: true });

/** What a person changes of the table's entry. `pattern`: of its box while it is there, and while it is empty. */
function shapeOf(pattern: Pattern): Shape<RuntimeSettings> {
  const look = (description: string, read: Pattern = looksPattern): ZodType =>
    read().nullable().meta({ description }).optional();
  return {
    ready: strictObject({
      ...readyShape,
      screen: look("Shown once it takes input; `null`: any screen that stands still."),
      dialogs: array(screenPattern())
        .meta({ description: "Its dialogs that wait for a person, in place of those it has." })
        .optional(),
    })
      .meta({ description: "When it takes input." })
      .optional(),
    title: strictObject({
      idle: look("The pane's title while it waits for input; `null`: not told."),
      working: look("The pane's title while it works; `null`: not told."),
    })
      .meta({ description: "Patterns of its pane's title." })
      .optional(),
    box: strictObject({
      shown: look("Shown while its input box is there; `null`: not known.", pattern),
      empty: look("Shown while the box is empty; `null`: not known.", pattern),
      text: look("A line at which text in the box begins; `null`: not known.", coloured),
    })
      .meta({ description: "Patterns of its input box on the screen." })
      .optional(),
    quit: filled("quit", "write `null` where nothing is typed to end it")
      .nullable()
      .meta({
        description: "What is typed, Enter behind it, to make it quit; `null`: only a signal does.",
        samples: ["/exit"],
      })
      .optional(),
    quit_wait: timeSpan(0, 3600)
      .meta({ description: "Time that it has to quit, before TERM.", samples: ["5s"] })
      .optional(),
    stuck: timeSpan(1, 30 * 24 * 3600)
      .meta({
        description: "Work without output or event for so long is called stuck.",
        samples: ["1h"],
      })
      .optional(),
  } as Shape<RuntimeSettings>;
}

const drainedShape = shapeOf(coloured);
const description = "Changes to what is known of this runtime.";
const drained = strictObject(drainedShape).meta({ id: "drained-runtime", description });
const other = strictObject(shapeOf(() => screenPattern({ colours: true, spanning: true }))).meta({
  id: "runtime",
  description,
});
const settingsOf = (name: RuntimeName): ZodType<RuntimeSettings | undefined> =>
  (isDrained(name) ? drained : other).optional();

/** Keys of one runtime, for suggestions. */
export const runtimeKeys: Readonly<Record<"runtime" | "title", string[]>> = {
  runtime: Object.keys(drainedShape),
  title: ["idle", "working"],
};

/** By the name of each runtime that is known. */
export const runtimesShape: Shape<Record<RuntimeName, RuntimeSettings | undefined>> =
  Object.fromEntries(runtimeNames.map((name) => [name, settingsOf(name)])) as Shape<
    Record<RuntimeName, RuntimeSettings | undefined>
  >;

/** Whether a script hands over its queue, which is told its box and its dialogs at the start. */
export function isDrained(name: RuntimeName): boolean {
  const { drain } = runtimes[name].channel;
  return drain === "hook" || drain === "stream";
}
