/** Fields of arguments: their types (field.ts), creation (number, plain, configs), reading (family) and writing (to-json). */
export { config, configs, optionalConfig, rate } from './configs.ts'
export { configured, defaults, type FieldProblem, member, memberOf, readProps } from './family.ts'
export type * from './field.ts'
export { float, int, optionalFloat, optionalInt, seed } from './number.ts'
export {
  bool,
  choice,
  listOf,
  listOfNames,
  nameOrNames,
  names,
  numbers,
  optionalNumbers,
  optionalString,
  shape,
  string,
} from './plain.ts'
export { ownProps, toJson } from './to-json.ts'
