/** Where records and versions are kept, in the working directory. */
export const DEFAULT_DATA_DIR = '.switchyard';
