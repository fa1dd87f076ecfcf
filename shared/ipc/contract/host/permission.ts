/** The user's answer about a file that they did not choose – data outside the document's folder, or the document of a run: read it, choose
 *  another file, or cancel. */
export type Permission = 'allow' | 'other' | 'cancel'
