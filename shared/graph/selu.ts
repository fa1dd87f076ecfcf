/** The constants of SELU: Klambauer et al., Self-Normalizing Neural Networks, 2017, with the digits of Keras and TensorFlow. */
export const SELU_ALPHA = 1.6732632423543772
export const SELU_SCALE = 1.0507009873554805
