// What completion asks for, at its `import()`: a bundle splits there, and this leaves the rest of the fleet out.
export { offeredWords } from "@mosaicstack/fleet";
