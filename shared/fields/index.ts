/** Fields of arguments: their types (field.ts), creation (number, plain, configs), reading (family) and writing (to-json). */
export { config, configs, optionalConfig, optionalConfigs, rate } from './configs.ts'
export {
  createConfig,
  defaultProps,
  type FieldProblem,
  findMember,
  getMember,
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
  optionalNumbersOr,
  optionalString,
  shape,
  string,
  toArray,
  toNames,
} from './plain.ts'
export { nonDefaultProps, toJson } from './to-json.ts'
