// What `completion` loads, at its `import()`: a bundle splits there.
export { completionScript } from "@mosaicstack/command-line";
