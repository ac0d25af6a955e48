import type { Runtime, RuntimeOverride } from "./runtime.js";

/** A runtime with some of its fields replaced; those that hold fields themselves key by key. */
export function overrideRuntime(runtime: Runtime, override: RuntimeOverride): Runtime {
  return {
    ...runtime,
    ...override,
    channel: { ...runtime.channel, ...override.channel },
    ready: { ...runtime.ready, ...override.ready },
    title: { ...runtime.title, ...override.title },
    box: { ...runtime.box, ...override.box },
    stop: { ...runtime.stop, ...override.stop },
    doctor: { ...runtime.doctor, ...override.doctor },
  };
}
