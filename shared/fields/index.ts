/** Fields of arguments: what they are (field.ts), how they are made (number, plain, configs), read (family) and written (to-json). */
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
