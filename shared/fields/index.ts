/** Fields of arguments: their types (field.ts), creation (number, plain, configs), reading (family) and writing (to-json). */
export { config, configs, optionalConfig, rate } from './configs.ts'
export {
  createConfig as configured,
  defaultProps as defaults,
  type FieldProblem,
  findMember as member,
  getMember as memberOf,
  readProps,
} from './family.ts'
export type * from './field.ts'
export { float, int, optionalFloat, optionalInt, seed } from './number.ts'
export {
  bool,
  choice,
  nameOrNames,
  names,
  numbers,
  optionalNumbers,
  optionalString,
  shape,
  string,
  toArray as listOf,
  toNames as listOfNames,
} from './plain.ts'
export { nonDefaultProps as ownProps, toJson } from './to-json.ts'
