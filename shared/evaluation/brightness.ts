/** The column of pictures with the mean of their values as the network receives them: of bytes from 0 to 1. */
export const BRIGHTNESS = 'brightness'
