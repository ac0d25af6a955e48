import { array } from "zod";
import { timeSpan } from "./leaf.js";
import type { BoxSettings, ReadySettings } from "./roster.js";
import type { Shape } from "./shape.js";
import { screenPattern } from "../values/screen-pattern.js";

/** When a command of one's own takes input. */
export const readyShape: Shape<ReadySettings> = {
  screen: screenPattern()
    .meta({ description: "Shown once it takes input.", samples: ["^> "] })
    .optional(),
  dialogs: array(screenPattern())
    .meta({
      description: "Dialogs of its own that wait for a person; common ones are known.",
      samples: [["Pick a theme"]],
    })
    .optional(),
  quiet: timeSpan(0.1, 60)
    .meta({ description: "Time without a change.", samples: ["500ms", "2s"] })
    .optional(),
  deadline: timeSpan(1, 3600)
    .meta({ description: "Time after which it is called not ready.", samples: ["2m"] })
    .optional(),
};

/** How its input box looks. */
export const boxShape: Shape<BoxSettings> = {
  shown: screenPattern()
    .meta({ description: "Shown while its input box is there.", samples: ["^> "] })
    .optional(),
  empty: screenPattern()
    .meta({ description: "Shown while the box is empty.", samples: ["^> *$"] })
    .optional(),
  text: screenPattern()
    .meta({ description: "A line at which text in the box begins.", samples: ["^> *[^ ]"] })
    .optional(),
};
