/**
 * What names of fields a form with files may have, for multer. No brackets: they make lists, and `code[300000000]` one that takes minutes to be written as
 * a text.
 */
export const fieldNames = { fieldNameSize: 100, fieldNestingDepth: 0 }
