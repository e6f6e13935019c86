package io.writ.replay;

import java.nio.file.Path;

/**
 * The first place where a journal is not what it must be.
 *
 * @param sequence of the record that was due there
 * @param file the file
 * @param offset of the excerpt header in front of that record, bytes from the file's start
 * @param what expected and found, one line
 */
public record BadRecord(long sequence, Path file, long offset, String what) {}
