package io.github.flaskdebugguard.rule;

/** A finding that somebody accepts; it fails nothing and is shown all the same. */
public record Accepted(Finding finding, Acceptance by) {}
