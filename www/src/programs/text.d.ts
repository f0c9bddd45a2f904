// Owns the type of a file that is imported as text.
// Invariant: the build makes it so, by the words behind the question mark.

declare module "*.py?raw" {
  const text: string;
  export default text;
}
