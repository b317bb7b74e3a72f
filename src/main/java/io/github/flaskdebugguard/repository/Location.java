package io.github.flaskdebugguard.repository;

/**
 * A span as people and reports name it.
 *
 * @param line 1-based
 * @param column 1-based, in UTF-16 units
 * @param endLine 1-based line of the last character
 * @param endColumn 1-based column after the last character
 */
public record Location(String path, int line, int column, int endLine, int endColumn) {}
